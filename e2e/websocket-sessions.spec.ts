import type { Stage } from './fixtures';
import { expect, test } from './fixtures';
import { Sessions } from './websocket-desk';

interface Connection {
  id: string;
  ended: { code: number; reason: string } | null;
  sent: { messages: number };
  received: { messages: number; frames: number };
}

const control = async (stage: Stage, path: string, body?: object): Promise<Connection[]> => {
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  const answer = await fetch(`${stage.sandbox}/_sandbox/websocket/${path}`, init);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Connection[];
};
const last = async (stage: Stage) => (await control(stage, 'connections')).at(-1);

test.beforeEach(async ({ stage }) => {
  await fetch(`${stage.sandbox}/_sandbox/websocket/reset`, { method: 'POST' });
});

test('a line that is cut comes back, and how each one ended is said in words', async ({ desk, stage }) => {
  const sessions = new Sessions(desk);
  await sessions.open('chat', '$connect');
  await desk.main.getByRole('switch', { name: 'Reconnect' }).click();
  const session = await sessions.opened(1);
  await control(stage, 'connections/last', { do: 'cut' });
  await expect(session.row('Broke off: 1006, the connection broke without a word')).toBeVisible();
  await expect(session.row('Opening again in')).toBeVisible();
  await expect(session.row(/^.*Open after/)).toHaveCount(2);
  await expect(session.standing).toHaveText('Open');

  await session.end('Close with a code…');
  const dialog = desk.page.getByRole('dialog', { name: /^Close 1 · / });
  await dialog.getByRole('spinbutton', { name: 'Code' }).fill('1006');
  await dialog.getByRole('button', { name: 'Close the session' }).click();
  await expect(dialog).toContainText('Codes to send are');
  await dialog.getByRole('spinbutton', { name: 'Code' }).fill('4001');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('enough');
  await dialog.getByRole('button', { name: 'Close the session' }).click();
  await expect(session.row('Closed here: 4001, a code of the application, with the reason "enough"')).toBeVisible();
  expect((await last(stage))?.ended).toMatchObject({ code: 4001, reason: 'enough' });

  const second = await sessions.opened(2);
  await second.end('Cut the line');
  await expect(second.standing).toHaveText('Ended');
  const third = await sessions.opened(3);
  await control(stage, 'connections/last', { do: 'close', code: 1001, reason: 'Going away' });
  await expect(third.row('Closed by the API: 1001')).toBeVisible();
});

test('errors of the gateway are told apart and explained, and its limits are kept', async ({ desk, stage }) => {
  const sessions = new Sessions(desk);
  await sessions.open('signals', 'echo/text');
  await expect(sessions.editor).toContainText('"topic": "echo"');
  await expect(sessions.editor).toContainText('"verb": "text"');
  const session = await sessions.opened(1);
  await sessions.say('{"topic":"no","verb":"such"}');
  await expect(session.row(/no route.*"such"/)).toBeVisible();
  await session.row(/gateway error.*Forbidden/).click();
  await expect(session.region.getByRole('note')).toContainText(
    'No route takes the message, and the API has no $default',
  );
  await sessions.say('{"topic":"job","verb":"fail"}');
  await session.row(/gateway error.*Internal server error/).click();
  await expect(session.region.getByRole('note')).toContainText('ended with an error');

  await sessions.type('{"topic": broken');
  await sessions.composer.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(sessions.composer.getByRole('status')).toContainText('this is not JSON');
  await sessions.composer.getByRole('button', { name: 'Send it as it is' }).click();
  await expect(session.row('{"topic": broken')).toBeVisible();

  const long = JSON.stringify({ topic: 'echo', verb: 'text', text: 'x'.repeat(40_000) });
  await sessions.say(long);
  await expect(sessions.composer).toContainText('Goes in 2 frames');
  await expect(session.received(/"echo"/)).toBeVisible();
  expect(await last(stage)).toMatchObject({ ended: null, received: { messages: 4, frames: 5 } });
  await sessions.composer.getByRole('switch', { name: 'In one frame' }).click();
  await expect(sessions.composer).toContainText('closes the session with 1009');
  await sessions.composer.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(session.row('Closed by the API: 1009')).toBeVisible();
});

test('binary goes as bytes', async ({ desk, stage }) => {
  const sessions = new Sessions(desk);
  await sessions.open('chat', '$default');
  const session = await sessions.opened(1);
  await sessions.composer.getByRole('combobox', { name: 'Sort of message' }).selectOption('hex');
  await sessions.composer.getByRole('textbox', { name: 'Bytes, as hex' }).fill('00 ff 1');
  await sessions.composer.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(sessions.composer.getByRole('status')).toContainText('Hex is pairs');
  await sessions.composer.getByRole('textbox', { name: 'Bytes, as hex' }).fill('00 ff 10');
  await sessions.composer.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(session.row('00 ff 10')).toBeVisible();
  expect((await last(stage))?.received.messages).toBe(1);
});

