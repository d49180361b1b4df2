import { describe, expect, it } from 'vitest';
import { claim, decodeToken, expiryOf, subjectOf } from './token';
import { explainClaims } from './token-claims';
import { judgeToken } from './token-judge';
import { parseBearerChallenge } from './token-refusal';

const NOW = Date.UTC(2026, 0, 1);
const seconds = NOW / 1000;
const ISSUER = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc';

function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

function jwt(claims: Record<string, unknown>, header: Record<string, unknown> = { alg: 'RS256', kid: 'k' }): string {
  return `${part(header)}.${part(claims)}.c2ln`;
}

const good = {
  iss: ISSUER,
  client_id: 'web',
  token_use: 'access',
  scope: 'notes/read',
  exp: seconds + 600,
  iat: seconds,
};
const route = { issuer: ISSUER, audience: ['web'], scopes: [] };

describe('decoding', () => {
  it.each([
    ['', 'empty'],
    ['  bearer ', 'empty'],
    ['v2.local', 'opaque'],
    ['a.b.c.d', 'opaque'],
    ['a.b.c.d.e', 'encrypted'],
    ['a.b.c', 'malformed'],
    [`${part('{}')}.${part('[1]')}.x`, 'malformed'],
    [`${part('{}')}.${part('"text"')}.x`, 'malformed'],
    [`${part('{}')}.eyJh\nIjox.x`, 'malformed'],
    [`${part('{}')}.${part('{}')}=.x`, 'malformed'],
    [`${part('{}')}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.x`, 'malformed'],
    [`${part('{}')}.${'a'.repeat(70_000)}.x`, 'opaque'],
  ])('%j is %s', (token, reason) => {
    expect(decodeToken(token)).toMatchObject({ ok: false, reason });
  });

  it('reads a token with Bearer in front, in any alphabet', () => {
    const reading = decodeToken(` Bearer ${jwt({ name: 'Zoë ✓' })}\n`);
    expect(reading).toMatchObject({ ok: true, token: { payload: { name: 'Zoë ✓' } } });
  });

  it('takes nothing from prototypes', () => {
    const reading = decodeToken(`${part('{}')}.${part('{"__proto__":{"exp":1},"a":1}')}.x`);
    if (!reading.ok) throw new Error('unreadable');
    expect(claim(reading.token.payload, 'exp')).toBeUndefined();
    expect(claim(reading.token.payload, 'constructor')).toBeUndefined();
    expect(explainClaims(reading.token.payload).map(({ name, meaning }) => [name, meaning])).toEqual([
      ['__proto__', null],
      ['a', null],
    ]);
  });

  it('finds whom it speaks of and until when', () => {
    expect(subjectOf(jwt({ sub: '1', username: 'alice' }))).toBe('alice');
    expect(subjectOf(jwt({ sub: '1', username: 7 }))).toBe('1');
    expect(expiryOf(jwt({ exp: seconds }))).toBe(NOW);
    for (const exp of [undefined, '1', 1e20, Number.NaN]) expect(expiryOf(jwt({ exp }))).toBeNull();
  });

  it('explains claims in words, the deciding ones first and times as times', () => {
    expect(explainClaims({ email: 'a@b', 'cognito:groups': ['x'], exp: seconds, iss: 'i', iat: 'soon' })).toEqual([
      { name: 'iss', value: 'i', meaning: 'Who issued the token', at: null },
      { name: 'exp', value: '2026-01-01T00:00:00Z', meaning: 'When it expires', at: NOW },
      { name: 'iat', value: 'soon', meaning: 'When it was issued', at: null },
      { name: 'email', value: 'a@b', meaning: 'The e-mail address', at: null },
      expect.objectContaining({ name: 'cognito:groups', value: '["x"]' }),
    ]);
  });
});

