import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { totpCode } from '@/sandbox/cognito/totp';
import { MFA_SECRET } from '@/sandbox/iam/assume-role';
import { OIDC_CLIENTS } from '@/sandbox/oidc/accounts';
import { PLACES, type Secret } from './canary';
import { expect, test } from './fixtures';

const PEOPLE = ['people/me', 'GET /people/me JWT authorizer'] as const;

/** A token that says who it is in a way that nothing else here does. */
const PASTED = `${encoded({ alg: 'RS256' })}.${encoded({ sub: 'canary-subject' })}.canary-signature`;
const PLANTED: readonly Secret[] = [
  { sort: 'token', value: PASTED },
  { sort: 'typed value', value: 'canary-typed-value' },
];

test('no key of AWS reaches the browser, whichever profile is looked at', async ({ desk, page, canary }) => {
  await desk.choose('whoami', 'GET /whoami IAM');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await desk.answerTab('Request');
  await desk.as('IAM as denied');
  await desk.send();
  await desk.profile('other');
  await expect(page.getByRole('complementary')).toContainText('user/other');
  await page.goto('/?profile=expired');
  await expect(desk.main.getByRole('alert')).toBeVisible();
  expect(await canary.leaks()).toEqual([]);
});

test('secrets of every sort are nowhere but where they must be', async ({ desk, page, canary, watch }) => {
  test.slow();
  watch.expectTrouble(/status of 40[013]/);
  const sent = async (status: RegExp) => {
    await desk.send();
    await expect(desk.status).toContainText(status);
    await desk.answerTab('Request');
    await desk.tab('Auth');
  };

  await desk.choose(...PEOPLE);
  const window = await desk.signInWindow();
  await window.getByRole('combobox', { name: 'App client' }).click();
  await page.getByRole('option', { name: /^notes-backend/ }).click();
  await desk.givePassword(window, 'alice', 'Wonder1and');
  await expect(window).toBeHidden();
  await sent(/200 OK/);
  await desk.signInWindow();
  await desk.givePassword(window, 'alice', 'Wonder1and');
  await expect(window).toBeHidden();
  await sent(/200 OK/);
  await desk.pasteToken(PASTED);
  await sent(/401/);

  await desk.choose('partners', 'GET /partners/me JWT authorizer');
  await desk.signInWindow();
  await window.getByText('As the program itself').click();
  await window.getByRole('textbox', { name: 'Client id' }).fill(OIDC_CLIENTS.program.id);
  await window.getByRole('textbox', { name: 'Client secret' }).fill(OIDC_CLIENTS.program.secret);
  await window.getByRole('button', { name: 'Get a token' }).click();
  await expect(window).toBeHidden();
  await sent(/200 OK/);

  await desk.choose('whoami', 'GET /whoami IAM');
  await desk.as('Temporary credentials from an identity pool…');
  const pool = page.getByRole('dialog', { name: 'Temporary credentials from an identity pool' });
  await expect(pool.getByRole('combobox', { name: 'Identity pool' })).toContainText('notes');
  await pool.getByRole('button', { name: 'Get credentials' }).click();
  await expect(pool).toBeHidden();
  await sent(/200 OK|403/);
  await desk.as('Assume a role…');
  const role = page.getByRole('dialog', { name: 'Assume a role' });
  await role.getByRole('textbox', { name: 'Role ARN' }).fill('arn:aws:iam::000000000000:role/notes-auditor');
  await role.getByRole('textbox', { name: /^External id/ }).fill('notes-audit');
  await role.getByRole('textbox', { name: /^MFA device/ }).fill('arn:aws:iam::000000000000:mfa/demo');
  await role.getByRole('textbox', { name: 'MFA code' }).fill(totpCode(MFA_SECRET, Date.now()));
  await role.getByRole('button', { name: 'Assume', exact: true }).click();
  await expect(role).toBeHidden();
  await sent(/200 OK/);

  await desk.choose('keys', 'GET /keys/me Lambda authorizer');
  await desk.tab('Auth');
  await desk.main.getByLabel('Header x-notes-key').fill('canary-typed-value');
  await sent(/403/);
  await desk.choose('machines', 'GET /machines/me Lambda authorizer');
  await desk.tab('Auth');
  const keys = desk.main.getByRole('combobox', { name: 'API key' });
  const option = keys.getByRole('option', { name: /^notes-machines \(/ });
  await keys.selectOption((await option.getAttribute('value')) ?? '');
  await sent(/200 OK/);

  const tokens = await accessTokens(page);
  expect(tokens.length).toBeGreaterThanOrEqual(3);
  expect(await canary.leaks([...PLANTED, ...tokens])).toEqual([]);
  await page.reload();
  await desk.main.getByRole('button', { name: /^History/ }).click();
  await expect(page.getByRole('menuitem', { name: /^200 GET/ })).toBeVisible();
  expect(await canary.leaks([...PLANTED, ...tokens])).toEqual([]);
});

test('what is planted where it does not belong is found there', async ({ desk, page, canary, stage, watch }) => {
  watch.expectTrouble(/status of 4/);
  await desk.open();
  const value = new URL(await stage.anotherUrl()).search.slice(-16);
  const planted: Secret = { sort: 'session token', value };
  expect(await canary.leaks([planted])).toEqual(['session token in the server’s output']);
  // No command: the live door hangs up.
  await page.evaluate(
    (leak) =>
      new Promise((resolve) => {
        const socket = new WebSocket(`ws://${location.host}/live`);
        socket.onopen = () => socket.send(leak);
        socket.onclose = resolve;
      }),
    value,
  );
  expect(await canary.leaks([planted])).toEqual(['session token in a request', 'session token in the server’s output']);
  writeFileSync(join(stage.temporary, 'leak'), value);
  await page.evaluate(async (leak) => {
    document.body.title = leak;
    localStorage.setItem('leak', leak);
    sessionStorage.setItem('leak', leak);
    const opening = indexedDB.open('leak');
    opening.onupgradeneeded = () => opening.result.createObjectStore('leak').put(leak, 'leak');
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    opening.result.close();
    await (await fetch(`/?leak=${leak}`)).text();
    await (await fetch('/send', { method: 'POST', body: leak })).text();
  }, value);
  expect(await canary.leaks([planted])).toEqual(PLACES.map((place) => `session token in ${place}`).sort());
  rmSync(join(stage.temporary, 'leak'));
});

/** Access and ID tokens as the tab keeps them. */
async function accessTokens(page: Page): Promise<Secret[]> {
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  const values = [...kept.matchAll(/(?:accessToken|idToken)\\*":\\*"([\w.-]{40,})/g)].map(([, value = '']) => value);
  return values.map((value) => ({ sort: 'token', value }));
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
