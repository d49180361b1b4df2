import { fileURLToPath } from 'node:url';
import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';
import { OIDC_CLIENTS } from './accounts';
import { Browser } from './test-browser';

const file = fileURLToPath(new URL('fixtures/third-party.yaml', import.meta.url));
const REDIRECT = 'http://127.0.0.1:45123/callback';
let sandbox: Listening;
let issuer: URL;

beforeAll(async () => {
  sandbox = await listen(createWorld({ demo: false, templates: [{ name: 'third-party', file }] }), 0);
  issuer = new URL(`${sandbox.origin}/_oidc`);
});
afterAll(() => sandbox.close());

const region = () => sandbox.world.accounts[0]?.regions.get('us-east-1');

async function call(token: string): Promise<Response> {
  const [apiId] = [...(region()?.httpApis.keys() ?? [])];
  return fetch(`${sandbox.origin}/_aws/execute-api/${apiId}/read`, { headers: { authorization: `Bearer ${token}` } });
}

async function programToken(scope: string, audience?: string): Promise<string> {
  const { id, secret } = OIDC_CLIENTS.program;
  const execute = { execute: [client.allowInsecureRequests] };
  const config = await client.discovery(issuer, id, secret, client.ClientSecretPost(secret), execute);
  return (await client.clientCredentialsGrant(config, { scope, ...(audience ? { audience } : {}) })).access_token;
}

async function idToken(): Promise<string> {
  const execute = { execute: [client.allowInsecureRequests] };
  const config = await client.discovery(issuer, OIDC_CLIENTS.people.id, undefined, client.None(), execute);
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  });
  const { url: back } = await new Browser(sandbox.origin).signIn(url);
  return String((await client.authorizationCodeGrant(config, back, { pkceCodeVerifier })).id_token);
}

describe('tokens of the third-party issuer', () => {
  it('open a route that asks for their scope', async () => {
    const answer = await call(await programToken('notes/read', 'notes'));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ jwt: { scopes: ['notes/read'], claims: { iss: issuer.href } } });
  });

  it('do not open it with another scope, for another API, or without any', async () => {
    expect((await call(await programToken('notes/write', 'notes'))).status).toBe(403);
    expect((await call(await programToken('notes/read', 'https://api.notes.example'))).status).toBe(401);
    const opaque = await call(await programToken(''));
    expect(opaque.status).toBe(401);
    expect(opaque.headers.get('www-authenticate')).toContain('token contains an invalid number of segments');
  });

  it('become AWS keys at an identity pool that trusts the issuer', async () => {
    const config = {
      endpoint: sandbox.origin,
      region: 'us-east-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    };
    const identity = new CognitoIdentity(config);
    const IdentityPoolId = [...(region()?.cognito?.identityPools.keys() ?? [])][0];
    const provider = issuer.href.replace('http://', '');
    const Logins = { [provider]: await idToken() };
    const { IdentityId } = await identity.getId({ IdentityPoolId, Logins });
    const { Credentials } = await identity.getCredentialsForIdentity({ IdentityId, Logins });
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
    await expect(
      identity.getId({ IdentityPoolId, Logins: { [provider]: await programToken('notes/read', 'notes') } }),
    ).rejects.toThrow('Incorrect token audience');
  });
});
