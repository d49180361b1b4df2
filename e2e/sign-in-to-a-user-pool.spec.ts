import { createServer } from 'node:net';
import { totpCode } from '@/sandbox/cognito/totp';
import { expect, type Stage, test } from './fixtures';

const PEOPLE = ['people/me', 'GET /people/me JWT authorizer'] as const;
const WRITE = ['people/me', 'POST /people/me JWT authorizer'] as const;
const STAFF = ['staff/me', 'GET /staff/me JWT authorizer'] as const;
const CAROLS_APP = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** The newest code that Cognito sent to a user. */
async function codeFor({ sandbox }: Stage, username: string): Promise<string> {
  const inbox = (await (await fetch(`${sandbox}/_sandbox/inbox`)).json()) as { username: string; code: string }[];
  return inbox.find((message) => message.username === username)?.code ?? '';
}

/** Managed login comes back to the port that people.yaml registers with the app client; another run may be using it. */
async function waitForCallbackPort(): Promise<void> {
  const canListen = () =>
    new Promise<boolean>((resolve) => {
      const server = createServer().once('error', () => resolve(false));
      server.listen(4650, '127.0.0.1', () => server.close(() => resolve(true)));
    });
  await expect
    .poll(canListen, { message: 'another program uses port 4650 of this computer', timeout: 20_000 })
    .toBe(true);
}

// Cognito answers a refused sign-in with 400, which Chromium writes to its console.
test.beforeEach(({ watch }) => watch.expectTrouble(/status of 40[013]/));

test('by SRP: the wrong password is said in place, the right one turns 401 into 200', async ({ desk, page }) => {
  const passwords: string[] = [];
  page.on('request', (request) => {
    if (request.postData()?.includes('Wonder1and')) passwords.push(request.url());
  });
  await desk.choose(...PEOPLE);
  await desk.send();
  await expect(desk.status).toContainText('401');
  await desk.main.getByRole('button', { name: 'Sign in', exact: true }).first().click();
  const window = page.getByRole('dialog', { name: 'Sign in' });
  await window.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(window).toContainText('Enter the user name.');
  await desk.givePassword(window, 'alice', 'not-this-one');
  await expect(window).toContainText('The user name or the password is wrong.');
  await expect(window.getByRole('textbox', { name: 'User name' })).toHaveValue('alice');
  await window.getByRole('textbox', { name: 'Password' }).fill('Wonder1and');
  await page.keyboard.press('Enter');
  await expect(window).toBeHidden();
  await expect(page.getByRole('button', { name: 'Identity: alice' })).toBeFocused();
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  expect(passwords, 'with SRP the password itself goes nowhere').toEqual([]);

  await desk.choose(...WRITE);
  await desk.send();
  await expect(desk.status).toContainText('403');
});

test('a temporary password is replaced by a good one', async ({ desk }) => {
  await desk.choose(...PEOPLE);
  const window = await desk.signInWindow();
  await desk.givePassword(window, 'bob', 'Temporary1');
  const field = window.getByRole('textbox', { name: 'New password' });
  await field.fill('weak');
  await window.getByRole('button', { name: 'Set the password' }).click();
  await expect(window).toContainText('not strong enough');
  await field.fill('Stronger1');
  await window.getByRole('button', { name: 'Set the password' }).click();
  await expect(window).toBeHidden();
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
});

test('two users at once, one by an authenticator app and one by SMS; two keys switch', async ({
  desk,
  page,
  stage,
}) => {
  await desk.choose(...PEOPLE);
  const window = await desk.signInWindow();
  await desk.givePassword(window, 'carol', 'Wonder1and');
  const code = window.getByRole('textbox', { name: 'Code' });
  await code.fill('000000');
  await code.press('Enter');
  await expect(window).toContainText('That code is not right.');
  await code.fill(totpCode(CAROLS_APP, Date.now()));
  await code.press('Enter');
  await expect(window).toBeHidden();

  await desk.signInWindow();
  await desk.givePassword(window, 'dave', 'Wonder1and');
  await expect(window).toContainText('A code was sent to');
  await code.fill(await codeFor(stage, 'dave'));
  await code.press('Enter');
  await expect(window).toBeHidden();
  await expect(page.getByRole('button', { name: 'Identity: dave' })).toBeVisible();

  await page.keyboard.press('Alt+i');
  await expect(page.getByRole('menuitemradio', { name: /^carol / })).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByRole('button', { name: 'Identity: carol' })).toBeVisible();
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
});

