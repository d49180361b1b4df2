import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Listening, listen } from '@/sandbox/listen';
import { OIDC_CLIENTS } from '@/sandbox/oidc/accounts';
import { createWorld } from '@/sandbox/world';

let sandbox: Listening;
beforeAll(async () => {
  sandbox = await listen(createWorld(), 0);
});
afterAll(() => sandbox.close());

const region = () => sandbox.world.accounts[0]?.regions.get('us-east-1');

async function call(route: string, headers: Record<string, string>) {
  const [method = '', path = ''] = route.split(' ');
  const api = [...(region()?.httpApis.values() ?? [])].find(({ name }) => name === 'notes');
  const answer = await fetch(`${sandbox.origin}/_aws/execute-api/${api?.apiId}${path}`, { method, headers });
  return { status: answer.status, body: await answer.json().catch(() => null) };
}

function clientNamed(name: string) {
  for (const pool of region()?.cognito?.userPools.values() ?? []) {
    const client = [...pool.clients.values()].find((one) => one.name === name);
    if (client) return { pool, client };
  }
  throw new Error(`There is no client ${name}.`);
}

async function signIn(clientName: string, USERNAME: string, PASSWORD: string): Promise<string> {
  const { client } = clientNamed(clientName);
  const endpoint = {
    endpoint: sandbox.origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  };
  const { AuthenticationResult } = await new CognitoIdentityProvider(endpoint).initiateAuth({
    AuthFlow: 'USER_AUTH',
    ClientId: client.id,
    AuthParameters: { USERNAME, PASSWORD, PREFERRED_CHALLENGE: 'PASSWORD' },
  });
  return `Bearer ${AuthenticationResult?.AccessToken}`;
}

it('opens a route to the people of its pool and to nobody else', async () => {
  const authorization = await signIn('notes-web', 'alice', 'Wonder1and');
  expect(await call('GET /people/me', { authorization })).toMatchObject({
    status: 200,
    body: { issuer: `https://cognito-idp.us-east-1.amazonaws.com/${clientNamed('notes-web').pool.id}` },
  });
  expect((await call('POST /people/me', { authorization })).status).toBe(403);
  expect((await call('GET /staff/me', { authorization })).status).toBe(401);
  expect((await call('GET /people/me', {})).status).toBe(401);
});

it('opens a route that asks for a scope to whoever got it by managed login', async () => {
  const { pool, client } = clientNamed('notes-web');
  const base = `${sandbox.origin}/_cognito/${pool.domain}`;
  const redirect_uri = 'http://localhost:4650/callback';
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: client.id,
    redirect_uri,
    scope: 'notes/write',
  });
  const body = new URLSearchParams({ username: 'alice', password: 'Wonder1and' });
  const signedIn = await fetch(`${base}/login?${asked}`, { method: 'POST', body, redirect: 'manual' });
  const code = new URL(String(signedIn.headers.get('location'))).searchParams.get('code') ?? '';
  const trade = new URLSearchParams({ grant_type: 'authorization_code', client_id: client.id, redirect_uri, code });
  const tokens = (await (await fetch(`${base}/oauth2/token`, { method: 'POST', body: trade })).json()) as Record<
    string,
    string
  >;
  expect(tokens).not.toHaveProperty('id_token');
  const answer = await call('POST /people/me', { authorization: `Bearer ${tokens.access_token}` });
  expect(answer).toMatchObject({ status: 200, body: { scopes: ['notes/write'] } });
});

it("opens a route to tokens of another company's issuer", async () => {
  const { id, secret } = OIDC_CLIENTS.program;
  const form = {
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: secret,
    audience: 'notes',
    scope: 'notes/read',
  };
  const answer = await fetch(`${sandbox.origin}/_oidc/token`, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token } = (await answer.json()) as { access_token: string };
  const authorization = `Bearer ${access_token}`;
  expect(await call('GET /partners/me', { authorization })).toMatchObject({
    status: 200,
    body: { scopes: ['notes/read'] },
  });
});

it('opens a route to a key that the Lambda authorizer knows', async () => {
  expect(await call('GET /keys/me', { 'x-notes-key': 'let-me-in' })).toMatchObject({
    status: 200,
    body: { context: { owner: 'ada' } },
  });
  expect((await call('GET /keys/me', { 'x-notes-key': 'guess' })).status).toBe(403);
  expect((await call('GET /keys/me', {})).status).toBe(401);
});

it('opens a route to one API key of the account, and not to the one that was replaced', async () => {
  const keys = [...(region()?.apiKeys?.values() ?? [])].filter(({ name }) => name.startsWith('notes-machines'));
  const answers = keys.map(({ value }) => call('GET /machines/me', { 'x-api-key': value }));
  expect((await Promise.all(answers)).map(({ status }, at) => [keys[at]?.name, keys[at]?.enabled, status])).toEqual([
    ['notes-machines', true, 200],
    ['notes-machines-2024', false, 403],
  ]);
  expect((await call('GET /machines/me', {})).status).toBe(401);
});

it('has users in every state that a sign-in can meet', () => {
  const pools = [...(region()?.cognito?.userPools.values() ?? [])].filter(({ name }) => name.startsWith('notes-'));
  const states = pools.flatMap((pool) =>
    [...pool.users.values()].map((user) => [user.attributes.email, user.status, user.mfas.join()]),
  );
  expect(states).toEqual([
    ['alice@example.com', 'CONFIRMED', ''],
    ['bob@example.com', 'FORCE_CHANGE_PASSWORD', ''],
    ['carol@example.com', 'CONFIRMED', 'SOFTWARE_TOKEN_MFA'],
    ['dave@example.com', 'CONFIRMED', 'SMS_MFA'],
    ['erin@example.com', 'UNCONFIRMED', ''],
    ['frank@example.com', 'CONFIRMED', 'SOFTWARE_TOKEN_MFA,SMS_MFA'],
    ['grace@example.com', 'FORCE_CHANGE_PASSWORD', ''],
    ['heidi@example.com', 'CONFIRMED', 'SOFTWARE_TOKEN_MFA'],
  ]);
});
