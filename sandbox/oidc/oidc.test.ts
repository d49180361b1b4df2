import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';
import { OIDC_CLIENTS } from './accounts';
import { Browser } from './test-browser';

const REDIRECT = 'http://127.0.0.1:45123/callback';
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
let sandbox: Listening;
let people: client.Configuration;
let program: client.Configuration;

beforeAll(async () => {
  sandbox = await listen(createWorld({ demo: false }), 0);
  const issuer = new URL(`${sandbox.origin}/_oidc`);
  const insecure = { execute: [client.allowInsecureRequests] };
  people = await client.discovery(issuer, OIDC_CLIENTS.people.id, undefined, client.None(), insecure);
  const { id, secret } = OIDC_CLIENTS.program;
  program = await client.discovery(issuer, id, secret, client.ClientSecretPost(secret), insecure);
});
afterAll(() => sandbox.close());

function authorization(parameters: Record<string, string> = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const url = async () =>
    client.buildAuthorizationUrl(people, {
      redirect_uri: REDIRECT,
      scope: 'openid email notes/read',
      audience: 'notes',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...{ state, nonce, ...parameters },
    });
  return { verifier, state, nonce, url };
}

async function verified(token: string, audience: string) {
  const keys = createRemoteJWKSet(new URL(String(people.serverMetadata().jwks_uri)));
  return (await jwtVerify(token, keys, { audience, issuer: `${sandbox.origin}/_oidc` })).payload;
}

describe('the third-party issuer', () => {
  it('signs somebody in by code and PKCE: a JWT for the API with the scopes, an ID token with the nonce', async () => {
    const { verifier, state, nonce, url } = authorization();
    const { url: back } = await new Browser(sandbox.origin).signIn(await url());
    expect(back.origin + back.pathname).toBe(REDIRECT);
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
    const tokens = await client.authorizationCodeGrant(people, back, checks);
    expect(tokens.claims()).toMatchObject({ sub: 'oidc|ada', nonce, email: 'ada@example.org' });
    expect(await verified(tokens.access_token, 'notes')).toMatchObject({ scope: 'notes/read', sub: 'oidc|ada' });
    const again = await client.refreshTokenGrant(people, String(tokens.refresh_token));
    expect(again.refresh_token).not.toBe(tokens.refresh_token);
    expect(await verified(again.access_token, 'notes')).toMatchObject({ scope: 'notes/read' });
  });

  it.each([
    ['the wrong PKCE verifier', { pkceCodeVerifier: 'x'.repeat(43) }, { error: 'invalid_grant' }],
    [
      'another state',
      { expectedState: 'other' },
      { cause: { message: 'unexpected "state" response parameter value' } },
    ],
    ['another nonce', { expectedNonce: 'other' }, { cause: { cause: { claim: 'nonce' } } }],
  ])('a sign-in with %s comes to nothing', async (_what, changed, complaint) => {
    const { verifier, state, nonce, url } = authorization();
    const { url: back } = await new Browser(sandbox.origin).signIn(await url());
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, ...changed };
    await expect(client.authorizationCodeGrant(people, back, checks)).rejects.toMatchObject(complaint);
  });

  it('asks for PKCE, and sends nobody to an address that is not registered', async () => {
    const bare = client.buildAuthorizationUrl(people, { redirect_uri: REDIRECT, scope: 'openid', state: 's' });
    expect((await new Browser(sandbox.origin).follow(bare)).url.searchParams.get('error')).toBe('invalid_request');
    const { url } = authorization({ redirect_uri: 'http://127.0.0.1:45123/elsewhere' });
    const { page } = await new Browser(sandbox.origin).follow(await url());
    expect(page?.status).toBe(400);
    expect(await page?.text()).toContain('redirect_uri');
  });

  it('says what is wrong with a password, and with an API that it does not know', async () => {
    const { url } = authorization();
    const { page } = await new Browser(sandbox.origin).signIn(await url(), 'wrong');
    expect(page?.status).toBe(401);
    expect(await page?.text()).toContain('The username or password is wrong.');
    const { url: unknown } = authorization({ audience: 'nothing' });
    const { url: back } = await new Browser(sandbox.origin).follow(await unknown());
    expect(back.searchParams.get('error')).toBe('invalid_target');
  });

  it('lets somebody cancel', async () => {
    const browser = new Browser(sandbox.origin);
    const { url } = authorization();
    const { url: form } = await browser.follow(await url());
    const answer = await browser.open(form, { action: 'cancel' });
    const { url: back } = await browser.follow(new URL(String(answer.headers.get('location')), form));
    expect(back.searchParams.get('error')).toBe('access_denied');
  });

  it('signs a program in by client credentials', async () => {
    const tokens = await client.clientCredentialsGrant(program, { audience: 'notes', scope: 'notes/write' });
    expect(await verified(tokens.access_token, 'notes')).toMatchObject({
      scope: 'notes/write',
      client_id: OIDC_CLIENTS.program.id,
    });
    const stranger = new client.Configuration(
      program.serverMetadata(),
      OIDC_CLIENTS.program.id,
      'wrong',
      client.ClientSecretPost('wrong'),
    );
    client.allowInsecureRequests(stranger);
    await expect(client.clientCredentialsGrant(stranger, { audience: 'notes' })).rejects.toMatchObject({
      error: 'invalid_client',
    });
  });

  it('signs somebody in on a device that has no browser', async () => {
    const device = await client.initiateDeviceAuthorization(people, {
      scope: 'openid notes/read',
      resource: 'urn:sandbox:notes',
    });
    const poll = () => client.genericGrantRequest(people, DEVICE_GRANT, { device_code: device.device_code });
    await expect(poll()).rejects.toMatchObject({ error: 'authorization_pending' });
    const browser = new Browser(sandbox.origin);
    const shown = await (await browser.open(device.verification_uri)).text();
    expect(shown).toContain('Enter the code that the device shows.');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(shown)?.[1] ?? '';
    const confirm = await browser.open(device.verification_uri, { xsrf, user_code: device.user_code });
    expect(await confirm.text()).toContain(device.user_code);
    const answer = await browser.open(device.verification_uri, { xsrf, user_code: device.user_code, confirm: 'yes' });
    const { page } = await browser.signIn(new URL(String(answer.headers.get('location')), device.verification_uri));
    expect(await page?.text()).toContain('Device connected');
    const tokens = await poll();
    expect(await verified(tokens.access_token, 'notes')).toMatchObject({ scope: 'notes/read', sub: 'oidc|ada' });
  });
});
