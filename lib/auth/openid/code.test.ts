import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Program } from './client';
import { startCode } from './code';
import { cancelFlow, finishFlow, PATIENCE_MS } from './flows';
import { discover } from './issuer';

// A small issuer that keeps to the standards, each of which a test can bend.

let issuer: Server;
let origin: string;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let strangersKeys: typeof keys;
/** What a test changes of the claims, of the way it is signed, of the discovery document, of the answer of the token endpoint. */
let bend: {
  claims?: Record<string, unknown>;
  sign?: 'none' | 'HS256' | 'stranger';
  document?: (response: ServerResponse) => void;
  tokens?: (response: ServerResponse) => void;
  dateMs?: number;
};
let asked: URLSearchParams;
let form: URLSearchParams;
let flow = '';

beforeAll(async () => {
  [keys, strangersKeys] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  issuer = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  bend = {};
  // A path of its own for each test: documents are kept for a while.
  origin = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/${Math.random().toString(36).slice(2)}`;
});
afterEach(() => cancelFlow(flow));
afterAll(() => {
  issuer.closeAllConnections();
  issuer.close();
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', origin);
  if (bend.dateMs !== undefined) response.setHeader('date', new Date(Date.now() + bend.dateMs).toUTCString());
  const json = (value: unknown, status = 200) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (url.pathname.endsWith('/.well-known/openid-configuration')) {
    if (bend.document) return bend.document(response);
    return void json(documentOf());
  }
  if (url.pathname.endsWith('/authorize')) {
    asked = url.searchParams;
    const back = `${asked.get('redirect_uri')}?code=c0de&state=${asked.get('state')}`;
    return void response.writeHead(302, { location: back }).end();
  }
  if (url.pathname.endsWith('/jwks')) return void json({ keys: [await exportJWK(keys.publicKey)] });
  form = new URLSearchParams(await text(request));
  if (bend.tokens) return bend.tokens(response);
  const proof = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  const fits =
    form.get('code') === 'c0de' &&
    asked.get('code_challenge_method') === 'S256' &&
    proof === asked.get('code_challenge') &&
    form.get('redirect_uri') === asked.get('redirect_uri');
  if (!fits) return void json({ error: 'invalid_grant', error_description: 'PKCE' }, 400);
  return void json({ access_token: 'at', token_type: 'bearer', expires_in: 60, id_token: await idToken() });
}

function documentOf(): Record<string, unknown> {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    jwks_uri: `${origin}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

async function idToken(): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const nonce = asked.get('nonce');
  const claims = { iss: origin, aud: 'app', sub: 'ada', iat: now, exp: now + 300, nonce, ...bend.claims };
  if (bend.sign === 'none') return new UnsecuredJWT(claims).encode();
  if (bend.sign === 'HS256') {
    return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32, 's'));
  }
  const { privateKey } = bend.sign === 'stranger' ? strangersKeys : keys;
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
}

