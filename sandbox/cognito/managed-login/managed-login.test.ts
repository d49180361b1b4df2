import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientNamed, listenWithPools, poolNamed } from '@/sandbox/cognito/test-pools';
import { totpCode } from '@/sandbox/cognito/totp';
import type { Listening } from '@/sandbox/listen';

const REDIRECT = 'http://localhost:4600/callback';
let sandbox: Listening;
let base: string;

beforeAll(async () => {
  sandbox = await listenWithPools();
  base = `${sandbox.origin}/_cognito/people-notes`;
});
afterAll(() => sandbox.close());

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

function query(changes: Record<string, string> = {}) {
  return new URLSearchParams({
    response_type: 'code',
    client_id: clientNamed(sandbox, 'web').client.id,
    redirect_uri: REDIRECT,
    scope: 'openid email notes/read',
    state: 'a state & more',
    nonce: 'n-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  });
}

const open = (path: string, init: RequestInit = {}) => fetch(`${base}${path}`, { redirect: 'manual', ...init });
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  open(path, { method: 'POST', body: new URLSearchParams(fields), headers });
const signIn = (username: string, password = 'Wonder1and', asked = query()) =>
  post(`/login?${asked}`, { username, password });
const location = (answer: Response) => new URL(String(answer.headers.get('location')), base);

/** The hidden fields by which a page carries a sign-in on to the next. */
function carried(html: string): Record<string, string> {
  const plain = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return Object.fromEntries(
    [...html.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      plain(value),
    ]),
  );
}

async function trade(code: string, changes: Record<string, string> = {}) {
  const answer = await post('/oauth2/token', {
    grant_type: 'authorization_code',
    client_id: clientNamed(sandbox, 'web').client.id,
    redirect_uri: REDIRECT,
    code_verifier: verifier,
    code,
    ...changes,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

const newCode = async () => String(location(await signIn('alice')).searchParams.get('code'));

describe('managed login', () => {
  it('leads from the application to the form and back with a code and the same state', async () => {
    const form = location(await open(`/oauth2/authorize?${query()}`));
    expect(form.pathname).toBe('/_cognito/people-notes/login');
    expect(await (await fetch(form)).text()).toContain('<label for="password">Password</label>');
    const answer = await signIn('alice');
    const back = location(answer);
    expect(back.origin + back.pathname).toBe(REDIRECT);
    expect(back.searchParams.get('state')).toBe('a state & more');
    const { status, body } = await trade(String(back.searchParams.get('code')));
    expect(status).toBe(200);
    expect(decodeJwt(String(body.id_token))).toMatchObject({ nonce: 'n-1', email: 'alice@example.com' });
    expect(decodeJwt(String(body.access_token))).toMatchObject({ scope: 'openid email notes/read', username: 'alice' });
    const refreshed = await post('/oauth2/token', {
      grant_type: 'refresh_token',
      client_id: clientNamed(sandbox, 'web').client.id,
      refresh_token: String(body.refresh_token),
    });
    expect(await refreshed.json()).toMatchObject({ token_type: 'Bearer', expires_in: 300 });
    const info = await open('/oauth2/userInfo', { headers: { authorization: `Bearer ${body.access_token}` } });
    expect(await info.json()).toMatchObject({ username: 'alice', email: 'alice@example.com' });
    // The browser is known now, until it logs out.
    const cookie = String(answer.headers.get('set-cookie')).split(';')[0] ?? '';
    const again = location(await open(`/oauth2/authorize?${query()}`, { headers: { cookie } }));
    expect(again.searchParams.get('code')).toBeTruthy();
    const silent = location(await open(`/oauth2/authorize?${query({ prompt: 'none' })}`));
    expect(silent.searchParams.get('error')).toBe('login_required');
  });

  it.each([
    ['redirect_mismatch', { redirect_uri: `${REDIRECT}/` }],
    ['redirect_mismatch', { redirect_uri: 'http://localhost:4601/callback' }],
    ['invalid_client', { client_id: 'nobody' }],
  ])('stays on its own page for %s: %o', async (error, changes) => {
    for (const path of ['/oauth2/authorize', '/login']) {
      const answer = await open(`${path}?${query(changes)}`);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain(error);
    }
  });

  it.each([
    ['invalid_scope', { scope: 'openid notes/other' }],
    ['invalid_request', { code_challenge_method: 'plain' }],
    ['invalid_request', { response_type: 'token' }],
  ])('tells the application of %s: %o', async (error, changes) => {
    const back = location(await open(`/oauth2/authorize?${query(changes)}`));
    expect(back.origin + back.pathname).toBe(REDIRECT);
    expect(Object.fromEntries(back.searchParams)).toEqual({ error, state: 'a state & more' });
  });

  it.each([
    ['another verifier', { code_verifier: `${verifier}x` }],
    ['no verifier', { code_verifier: '' }],
    ['another address', { redirect_uri: 'http://localhost:4600/' }],
  ])('gives no token for a code with %s, nor at a second attempt', async (_what, changes) => {
    const code = await newCode();
    expect(await trade(code, changes)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
    expect(await trade(code)).toMatchObject({ status: 400 });
  });

  it('gives a code away once, and only to its own client', async () => {
    const code = await newCode();
    expect((await trade(code)).status).toBe(200);
    expect(await trade(code)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
    const other = await trade(await newCode(), { client_id: clientNamed(sandbox, 'plain').client.id });
    expect(other.body).toEqual({ error: 'invalid_grant' });
  });

  it('says what is wrong with a password, and repeats nothing as markup', async () => {
    const answer = await signIn('"><script>alert(1)</script>', 'x');
    const html = await answer.text();
    expect(answer.status).toBe(400);
    expect(html).toContain('<p role="alert">Incorrect username or password.</p>');
    expect(html).not.toContain('<script>');
  });

  it('asks for a new password and what the pool requires', async () => {
    const page = carried(await (await signIn('bob', 'Temporary1')).text());
    const weak = await post(`/login?${query()}`, { ...page, NEW_PASSWORD: 'weak', 'userAttributes.name': 'Bob' });
    const html = await weak.text();
    expect(html).toContain('Password did not conform with policy');
    const done = await post(`/login?${query()}`, {
      ...carried(html),
      NEW_PASSWORD: 'Permanent1',
      'userAttributes.name': 'Bob',
    });
    expect(location(done).searchParams.get('code')).toBeTruthy();
  });

  it('asks for the code of an authenticator app', async () => {
    const html = await (await signIn('carol')).text();
    expect(html).toContain('The code of your authenticator app');
    const code = totpCode('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', Date.now());
    const done = await post(`/login?${query()}`, { ...carried(html), SOFTWARE_TOKEN_MFA_CODE: code });
    expect(location(done).searchParams.get('code')).toBeTruthy();
    expect(poolNamed(sandbox, 'people').grants.size).toBeGreaterThan(0);
  });

  it('gives programs a token for their scopes, if they know their secret', async () => {
    const { client } = clientNamed(sandbox, 'backend');
    const ask = (secret: string, fields: Record<string, string> = {}) => {
      const authorization = `Basic ${Buffer.from(`${client.id}:${secret}`).toString('base64')}`;
      return post('/oauth2/token', { grant_type: 'client_credentials', ...fields }, { authorization });
    };
    const secret = client.secrets[0]?.value ?? '';
    const { access_token } = (await (await ask(secret)).json()) as { access_token: string };
    expect(decodeJwt(access_token)).toMatchObject({ scope: 'notes/read', client_id: client.id, token_use: 'access' });
    expect(await (await ask('wrong')).json()).toEqual({ error: 'invalid_client' });
    expect(await (await ask(secret, { scope: 'notes/write' })).json()).toEqual({ error: 'invalid_scope' });
    const open = await post('/oauth2/token', {
      grant_type: 'client_credentials',
      client_id: clientNamed(sandbox, 'web').client.id,
    });
    expect(await open.json()).toEqual({ error: 'unauthorized_client' });
  });

  it('logs out, to a registered address only', async () => {
    const client_id = clientNamed(sandbox, 'web').client.id;
    const out = (logout_uri: string) => open(`/logout?${new URLSearchParams({ client_id, logout_uri })}`);
    const answer = await out('http://localhost:4600/');
    expect(answer.headers.get('location')).toBe('http://localhost:4600/');
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await out('http://localhost:4600/elsewhere')).status).toBe(400);
  });
});