test('the other side posts to a session, looks at it and ends it', async ({ desk }) => {
  const sessions = new Sessions(desk);
  await sessions.open('chat', 'whoami');
  const session = await sessions.opened(1);
  await sessions.composer.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(session.received('"type":"you"')).toBeVisible();
  await sessions.tab('@connections');
  const { main } = desk;
  const outcome = main.getByRole('status', { name: 'What became of it' });
  await main.getByRole('button', { name: 'Look at it' }).click();
  await expect(outcome).toContainText('Give the id of a connection first');
  await main.getByRole('list', { name: 'Connection ids seen' }).getByRole('button').click();
  await main.getByRole('textbox', { name: 'Text to post' }).fill('{"from":"behind"}');
  await main.getByRole('button', { name: 'Post', exact: true }).click();
  await expect(outcome).toHaveText('Posted.');
  await expect(session.received('{"from":"behind"}')).toBeVisible();
  await main.getByRole('button', { name: 'Look at it' }).click();
  await expect(outcome).toContainText('127.0.0.1');
  await main.getByRole('button', { name: 'Disconnect it' }).click();
  await expect(outcome).toHaveText('Disconnected.');
  await expect(session.standing).toHaveText('Ended');
  await main.getByRole('button', { name: 'Look at it' }).click();
  await expect(outcome).toContainText('Gone (410)');
});

test('a load is sent, counted and drawn, and can be stopped', async ({ desk, stage }) => {
  const sessions = new Sessions(desk);
  await sessions.open('chat', 'whoami');
  await sessions.opened(1);
  await sessions.tab('Load');
  const load = desk.main.getByRole('form', { name: 'Load' });
  await load.getByRole('spinbutton', { name: 'Times' }).fill('60');
  await load.getByRole('spinbutton', { name: 'A second' }).fill('200');
  await load.getByRole('button', { name: 'Send many' }).click();
  await expect(load.getByRole('status')).toHaveText(/60 of 60 sent, 60 answered$/);
  await expect(
    load.getByRole('img', { name: /^Round trips of 60 messages: p50 .* ms, p95 .* ms, slowest/ }),
  ).toBeVisible();
  expect((await last(stage))?.received.messages).toBe(60);
  await load.getByRole('spinbutton', { name: 'A second' }).fill('1');
  await load.getByRole('button', { name: 'Send many' }).click();
  await expect(load.getByRole('status')).toContainText('1 of 60 sent');
  await load.getByRole('button', { name: 'Stop' }).click();
  await expect(load.getByRole('status')).toContainText('stopped');
});

test('a flood is shown whole: as many messages as were sent', async ({ desk, stage }) => {
  const sessions = new Sessions(desk);
  await sessions.open('chat', '$connect');
  const session = await sessions.opened(1);
  await control(stage, 'connections/last', { do: 'flood', frames: 30_000, bytes: 200 });
  const sent = (await last(stage))?.sent.messages ?? 0;
  expect(sent).toBe(30_000);
  await session.region.getByRole('combobox', { name: 'Show' }).click();
  await desk.page.getByRole('option', { name: 'Received', exact: true }).click();
  await expect(session.region.getByText('30,000 of 30,002')).toBeVisible();
  await expect(session.row('"seq":30000,')).toBeVisible();
});

test('a console that is started anew keeps what was received on the page', async ({ desk, stage, watch }) => {
  watch.expectTrouble(/WebSocket|ERR_CONNECTION_REFUSED|401/);
  const sessions = new Sessions(desk);
  await sessions.open('chat', 'whoami');
  const session = await sessions.opened(1);
  await sessions.composer.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(session.received('"type":"you"')).toBeVisible();
  await stage.restart();
  await expect(session.region).toContainText('The console was started anew, so this line ended. What came is kept.');
  await expect(session.received('"type":"you"')).toBeVisible();
  await desk.page.context().addCookies(stage.cookies);
  await session.region.getByRole('button', { name: 'Connect again' }).click();
  await expect(sessions.session(2).standing).toHaveText('Open');
});

test('the seventh tab loads while six hold sessions', async ({ desk, page }) => {
  test.setTimeout(90_000);
  const sessions = new Sessions(desk);
  await sessions.open('chat', '$connect');
  await sessions.opened(1);
  for (let tab = 2; tab <= 6; tab += 1) {
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('main').getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(
      other
        .getByRole('region', { name: /^Session 1 · / })
        .getByRole('status')
        .first(),
    ).toHaveText('Open');
  }
  const seventh = await page.context().newPage();
  await seventh.goto(page.url());
  await expect(seventh.getByRole('main').getByRole('button', { name: 'Connect', exact: true })).toBeVisible();
  await expect(seventh.getByRole('tree', { name: 'APIs of this account' })).toBeVisible();
});
