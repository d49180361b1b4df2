import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerIssuer } from './issuer';

let origin: string;
const server = createServer((req, res) => void answerIssuer(origin, req, res));

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function ask(form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...form });
  return fetch(`${origin}/_issuer/token`, { method: 'POST', body, headers });
}

async function claims(form: Record<string, string>, currentDate?: Date) {
  const discovery = await (await fetch(`${origin}/_issuer/.well-known/openid-configuration`)).json();
  const { access_token } = await (await ask({ client_id: 'notes', ...form })).json();
  const keys = createRemoteJWKSet(new URL(discovery.jwks_uri));
  return (await jwtVerify(access_token, keys, { issuer: discovery.issuer, algorithms: ['RS256'], currentDate }))
    .payload;
}

test('a token says what the form asks for, signed by a key that discovery leads to', async () => {
  expect(await claims({ scope: 'notes/read', sub: 'ada', aud: 'x' })).toMatchObject({
    ...{ iss: `${origin}/_issuer`, sub: 'ada', aud: 'x', scope: 'notes/read', client_id: 'notes' },
  });
  expect(await claims({})).toMatchObject({ aud: 'notes', sub: 'notes' });
  expect(await claims({ aud: '' })).not.toHaveProperty('aud');
});

test('a negative lifetime gives a token that has expired', async () => {
  await expect(claims({ expires_in: '-10' })).rejects.toThrow('"exp" claim timestamp check failed');
  const { exp = 0, iat = 0 } = await claims({ expires_in: '-10' }, new Date(Date.now() - 60_000));
  expect([exp < Date.now() / 1000, iat < exp]).toEqual([true, true]);
});

test.each([
  [{ client_id: 'other' }, 401, 'invalid_client'],
  [{}, 401, 'invalid_client'],
  [{ client_id: 'notes', grant_type: 'password' }, 400, 'unsupported_grant_type'],
  [{ client_id: 'notes', expires_in: 'soon' }, 400, 'invalid_request'],
])('%j is refused', async (form: Record<string, string>, status, error) => {
  const answer = await ask(form);
  expect([answer.status, await answer.json()]).toEqual([status, { error }]);
});

test('a client may name itself in the Authorization header', async () => {
  const authorization = `Basic ${Buffer.from('notes:anything').toString('base64')}`;
  expect((await ask({}, { authorization })).status).toBe(200);
});