describe('judging as API Gateway does', () => {
  it('lets a fitting access token and a fitting ID token in', () => {
    expect(judgeToken(jwt(good), route, NOW).verdict).toBe('fits');
    expect(
      judgeToken(jwt({ ...good, client_id: undefined, aud: ['x', 'web'], token_use: 'id' }), route, NOW).verdict,
    ).toBe('fits');
    expect(judgeToken(jwt(good), { ...route, scopes: ['admin', 'notes/read'] }, NOW).verdict).toBe('fits');
    expect(
      judgeToken(jwt({ ...good, scope: undefined, scp: ['admin'] }), { ...route, scopes: ['admin'] }, NOW).verdict,
    ).toBe('fits');
  });

  it.each([
    ['format', 'opaque', {}, 'audience'],
    ['algorithm', jwt(good, { alg: 'none', kid: 'k' }), {}, 'not signed'],
    ['algorithm', jwt(good, { alg: 'nOnE', kid: 'k' }), {}, 'not signed'],
    ['algorithm', jwt(good, { kid: 'k' }), {}, 'not signed'],
    ['algorithm', jwt(good, { alg: 'HS256', kid: 'k' }), {}, 'signed with HS256'],
    ['algorithm', jwt(good, { alg: 'ES256', kid: 'k' }), {}, 'signed with ES256'],
    ['key', jwt(good, { alg: 'RS256' }), {}, 'kid'],
    ['issuer', jwt({ ...good, iss: `${ISSUER}d` }), { holder: 'alice' }, 'alice’s token was issued by'],
    ['issuer', jwt({ ...good, iss: `${ISSUER}/` }), {}, 'slash'],
    ['issuer', jwt({ ...good, iss: undefined }), {}, 'names no issuer'],
    ['audience', jwt({ ...good, client_id: 'other' }), {}, 'is for other (client_id)'],
    ['audience', jwt({ ...good, aud: 'other' }), {}, 'is for other (aud)'],
    ['audience', jwt({ ...good, client_id: undefined }), {}, 'neither aud nor client_id'],
    ['expiry', jwt({ ...good, exp: seconds - 3601 }), {}, 'expired 1 hour ago'],
    ['expiry', jwt({ ...good, exp: undefined }), {}, 'does not say when'],
    ['expiry', jwt({ ...good, exp: '9999999999' }), {}, 'does not say when'],
    ['start', jwt({ ...good, nbf: seconds + 600 }), {}, 'another 10 minutes'],
    [
      'scope',
      jwt(good),
      { scopes: ['notes/write'], holder: 'alice' },
      'needs scope notes/write; alice’s token has notes/read',
    ],
    ['scope', jwt({ ...good, aud: 'web', token_use: 'id', scope: undefined }), { scopes: ['a', 'b'] }, 'ID token'],
  ] as [string, string, { scopes?: string[]; holder?: string }, string][])(
    'refuses for %s: %#',
    (what, token, { holder, ...asked }, words) => {
      const { verdict, checks } = judgeToken(token, { ...route, ...asked }, NOW, holder);
      expect(verdict).toBe('refused');
      expect(checks.filter((check) => check.verdict === 'refused')).toEqual([
        { what, verdict: 'refused', sentence: expect.stringContaining(words) },
      ]);
    },
  );

  it('an aud that does not fit is not saved by a client_id that would', () => {
    expect(judgeToken(jwt({ ...good, aud: 'other', client_id: 'web' }), route, NOW).verdict).toBe('refused');
  });

  it('blames the clock, not the token, for a token of the future', () => {
    const { verdict, checks } = judgeToken(jwt({ ...good, iat: seconds + 600, exp: seconds + 1200 }), route, NOW);
    expect(verdict).toBe('unknown');
    expect(checks.find(({ what }) => what === 'clock')?.sentence).toContain('issued 10 minutes from now');
  });
});

describe('a challenge', () => {
  const header = 'Bearer scope="" error="invalid_token" error_description="the token does not \\"fit\\""';

  it('reads the header', () => {
    expect(parseBearerChallenge(header)).toEqual({
      error: 'invalid_token',
      description: 'the token does not "fit"',
      scope: null,
    });
    expect(parseBearerChallenge('Bearer')).toEqual({ error: null, description: null, scope: null });
    expect(parseBearerChallenge('Basic realm="x"')).toBeNull();
  });
});
