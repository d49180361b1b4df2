import { WebSocket } from 'ws';
import { expect, test } from './fixtures';
import { Sessions } from './websocket-desk';

test('anybody is let in, is told who they are, and is still there after a reload', async ({ desk, page }) => {
  const sessions = new Sessions(desk);
  await sessions.open('chat', 'whoami');
  await expect(sessions.editor).toContainText('"action": "whoami"');
  const session = await sessions.opened(1);
  await sessions.composer.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(session.row('"action": "whoami"')).toBeVisible();
  await expect(session.received('"type":"you"')).toBeVisible();
  await expect(session.region.getByRole('timer')).toContainText(
    /Idle limit in (10:00|9:\d\d) · two hours over in 1:59:/,
  );

  await desk.tree
    .getByRole('treeitem', { name: /^SEND whoami/ })
    .first()
    .click();
  await page.reload();
  await expect(session.standing).toHaveText('Open');
  await expect(session.received('"type":"you"')).toBeVisible();
  await sessions.say('{"action":"whoami","id":"again"}');
  // A reply that carries the id of a message is that message's, and says how long it took.
  await expect(session.received(/whoami.*"id":"again".* ms/)).toBeVisible();
  await session.end('Disconnect');
  await expect(session.standing).toHaveText('Ended');
  await session.region.getByRole('button', { name: 'Connect again' }).click();
  await expect(sessions.session(2).standing).toHaveText('Open');
  await session.region.getByRole('button', { name: 'Remove the session' }).click();
  await expect(session.region).toBeHidden();
});

test('IAM signs the handshake in its headers or in the address', async ({ desk, page, watch }) => {
  void watch;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const sessions = new Sessions(desk);
  await sessions.open('chat-iam', 'whoami');
  const session = await sessions.opened(1);
  await sessions.composer.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(session.received('"name":"demo"')).toBeVisible();

  await desk.main.getByRole('button', { name: 'Copy presigned address' }).click();
  await expect(page.getByText('Copied an address that opens connections')).toBeVisible();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(address).toMatch(/^ws:\/\/.*\/prod\?.*X-Amz-Signature=[0-9a-f]{64}$/);
  const direct = new WebSocket(address);
  await new Promise((resolve, reject) => direct.once('open', resolve).once('error', reject));
  direct.terminate();
  await page.evaluate(() => navigator.clipboard.writeText(''));

  await sessions.tab('Connecting');
  await desk.main.getByRole('switch', { name: 'Sign in the query' }).click();
  const second = await sessions.opened(2);
  await expect(second.row(/opening.*X-Amz-Algorithm=AWS4-HMAC-SHA256/)).toBeVisible();
  await expect(second.row(/X-Amz-Signature=[0-9a-f]{8}/)).toBeHidden();
});

test('alice and bob, let in by a Lambda authorizer, talk side by side, and one message goes as both', async ({
  desk,
}) => {
  const sessions = new Sessions(desk);
  await sessions.open('chat-custom', '$connect');
  await expect(desk.main).toContainText('The authorizer asks for the header Authorization.');
  const token = desk.main.getByLabel('Header Authorization', { exact: true });
  await sessions.named('alice');
  await token.fill('alice-token');
  const alice = await sessions.opened(1);
  await sessions.named('bob');
  await token.fill('bob-token');
  const bob = await sessions.opened(2);

  await sessions.say('{"action":"sendMessage","text":"hello from bob"}');
  await expect(alice.received('"from":"bob","text":"hello from bob"')).toBeVisible();
  await alice.region.getByRole('button', { name: 'Send messages here' }).click();
  await sessions.say('{"action":"sendMessage","text":"hello from alice"}');
  await expect(bob.received('"from":"alice","text":"hello from alice"')).toBeVisible();
  await expect(bob.row(/sendMessage.*hello from alice/)).toBeHidden();
  await sessions.sendAs('All open sessions');
  await sessions.say('{"action":"sendMessage","text":"both"}');
  for (const session of [alice, bob]) {
    await expect(session.received('"from":"alice","text":"both"')).toBeVisible();
    await expect(session.received('"from":"bob","text":"both"')).toBeVisible();
  }
});

test('a token goes into the query where the authorizer looks there', async ({ desk, canary }) => {
  const sessions = new Sessions(desk);
  await sessions.open('chat-query', '$connect');
  await desk.main.getByLabel('Query parameter token', { exact: true }).fill('bob-token');
  const session = await sessions.opened(1);
  await sessions.say('{"action":"whoami"}');
  await expect(session.received('"name":"bob"')).toBeVisible();
  await expect(session.row(/opening.*token=/)).not.toContainText('bob-token');
  expect(await canary.leaks([{ sort: 'typed value', value: 'bob-token' }])).toEqual([]);
});

test('a key of the account goes along where $connect asks for one', async ({ desk }) => {
  const sessions = new Sessions(desk);
  await sessions.open('chat-key', '$connect');
  await expect(desk.main).toContainText('$connect asks for an API key and none is picked');
  await sessions.connect();
  await expect(sessions.session(1).refusal).toContainText('asks for an API key and none was sent');
  const keys = desk.main.getByRole('combobox', { name: 'API key' });
  const option = keys.getByRole('option', { name: /^notes-chat-key-members/ });
  await keys.selectOption((await option.getAttribute('value')) ?? '');
  await sessions.opened(2);
});

test('a subprotocol is offered, and one that $connect does not speak opens nothing', async ({ desk }) => {
  const sessions = new Sessions(desk);
  await sessions.open('chat', '$connect');
  const offered = desk.main.getByRole('textbox', { name: 'Subprotocols' });
  await offered.fill('chat.v2, chat.v1');
  const session = await sessions.opened(1);
  await expect(session.region).toContainText('speaking chat.v1');
  await offered.fill('chat.v9');
  await sessions.connect();
  await expect(sessions.session(2).refusal).toContainText('named no subprotocol of those that were offered');
  await offered.fill('no/good');
  await sessions.connect();
  await expect(desk.main).toContainText('“no/good” is none');
  await expect(sessions.session(3).region).toBeHidden();
});