function program(): Program {
  return { issuer: { url: origin, emulator: '127.0.0.1' }, clientId: 'app', clientSecret: null };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function start(path = '/callback', scopes = ['openid']) {
  const redirectUri = `http://127.0.0.1:${await freePort()}${path}`;
  const begun = await startCode(program(), { redirectUri, scopes, audience: 'notes' });
  flow = begun.flow;
  return { ...begun, redirectUri };
}

/** A browser window: the login page, then wherever it leads. */
async function visit(url: string): Promise<{ status: number; page: string }> {
  const shown = await fetch(url);
  return { status: shown.status, page: await shown.text() };
}

async function signIn(scopes?: string[]) {
  const { url } = await start('/callback', scopes);
  const [window, outcome] = await Promise.all([visit(url), finishFlow(flow).catch((error: unknown) => error)]);
  return { window, outcome };
}

describe('a sign-in by code', () => {
  it('ends with tokens, and a window that says so', async () => {
    const { window, outcome } = await signIn(['openid', 'notes/read']);
    expect(outcome).toMatchObject({ accessToken: 'at', idToken: expect.any(String), tokenType: 'bearer' });
    expect(window).toMatchObject({ status: 200, page: expect.stringContaining('You are signed in.') });
    expect(asked.get('audience')).toBe('notes');
    expect(asked.get('scope')).toBe('openid notes/read');
    await expect(finishFlow(flow)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('proves with PKCE that code and tokens go to the same program', async () => {
    await signIn();
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(form.get('code_verifier')).toMatch(/^[\w-]{43,}$/);
    expect(asked.get('code_challenge')).not.toBe(form.get('code_verifier'));
    const before = form.get('code_verifier');
    await signIn();
    expect(form.get('code_verifier')).not.toBe(before);
  });

  it('takes no answer with another state, and waits on for the right one', async () => {
    const { url, redirectUri } = await start();
    const foreign = await visit(`${redirectUri}?code=evil&state=other`);
    expect(foreign).toMatchObject({ status: 400, page: expect.stringContaining('another sign-in') });
    const [, tokens] = await Promise.all([visit(url), finishFlow(flow)]);
    expect(tokens.accessToken).toBe('at');
    expect(form.get('code')).toBe('c0de');
  });

  it('takes no ID token with another nonce', async () => {
    bend.claims = { nonce: 'other' };
    const { window, outcome } = await signIn();
    expect(outcome).toMatchObject({ code: 'sign-in-refused', message: expect.stringContaining('nonce') });
    expect(window).toMatchObject({ status: 400, page: expect.stringContaining('nonce') });
  });

  it('takes no answer without the ID token that was asked for', async () => {
    bend.tokens = (response) =>
      response.setHeader('content-type', 'application/json').end('{"access_token":"at","token_type":"bearer"}');
    expect((await signIn()).outcome).toMatchObject({ code: 'sign-in-refused' });
  });

  it.each(['', '/', '/a/b'])('sends the redirect address letter by letter, with the path %j', async (path) => {
    const { url, redirectUri } = await start(path);
    expect(new URL(url).searchParams.get('redirect_uri')).toBe(redirectUri);
    await Promise.all([visit(url), finishFlow(flow)]);
    expect(form.get('redirect_uri')).toBe(redirectUri);
  });

  it('is not answered at another path than the exact one', async () => {
    const { url, redirectUri } = await start();
    const state = new URL(url).searchParams.get('state');
    expect((await visit(`${redirectUri}/?code=evil&state=${state}`)).status).toBe(404);
    const [, tokens] = await Promise.all([visit(url), finishFlow(flow)]);
    expect([tokens.accessToken, form.get('code')]).toEqual(['at', 'c0de']);
  });

  it.each([
    [{ iss: 'http://evil.example' }, 'its iss is wrong'],
    [{ aud: 'somebody else' }, 'its aud is wrong'],
  ])('takes no ID token with %j', async (claims, words) => {
    bend.claims = claims;
    expect((await signIn()).outcome).toMatchObject({ message: expect.stringContaining(words) });
  });

  it.each(['none', 'HS256'] as const)('takes no ID token that is signed with %s', async (sign) => {
    bend.sign = sign;
    expect((await signIn()).outcome).toMatchObject({ message: expect.stringContaining('did not sign its ID token') });
  });

  it('takes no ID token that the published keys did not sign', async () => {
    bend.sign = 'stranger';
    const { window, outcome } = await signIn();
    expect(outcome).toMatchObject({
      code: 'sign-in-refused',
      message: expect.stringContaining('not signed with one of the keys'),
    });
    expect(window.status).toBe(400);
  });

  it('takes no answer that names another issuer (RFC 9207)', async () => {
    const { url, redirectUri } = await start();
    const state = new URL(url).searchParams.get('state');
    const outcome = finishFlow(flow).catch((error: unknown) => error);
    await visit(`${redirectUri}?code=c0de&state=${state}&iss=http%3A%2F%2Fevil.example`);
    expect(await outcome).toMatchObject({ message: expect.stringContaining('came from another issuer') });
  });

  it('says how far the clock is off', async () => {
    const past = Math.floor(Date.now() / 1000) - 700;
    bend = { claims: { iat: past, exp: past + 300 }, dateMs: -600_000 };
    expect((await signIn()).outcome).toMatchObject({
      detail: { reason: 'clock' },
      message: expect.stringContaining('10 minutes ahead of'),
    });
  });
});

describe('a sign-in that comes to nothing', () => {
  it('is cancelled by the person, which frees the port for the next one', async () => {
    const { redirectUri } = await start();
    const waiting = expect(finishFlow(flow)).rejects.toMatchObject({ code: 'cancelled' });
    cancelFlow(flow);
    await waiting;
    const again = await startCode(program(), { redirectUri, scopes: [], audience: undefined });
    flow = again.flow;
  });

  it('is given up when the same person starts again, and says so where it waited', async () => {
    const { redirectUri } = await start();
    const waiting = expect(finishFlow(flow)).rejects.toMatchObject({
      code: 'sign-in-refused',
      message: expect.stringContaining('Another sign-in'),
    });
    const again = await startCode(program(), { redirectUri, scopes: [], audience: undefined });
    flow = again.flow;
    await waiting;
  });

  it('is given up after five minutes, which frees the port', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { redirectUri } = await start();
      const waiting = expect(finishFlow(flow)).rejects.toMatchObject({
        code: 'timed-out',
        message: 'Nobody signed in within 5 minutes.',
      });
      vi.advanceTimersByTime(PATIENCE_MS);
      await waiting;
      await expect(fetch(redirectUri)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not take a port from a sign-in that begins at the same time', async () => {
    const redirectUri = `http://127.0.0.1:${await freePort()}/callback`;
    const begin = () => startCode(program(), { redirectUri, scopes: ['openid'], audience: undefined });
    const [first, second] = await Promise.all([begin(), begin()]);
    flow = second.flow;
    await expect(finishFlow(first.flow)).rejects.toThrow('Another sign-in');
    const [, tokens] = await Promise.all([visit(second.url), finishFlow(second.flow)]);
    expect(tokens.accessToken).toBe('at');
  });

  it.each([
    ['access_denied', 'declined', 'refused or cancelled at the issuer (no thanks)'],
    ['invalid_scope', undefined, 'one of these scopes'],
    ['odd_error', undefined, 'odd_error (no thanks)'],
  ])('says why the issuer sends the person back with %s', async (error, reason, words) => {
    const { url, redirectUri } = await start();
    const state = new URL(url).searchParams.get('state');
    const waiting = finishFlow(flow).catch((failure: unknown) => failure);
    await visit(`${redirectUri}?error=${error}&error_description=no+thanks&state=${state}`);
    const failure = await waiting;
    expect(failure).toMatchObject({ code: 'sign-in-refused', message: expect.stringContaining(words) });
    expect((failure as { detail: object }).detail).toMatchObject(reason ? { reason } : {});
  });

  it('keeps quiet about codes and tokens', async () => {
    bend.tokens = (response) => response.writeHead(500, { 'content-type': 'text/html' }).end('<canary-token>');
    const { outcome, window } = await signIn();
    expect(JSON.stringify([outcome, (outcome as Error).message, window])).not.toMatch(/canary|c0de/);
  });
});

describe('a discovery document', () => {
  const issuerOf = (url = origin) => ({ url, emulator: '127.0.0.1' });

  it.each<[string, (response: ServerResponse) => void, string]>([
    ['missing', (response) => response.writeHead(404).end(), 'answers 404'],
    ['a redirect', (response) => response.writeHead(302, { location: origin }).end(), 'answers 302'],
    ['no JSON', (response) => response.end('<html>'), 'is not JSON'],
    ['a list', (response) => response.end('[]'), 'is not JSON'],
    ['without an issuer', (response) => response.end('{}'), 'names no issuer'],
    ['of another issuer', (response) => response.end('{"issuer":"https://evil.example"}'), 'says https://evil.example'],
    ['with one slash more', (response) => response.end(JSON.stringify({ issuer: `${origin}/` })), 'slash at the end'],
    ['huge', (response) => response.end(Buffer.alloc(1024 ** 2 + 1, ' ')), 'more than 1 MiB'],
    ['cut off', (response) => response.destroy(), 'broke before an answer came'],
  ])('that is %s is said in words', async (_what, document, words) => {
    bend.document = document;
    await expect(discover(issuerOf())).rejects.toMatchObject({
      name: 'AppError',
      message: expect.stringContaining(words),
    });
    // Nothing of it is kept: the next attempt asks again.
    delete bend.document;
    expect(await discover(issuerOf())).toMatchObject({ issuer: origin });
  });

  it('that is good for one issuer is not for another, or another account, at the same address', async () => {
    await discover(issuerOf());
    await expect(discover(issuerOf(`${origin}/`))).rejects.toThrow(/slash at the end/);
    await expect(discover({ url: origin, emulator: null })).rejects.toThrow(/not reached over TLS/);
  });

  it.each([
    ['http://169.254.169.254/latest/meta-data', 'not reached over TLS'],
    ['https://169.254.169.254/token', 'inside this machine or its network'],
    ['http://10.0.0.1/token', 'not reached over TLS'],
    ['https://[::ffff:a00:1]/token', 'inside this machine or its network'],
    ['file:///etc/passwd', 'OpenID Connect does not know'],
  ])('that leads the code to %s is not followed there', async (token_endpoint, words) => {
    bend.document = (response) => response.end(JSON.stringify({ ...documentOf(), token_endpoint }));
    const { outcome } = await signIn();
    expect(outcome).toMatchObject({ name: 'AppError', message: expect.stringContaining(words) });
  });

  it('is fetched over TLS only, and from no address inside this network, unless the account is an emulator’s', async () => {
    await expect(discover({ url: origin, emulator: null })).rejects.toThrow(/not reached over TLS/);
    await expect(discover({ url: origin.replace('http:', 'https:'), emulator: null })).rejects.toThrow(
      /inside this machine or its network/,
    );
    await expect(discover({ url: 'http://10.0.0.1/x', emulator: '127.0.0.1' })).rejects.toThrow(/not reached over TLS/);
  });

  it('sends nobody to an address that is no page', async () => {
    bend.document = (response) =>
      response.end(JSON.stringify({ ...documentOf(), authorization_endpoint: 'javascript:alert(1)' }));
    await expect(start()).rejects.toThrow(/no login page/);
  });
});