test('somebody with two second factors chooses one; somebody without a password has a code mailed', async ({
  desk,
  page,
  stage,
}) => {
  await desk.choose(...PEOPLE);
  const window = await desk.signInWindow();
  await desk.givePassword(window, 'frank', 'Wonder1and');
  await expect(window.getByRole('radio', { name: 'A code by SMS' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(window.getByRole('radio', { name: 'An authenticator app' })).toBeChecked();
  await page.keyboard.press('ArrowUp');
  await expect(window.getByRole('radio', { name: 'A code by SMS' })).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(window).toContainText('A code was sent to +*******0142.');
  await page.keyboard.insertText(await codeFor(stage, 'frank'));
  await page.keyboard.press('Enter');
  await expect(window).toBeHidden();
  await expect(page.getByRole('button', { name: 'Identity: frank' })).toBeVisible();

  await desk.signInWindow();
  await window.getByRole('textbox', { name: 'User name' }).fill('alice');
  await window.getByRole('button', { name: 'Without a password' }).click();
  await window.getByRole('radio', { name: 'A code by e-mail' }).check();
  await window.getByRole('button', { name: 'Go on' }).click();
  await expect(window).toContainText('A code was sent to a***@e***.');
  await window.getByRole('textbox', { name: 'Code' }).fill(await codeFor(stage, 'alice'));
  await page.keyboard.press('Enter');
  await expect(window).toBeHidden();
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
});

test('a sign-up is confirmed and a forgotten password replaced', async ({ desk, page, stage }) => {
  await desk.choose(...PEOPLE);
  const window = await desk.signInWindow();
  await desk.givePassword(window, 'erin', 'Wonder1and');
  await expect(window).toContainText('has not confirmed the sign-up yet');
  await window.getByRole('button', { name: 'Send a new code' }).click();
  await expect(page.getByText(/^A new code was sent/)).toBeVisible();
  await window.getByRole('textbox', { name: 'Code' }).fill(await codeFor(stage, 'erin'));
  await window.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expect(window).toBeHidden();

  await desk.signInWindow();
  await window.getByRole('button', { name: 'Forgotten password' }).click();
  await window.getByRole('textbox', { name: 'User name' }).fill('erin');
  await window.getByRole('button', { name: 'Send a code' }).click();
  await expect(window).toContainText('The code was sent to');
  await window.getByRole('textbox', { name: 'Code' }).fill(await codeFor(stage, 'erin'));
  await window.getByRole('textbox', { name: 'New password' }).fill('Newword12');
  await window.getByRole('button', { name: 'Set the password' }).click();
  await expect(window).toBeHidden();
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
});

test('a pool that demands a second factor has one set up, by QR code or key', async ({ desk }) => {
  await desk.choose(...STAFF);
  const window = await desk.signInWindow();
  await desk.givePassword(window, 'grace@example.com', 'Temporary-1');
  await window.getByRole('textbox', { name: 'New password' }).fill('Permanent-2');
  await window.getByRole('button', { name: 'Set the password' }).click();
  await expect(window.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  const key = (await window.getByRole('code').innerText()).replaceAll(' ', '');
  await window.getByRole('textbox', { name: 'Code' }).fill(totpCode(key, Date.now()));
  await window.getByRole('button', { name: 'Go on' }).click();
  await expect(window).toBeHidden();
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
});

test('through an app client with a secret: as a user, and as the program itself', async ({ desk, page }) => {
  await desk.choose(...PEOPLE);
  const chooseBackend = async () => {
    const window = await desk.signInWindow();
    await window.getByRole('combobox', { name: 'App client' }).click();
    await page.getByRole('option', { name: /^notes-backend/ }).click();
    return window;
  };
  const window = await chooseBackend();
  await desk.givePassword(window, 'alice', 'Wonder1and');
  await expect(window).toBeHidden();
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await chooseBackend();
  await window.getByText('As the program itself').click();
  await window.getByRole('button', { name: 'Get a token' }).click();
  await expect(window).toBeHidden();
  await expect(page.getByRole('button', { name: 'Identity: notes-backend' })).toBeVisible();
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
});

test('managed login that is given up can be begun again', async ({ desk, context }) => {
  await waitForCallbackPort();
  await desk.choose(...WRITE);
  const window = await desk.signInWindow();
  await window.getByText('Managed login').click();
  const begin = async () => {
    const opened = context.waitForEvent('page');
    await window.getByRole('button', { name: 'Sign in in a new window' }).click();
    const pool = await opened;
    await expect(window).toContainText('If it was closed or never opened, open it again.');
    return pool;
  };
  await (await begin()).close();
  await window.getByRole('button', { name: 'Cancel' }).click();
  await expect(window.getByRole('button', { name: 'Sign in in a new window' })).toBeFocused();
  const pool = await begin();
  await expect(pool.getByRole('textbox', { name: 'Username' })).toBeVisible();
  // Or the console would hold the port against the next test.
  await window.getByRole('button', { name: 'Cancel' }).click();
  await expect(window.getByRole('button', { name: 'Sign in in a new window' })).toBeVisible();
});

test('by managed login, which brings the scope that a password does not', async ({ desk, page, context }) => {
  await waitForCallbackPort();
  await desk.choose(...WRITE);
  const window = await desk.signInWindow();
  await window.getByText('Managed login').click();
  const opened = context.waitForEvent('page');
  await window.getByRole('button', { name: 'Sign in in a new window' }).click();
  const pool = await opened;
  await expect(window).toContainText('Waiting for you to sign in');
  await pool.getByRole('textbox', { name: 'Username' }).fill('alice');
  await pool.getByRole('textbox', { name: 'Password' }).fill('Wonder1and');
  await pool.keyboard.press('Enter');
  await expect(window).toBeHidden();
  await expect(page.getByRole('button', { name: 'Identity: alice' })).toBeVisible();
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
});

test('tokens are renewed before they expire, and signing out revokes them', async ({ desk, page }) => {
  await page.clock.install();
  const asked: string[] = [];
  page.on('request', (request) => {
    const target = request.headers()['x-amz-target'];
    if (target) asked.push(target.split('.')[1] ?? '');
  });
  await desk.choose(...PEOPLE);
  const window = await desk.signInWindow();
  await desk.givePassword(window, 'alice', 'Wonder1and');
  await expect(window).toBeHidden();
  await page.clock.fastForward('59:00');
  await page.clock.runFor(1_000);
  await expect(page.getByRole('button', { name: 'Identity: alice' })).toContainText(/0:\d\d/);
  await page.clock.fastForward('00:45');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  expect(asked.at(-1)).toBe('GetTokensFromRefreshToken');

  // A reload keeps the access token and not what is good for long.
  await page.reload();
  await page.clock.fastForward('02:00:00');
  await expect(desk.main).toContainText('The sign-in of alice has expired.');
  await desk.main.getByRole('button', { name: 'Sign in again' }).click();
  await expect(window.getByRole('textbox', { name: 'User name' })).toHaveValue('alice');
  await window.getByRole('textbox', { name: 'Password' }).fill('Wonder1and');
  await page.keyboard.press('Enter');
  await expect(window).toBeHidden();
  await desk.tab('Auth');
  await desk.main.getByRole('button', { name: 'Sign out' }).click();
  await expect.poll(() => asked.at(-1)).toBe('RevokeToken');
  await expect(page.getByRole('button', { name: 'Identity: No identity' })).toBeVisible();
});
