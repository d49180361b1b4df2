import { OIDC_CLIENTS } from '@/sandbox/oidc/accounts';
import { freeOr0 } from '@/scripts/ports.mjs';
import { expect, test } from './fixtures';

const PARTNERS = ['partners', 'GET /partners/me JWT authorizer'] as const;

test.beforeEach(async ({ desk, watch }) => {
  watch.expectTrouble(/status of 401/);
  await desk.choose(...PARTNERS);
});

test('in the browser, with audience and scopes filled in', async ({ desk, context }) => {
  await desk.send();
  await expect(desk.status).toContainText('401');
  const window = await desk.signInWindow();
  const go = window.getByRole('button', { name: 'Sign in in a new window' });
  await go.click();
  await expect(window).toContainText('Enter a client id.');
  await window.getByRole('textbox', { name: 'Client id' }).fill(OIDC_CLIENTS.people.id);
  await window.getByRole('textbox', { name: 'Redirect URI' }).fill('https://example.com/callback');
  await expect(window).toContainText('It must lead to this computer');
  const port = (await freeOr0(4651)) || 4652;
  await window.getByRole('textbox', { name: 'Redirect URI' }).fill(`http://localhost:${port}/callback`);
  await expect(window.getByRole('textbox', { name: 'Audience' })).toHaveValue('notes');
  await expect(window.getByRole('textbox', { name: 'Scopes' })).toHaveValue(/notes\/read/);
  const opened = context.waitForEvent('page');
  await go.click();
  const issuer = await opened;
  await issuer.getByRole('textbox', { name: 'Username' }).fill('ada');
  await issuer.getByRole('textbox', { name: 'Password' }).fill('Analytical1');
  await issuer.keyboard.press('Enter');
  await expect(window).toBeHidden();
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.body).toContainText('oidc|ada');
});

test('a window that was closed is given up, and the form is as it was', async ({ desk, context }) => {
  const window = await desk.signInWindow();
  await window.getByRole('textbox', { name: 'Client id' }).fill(OIDC_CLIENTS.people.id);
  const opened = context.waitForEvent('page');
  await window.getByRole('button', { name: 'Sign in in a new window' }).click();
  await (await opened).close();
  await expect(window.getByRole('link', { name: 'Open the page again' })).toBeVisible();
  await window.getByRole('button', { name: 'Cancel' }).click();
  await expect(window.getByRole('textbox', { name: 'Client id' })).toHaveValue(OIDC_CLIENTS.people.id);
});

test('by a code on another device', async ({ desk, context }) => {
  const window = await desk.signInWindow();
  await window.getByText('By a code').click();
  await window.getByRole('textbox', { name: 'Client id' }).fill(OIDC_CLIENTS.people.id);
  await window.getByRole('button', { name: 'Get a code' }).click();
  await expect(window.getByRole('timer')).toContainText('good for');
  const opened = context.waitForEvent('page');
  await window.getByRole('link').click();
  const device = await opened;
  const signIn = device.getByRole('textbox', { name: 'Username' });
  const connect = device.getByRole('button', { name: /^(Continue|Connect)$/ });
  await expect(connect.or(signIn)).toBeVisible();
  while (!(await device.getByText('Device connected').isVisible())) {
    if (await signIn.isVisible()) {
      await signIn.fill('ada');
      await device.getByRole('textbox', { name: 'Password' }).fill('Analytical1');
      await device.keyboard.press('Enter');
    } else await connect.click();
    await expect(connect.or(signIn).or(device.getByRole('heading', { name: 'Device connected' }))).toBeVisible();
  }
  await expect(window).toBeHidden({ timeout: 15_000 });
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
});

test('as a program, whose secret goes to the server only', async ({ desk, page }) => {
  const window = await desk.signInWindow();
  await window.getByText('As the program itself').click();
  await window.getByRole('textbox', { name: 'Client id' }).fill(OIDC_CLIENTS.program.id);
  const secret = window.getByRole('textbox', { name: 'Client secret' });
  await secret.fill('not-this-one');
  await window.getByRole('button', { name: 'Get a token' }).click();
  await expect(window).toContainText('does not accept this client or its secret');
  await secret.fill(OIDC_CLIENTS.program.secret);
  await window.getByRole('button', { name: 'Get a token' }).click();
  await expect(window).toBeHidden();
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toContain(OIDC_CLIENTS.program.secret);
});
