import { describe, expect, test } from 'vitest';
import type { HttpRoute } from '@/lib/apis/http/contract';
import { AuthInput } from '@/lib/auth/contract';
import { askedOf } from './asked';
import { authFor, proofInWords, tokenFor, valuesFor } from './auth-for';
import { type Identity, NOBODY, profiled } from './identity';
import { identityProblems } from './identity-problems';
import { sentAs } from './sent-as';
import { asked, held, jwt, NOW, POOL, pasted, signedIn } from './test-identities';

const alice = signedIn('alice');
const key: Identity = { kind: 'api-key', id: 'k', label: 'k', keyId: 'abc123' };
const typed: Identity = {
  kind: 'sources',
  id: 's',
  label: 's',
  values: [{ in: 'header', name: 'x-notes-key', value: 'open-sesame' }],
};

describe('what an identity sends', () => {
  test.each<[string, Identity, AuthInput]>([
    ['nobody', NOBODY, { scheme: 'none' }],
    ['the account’s own credentials', profiled(null), { scheme: 'iam' }],
    ['a profile', profiled('dev'), { scheme: 'iam', profile: 'dev' }],
    ['credentials that the server holds', held(), { scheme: 'held', id: 'a'.repeat(32) }],
    ['an API key', key, { scheme: 'api-key', keyId: 'abc123' }],
    [
      'typed values',
      typed,
      { scheme: 'sources', values: [{ in: 'header', name: 'x-notes-key', value: 'open-sesame' }] },
    ],
    ['somebody signed in', alice, { scheme: 'bearer', token: alice.tokens.accessToken }],
    ['a pasted token', pasted(' abc '), { scheme: 'bearer', token: 'abc' }],
  ])('%s', (_, identity, expected) => {
    expect(AuthInput.parse(authFor(identity, asked()))).toEqual(expected);
  });

  test('goes where the authorizer looks', () => {
    const at = (text: string) => asked({ sources: askedWith(text).sources });
    expect(authFor(alice, at('$request.header.authorization'))).not.toHaveProperty('place');
    expect(authFor(alice, at('$request.querystring.token'))).toMatchObject({ place: { in: 'query', name: 'token' } });
    expect(authFor(alice, at('$request.header.X-Token'))).toMatchObject({
      place: { in: 'header', name: 'X-Token', prefix: 'Bearer ' },
    });
    expect(at('$context.identity.sourceIp').sources).toEqual([]);
  });

  test('is kept in the history by name only', () => {
    const auth = authFor(alice, asked());
    expect(JSON.stringify(sentAs(alice, auth))).not.toContain(alice.tokens.accessToken);
    expect(sentAs(typed, authFor(typed, asked()))).toEqual({ id: 's', label: 's', scheme: 'sources', profile: null });
    expect(proofInWords(authFor(typed, asked()))).toBe('x-notes-key');
  });
});

describe('the token that is sent', () => {
  test('is the access token, also once it has expired or lacks a scope', () => {
    expect(tokenFor(alice, asked()).use).toBe('access');
    expect(tokenFor(alice, asked({ scopes: ['notes/write'] })).use).toBe('access');
    const over = { ...alice.tokens, accessToken: jwt({ iss: POOL, client_id: 'web', exp: NOW / 1_000 - 60 }) };
    expect(tokenFor({ ...alice, tokens: over }, asked()).use).toBe('access');
  });

  test('is the ID token where only that fits', () => {
    const opaque = { ...alice.tokens, accessToken: 'opaque' };
    expect(tokenFor({ ...alice, tokens: opaque }, asked())).toEqual({ token: alice.tokens.idToken, use: 'id' });
    expect(tokenFor({ ...alice, tokens: opaque }, asked({ audience: ['else'] })).use).toBe('access');
  });
});

describe('what a Lambda authorizer asks for', () => {
  const lambda = asked({
    auth: 'lambda',
    sources: [
      { in: 'header', name: 'X-Notes-Key' },
      { in: 'query', name: 'team' },
    ],
  });

  test('is filled in with what was typed, and what is missing is named by its place', () => {
    expect(valuesFor(lambda, typed.kind === 'sources' ? typed.values : []).map(({ value }) => value)).toEqual([
      'open-sesame',
      '',
    ]);
    expect(identityProblems(typed, lambda).map(({ field }) => field)).toEqual(['source-1']);
    expect(identityProblems(alice, lambda)).toEqual([]);
  });
});

function askedWith(source: string) {
  const route: HttpRoute = {
    id: 'r',
    key: 'GET /x',
    method: 'GET',
    path: '/x',
    auth: 'jwt',
    authorizerId: 'a',
    scopes: [],
    integrationId: null,
    operationName: null,
  };
  return askedOf(route, {
    id: 'a',
    name: 'a',
    type: 'JWT',
    identitySource: [source],
    issuer: POOL,
    audience: ['web'],
    lambda: null,
    role: null,
    ttlSeconds: null,
  });
}
