import { describe, expect, test } from 'vitest';
import type { HttpAuthorizer } from '@/lib/apis/http/contract';
import { readToken } from './token-claims';

const authorizer: HttpAuthorizer = {
  id: 'a',
  name: 'tokens',
  type: 'JWT',
  identitySource: ['$request.header.Authorization'],
  issuer: 'https://issuer.test',
  audience: ['notes', 'admin'],
  lambda: null,
  ttlSeconds: null,
};
const NOW = Date.UTC(2026, 0, 1);
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: unknown) => `${part({ alg: 'RS256' })}.${part(claims)}.sig`;
const read = (claims: unknown, scopes: string[] = []) => readToken(token(claims), { authorizer, scopes }, NOW);
const wrong = (claims: unknown, scopes?: string[]) =>
  read(claims, scopes)
    .claims.filter((claim) => claim.mismatch)
    .map((claim) => claim.name);

const fits = { iss: 'https://issuer.test', aud: 'notes', exp: NOW / 1000 + 60, scope: 'notes/read x' };

describe('a token against its authorizer', () => {
  test.each<[string, unknown, string[], string[]]>([
    ['fits', fits, ['notes/read', 'other'], []],
    ['has another issuer, one slash away', { ...fits, iss: 'https://issuer.test/' }, [], ['iss']],
    ['has a list of audiences with one that fits', { ...fits, aud: ['x', 'admin'] }, [], []],
    ['has no audience that fits', { ...fits, aud: ['x'] }, [], ['aud']],
    ['has a client_id in place of aud', { ...fits, aud: undefined, client_id: 'notes' }, [], []],
    [
      'has an aud that does not fit beside a client_id that does',
      { ...fits, aud: 'x', client_id: 'notes' },
      [],
      ['aud'],
    ],
    ['has neither', { ...fits, aud: undefined }, [], ['aud']],
    ['has expired', { ...fits, exp: NOW / 1000 - 1 }, [], ['exp']],
    ['is not valid yet', { ...fits, nbf: NOW / 1000 + 60 }, [], ['nbf']],
    ['has an exp that is no time', { ...fits, exp: 1e20 }, [], ['exp']],
    ['has none of the scopes', fits, ['notes/write'], ['scope']],
    ['has scopes in scp', { ...fits, scope: undefined, scp: ['notes/write'] }, ['notes/write'], []],
    ['has no scope where one is asked', { ...fits, scope: undefined }, ['a'], ['scope']],
  ])('that %s', (_, claims, scopes, expected) => {
    expect(wrong(claims, scopes)).toEqual(expected);
  });

  test.each([
    '',
    'abc',
    'a.b',
    'a.b.c.d',
    `x.${Buffer.from('[1]').toString('base64url')}.y`,
    'a.%%%.c',
    `a.${'x'.repeat(1_000_000)}.c`,
  ])('what is no JWT is said to be none', (text) => {
    expect(readToken(text, { authorizer, scopes: [] }, NOW)).toMatchObject({ claims: [] });
    expect(readToken(text, { authorizer, scopes: [] }, NOW).problem).toContain('no JWT');
  });

  test('names of the prototype are no claims', () => {
    const claims = `{"__proto__":{"iss":"https://issuer.test"},"sub":"me"}`;
    const text = `a.${Buffer.from(claims).toString('base64url')}.c`;
    expect(readToken(text, { authorizer, scopes: [] }, NOW).claims.find((claim) => claim.name === 'iss')).toMatchObject(
      {
        value: 'missing',
      },
    );
  });
});
