import { request } from 'node:http';
import { expect, test } from './fixtures';

/** One raw request to the console, with exactly these headers. */
function knock(origin: string, headers: Record<string, string>, { method = 'GET', path = '/' } = {}): Promise<number> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('the launch address lets in one browser, once, and leaves no code behind', async ({ browser, stage }) => {
  const url = await stage.anotherUrl();
  const first = await browser.newContext();
  const page = await first.newPage();
  await page.goto(url);
  await expect(page.getByRole('main')).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
  const [cookie] = await first.cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  await first.close();

  const second = await browser.newContext();
  const late = await second.newPage();
  expect((await late.goto(url))?.status()).toBe(401);
  await second.close();
});

test('strangers are refused, and nothing of theirs reaches AWS', async ({ stage }) => {
  const [cookie] = stage.cookies;
  const own = new URL(stage.origin).host;
  const session = { host: own, cookie: `${cookie?.name}=${cookie?.value}` };
  const exchange = { 'content-type': 'application/x-signalbox-exchange', 'content-length': '0' };
  const send = { method: 'POST', path: '/send' };
  await stage.forget();
  const answers = await Promise.all([
    knock(stage.origin, session),
    knock(stage.origin, { host: own }),
    knock(stage.origin, { ...session, host: 'rebind.example' }),
    knock(stage.origin, { ...session, ...exchange, origin: 'http://evil.example' }, send),
    knock(stage.origin, { ...session, ...exchange, origin: 'null' }, send),
    knock(stage.origin, { ...session, ...exchange }, send),
  ]);
  expect(answers).toEqual([200, 401, 421, 403, 403, 403]);
  expect(await stage.sent()).toEqual([]);
});

test('a page on another port can neither read nor send', async ({ browser, stage, watch }) => {
  watch.expectTrouble(/Failed to load resource|CORS|ERR_FAILED|ERR_BLOCKED/);
  const context = await browser.newContext();
  await context.addCookies(stage.cookies);
  const page = await context.newPage();
  await page.goto(`${stage.sandbox}/_issuer/.well-known/openid-configuration`);
  await stage.forget();
  const got = await page.evaluate(async (console) => {
    const attempt = (work: Promise<Response>) => work.then((answer) => answer.type).catch(() => 'refused');
    return Promise.all([
      attempt(fetch(console, { credentials: 'include' })),
      attempt(fetch(`${console}/send`, { method: 'POST', body: '{}', credentials: 'include' })),
      attempt(fetch(`${console}/send`, { method: 'POST', body: '{}', credentials: 'include', mode: 'no-cors' })),
    ]);
  }, stage.origin);
  expect(got).toEqual(['refused', 'refused', expect.stringMatching(/opaque|refused/)]);
  expect(await stage.sent()).toEqual([]);
  await context.close();
});

test('no other page may frame the console', async ({ page, stage }) => {
  const answer = await page.goto(stage.origin);
  expect(answer?.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
});
