import { describe, expect, test } from 'vitest';
import type { Asked } from '@/components/identity/asked';
import { type Identity, NOBODY, profiled, type SignedIn } from '@/components/identity/identity';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import { noteOn } from './asked-facts';
import { type ByHand, foresee } from './foresight';

const NOW = Date.UTC(2026, 0, 1);
const ISSUER = 'https://issuer.test/';
const NO_ROWS: ByHand = { headers: [], query: [] };

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
function jwt(claims: Record<string, unknown> = {}): string {
  const payload = { iss: ISSUER, aud: 'notes', scope: 'notes/read', exp: NOW / 1000 + 600, ...claims };
  return `${part({ alg: 'RS256', kid: 'k' })}.${part(payload)}.c2ln`;
}

const asked: Asked = {
  auth: 'jwt',
  authorizerId: 'a',
  issuer: ISSUER,
  audience: ['notes'],
  scopes: [],
  sources: [{ in: 'header', name: 'Authorization' }],
};
const lambda: Asked = {
  ...asked,
  auth: 'lambda',
  sources: [
    { in: 'header', name: 'X-Api-Key' },
    { in: 'query', name: 'tenant' },
  ],
};

function alice(token: string, values: { refreshToken?: string; expiresAt?: number } = {}): SignedIn {
  const { refreshToken = null, expiresAt = NOW + 600_000 } = values;
  const tokens = { accessToken: token, idToken: null, refreshToken, expiresAt, scope: null, tokenType: 'Bearer' };
  const api = { kind: 'http', id: 'a1', account: { region: 'eu-west-1' } };
  const source = { type: 'issuer' as const, api, authorizerId: 'a' };
  return {
    kind: 'issuer',
    id: '1',
    label: 'alice',
    issuer: ISSUER,
    realm: 'issuer.test',
    source,
    clientId: 'c',
    tokens,
    renewBy: { by: 'server', source, clientId: 'c', managedLogin: false },
  };
}

const told = (identity: Identity, what: Asked, rows = NO_ROWS) => {
  const found = foresee(identity, what, rows, NOW);
  return found && [found.verdict, found.sentence];
};

describe('what a route will say', () => {
  test('names the scope that is missing and whose token lacks it', () => {
    expect(told(alice(jwt()), { ...asked, scopes: ['notes/write'] })).toEqual([
      'refused',
      'This route needs scope notes/write; alice’s token has notes/read.',
    ]);
    expect(told(alice(jwt()), asked)?.[0]).toBe('fits');
  });

  test('counts what is renewed on the way as good, and what cannot be renewed as over', () => {
    const old = { exp: NOW / 1000 - 60 };
    expect(told(alice(jwt(old), { refreshToken: 'r', expiresAt: NOW - 60_000 }), asked)?.[0]).toBe('fits');
    expect(told(alice(jwt(old), { expiresAt: NOW - 60_000 }), asked)).toEqual([
      'refused',
      expect.stringContaining('alice’s token expired 1 minute ago'),
    ]);
  });

  const byHand = (value: string): ByHand => ({ headers: [{ name: 'authorization', value }], query: [] });
  test.each<[string, { identity: Identity; what?: Asked; rows?: ByHand }, string | undefined]>([
    ['a token route without identity', { identity: NOBODY }, 'refused'],
    ['a token route with a signature', { identity: profiled(null) }, 'refused'],
    ['a token that was written by hand', { identity: NOBODY, rows: byHand(`Bearer ${jwt()}`) }, 'fits'],
    ['a wrong token that was written by hand', { identity: NOBODY, rows: byHand(jwt({ aud: 'x' })) }, 'refused'],
    ['an IAM route with a signature', { identity: profiled('dev'), what: { ...asked, auth: 'iam' } }, 'fits'],
    ['an IAM route with a token', { identity: alice(jwt()), what: { ...asked, auth: 'iam' } }, 'refused'],
    ['an open route', { identity: NOBODY, what: { ...asked, auth: 'none' } }, undefined],
  ])('%s', (_, { identity, what = asked, rows }, verdict) => {
    expect(told(identity, what, rows)?.[0]).toBe(verdict);
  });

  test('names what a Lambda authorizer reads and nobody sends, however it is sent', () => {
    const form = (name: string, value: string): Identity => ({
      kind: 'sources',
      id: 's',
      label: 's',
      values: [{ in: 'query', name, value }],
    });
    const key: Identity = { kind: 'api-key', id: 'k', label: 'partner', keyId: 'k1' };
    expect(told(NOBODY, lambda)?.[1]).toContain('the header X-Api-Key and the query parameter tenant');
    expect(told(key, lambda)?.[1]).toMatch(/asks for the query parameter tenant\./);
    expect(told(key, lambda, { headers: [], query: [{ name: 'tenant', value: 't' }] })?.[0]).toBe('fits');
    // A header comes in any case, a query parameter does not; an empty value counts as none.
    expect(told(key, lambda, { headers: [], query: [{ name: 'Tenant', value: 't' }] })?.[0]).toBe('refused');
    expect(told(form('tenant', ' '), lambda, { headers: [{ name: 'x-api-key', value: 'k' }], query: [] })?.[0]).toBe(
      'refused',
    );
  });

  test('tells a token that API Gateway would not even show to the function', () => {
    const typed = (value: string): Identity => ({
      ...{ kind: 'sources', id: 's', label: 's' },
      values: [{ in: 'header', name: 'X-Hook', value }],
    });
    const hook: Asked = { ...lambda, sources: [{ in: 'header', name: 'X-Hook' }], validation: 'hook-[a-z]+' };
    expect(told(typed('hook-me'), hook)?.[0]).toBe('fits');
    expect(told(typed('hook-me 2'), hook)).toEqual(['refused', expect.stringContaining('must match hook-[a-z]+')]);
    expect(told(typed('x'), { ...hook, validation: '(' })?.[0], 'an expression that cannot be read says nothing').toBe(
      'fits',
    );
  });

  test('knows that a user pool’s authorizer of a REST API takes one sort of token alone', () => {
    const rest: Asked = { ...asked, audience: [], use: 'id', bare: true };
    expect(told(alice(jwt({ token_use: 'access' })), rest)).toEqual(['refused', expect.stringContaining('ID tokens')]);
    expect(told(alice(jwt({ token_use: 'id', aud: 'any client' })), rest)?.[0]).toBe('fits');
    const scoped: Asked = { ...rest, use: 'access', scopes: ['notes/read'] };
    expect(told(alice(jwt({ token_use: 'access', aud: undefined })), scoped)?.[0]).toBe('fits');
    expect(told(alice(jwt({ token_use: 'id' })), scoped)?.[0]).toBe('refused');
  });

  test('holds no part of the token', () => {
    const token = jwt({ jti: 'canary' });
    const found = JSON.stringify(foresee(alice(token), { ...asked, scopes: ['x'] }, NO_ROWS, NOW));
    for (const piece of token.split('.')) expect(found).not.toContain(piece);
    expect(found).not.toContain('canary');
  });
});

test('sources that nobody sends are explained', () => {
  const stage = { name: 'prod', variables: { tier: 'gold' } } as unknown as GatewayStage;
  expect(noteOn('$request.header.X', stage)).toBeNull();
  expect(noteOn('$context.identity.sourceIp', stage)).toContain('API Gateway fills in identity.sourceIp');
  expect(noteOn('$stageVariables.tier', stage)).toContain('gold');
  for (const name of ['none', 'constructor']) expect(noteOn(`$stageVariables.${name}`, stage)).toContain('401');
});
