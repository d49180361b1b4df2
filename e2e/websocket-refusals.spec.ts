import { expect, test } from './fixtures';
import { Sessions } from './websocket-desk';

test('what $connect answers itself is shown with its likely reason', async ({ desk }) => {
  const sessions = new Sessions(desk);
  await sessions.open('signals', '$connect');
  await desk.row('Query parameter', 1, ['wish', 'teapot']);
  const wishes = [
    { wish: 'teapot', status: '418', why: 'answered 418 itself' },
    { wish: 'refuse', status: '403', why: 'answered 403 itself' },
    { wish: 'down', status: '503', why: 'answered 503 itself' },
    { wish: 'throw', status: '502', why: 'The function of $connect threw' },
  ];
  for (const [at, { wish, status, why }] of wishes.entries()) {
    await desk.main.getByLabel('Query parameter 1 value', { exact: true }).fill(wish);
    await sessions.connect();
    const { refusal } = sessions.session(at + 1);
    await expect(refusal).toContainText(status);
    await expect(refusal).toContainText(why);
    if (wish !== 'throw') await expect(refusal).toContainText(`You asked for ${wish}`);
  }
  const { refusal } = sessions.session(1);
  await refusal.getByText('Headers of the answer').click();
  await expect(refusal.getByRole('table', { name: 'Headers of the answer' })).toContainText('x-amzn-requestid');
  await refusal.getByText('The request as it went').click();
  await expect(refusal.getByText(/^GET .*\/dev\?wish=teapot HTTP\/1.1$/)).toBeVisible();
});

test('each way in which an authorizer turns one away is told apart', async ({ desk }) => {
  const sessions = new Sessions(desk);
  await sessions.open('chat-custom', '$connect');
  const token = desk.main.getByLabel('Header Authorization', { exact: true });
  const turns: [string | null, string][] = [
    [null, 'asks for the header Authorization, which was not sent'],
    ['expired', 'answered “Unauthorized”'],
    ['somebody', 'denies this connection'],
    ['broken', 'authorizer’s function threw'],
  ];
  await desk.as('No identity');
  for (const [at, [value, why]] of turns.entries()) {
    if (value) await token.fill(value);
    await sessions.connect();
    await expect(sessions.session(at + 1).refusal).toContainText(why);
  }
  await sessions.session(2).refusal.getByText('The request as it went').click();
  await expect(sessions.session(2).refusal).toContainText('••••••');
});

test('IAM without a signature, and with one that may not', async ({ desk }) => {
  const sessions = new Sessions(desk);
  await sessions.open('chat-iam', '$connect');
  await desk.as('No identity');
  await expect(desk.main).toContainText('This route asks for a SigV4 signature and no identity is chosen');
  await sessions.connect();
  await expect(sessions.session(1).refusal).toContainText('the handshake carries none');
});

test.describe('a gateway that is busy, silent or breaks off', () => {
  const settings = (origin: string, change: object) =>
    fetch(`${origin}/_sandbox/websocket/settings`, { method: 'POST', body: JSON.stringify(change) });
  test.afterEach(async ({ stage }) => {
    await fetch(`${stage.sandbox}/_sandbox/websocket/reset`, { method: 'POST' });
  });

  test('says so', async ({ desk, stage }) => {
    const sessions = new Sessions(desk);
    await sessions.open('chat', '$connect');
    await settings(stage.sandbox, { newConnections: { rate: 0, burst: 0 } });
    await sessions.connect();
    await expect(sessions.session(1).refusal).toContainText('Too many connections are opened at once');
    await settings(stage.sandbox, { newConnections: { rate: 500, burst: 500 }, handshake: 'reset' });
    await sessions.connect();
    await expect(sessions.session(2).row('no answer')).toBeVisible();
    await settings(stage.sandbox, { handshake: 'never' });
    await desk.main.getByRole('spinbutton', { name: 'Time limit for connecting, in seconds' }).fill('0.5');
    await sessions.connect();
    await expect(sessions.session(3).row(/no answer.*time limit/i)).toBeVisible();
    await expect(sessions.session(3).standing).toHaveText('Ended');
  });
});
