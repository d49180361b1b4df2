import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refreshInBrowser } from './cognito-refresh';
import type { Identity } from './identity';
import { NOBODY } from './identity';
import { RENEW_BEFORE_MS, type Standing, standingOf } from './renewal';
import { held, jwt, NOW, POOL, pasted, signedIn } from './test-identities';
import { countdown, standingInWords } from './who';

const alice = signedIn('alice');
const until = (expiresAt: number, refreshToken: string | null = 'r') => ({
  ...alice,
  tokens: { ...alice.tokens, expiresAt, refreshToken },
});

describe('how an identity stands', () => {
  test.each<[string, Identity, Standing['state']]>([
    ['nobody', NOBODY, 'lasting'],
    ['an opaque pasted token', pasted('opaque'), 'lasting'],
    ['a pasted token', pasted(jwt({ iss: POOL })), 'good'],
    ['a pasted token that is over', pasted(jwt({ exp: NOW / 1_000 - 1 })), 'over'],
    ['fresh tokens', until(NOW + RENEW_BEFORE_MS), 'good'],
    ['tokens with little time left', until(NOW + RENEW_BEFORE_MS - 1), 'renewable'],
    ['tokens that are over', until(NOW - 1), 'renewable'],
    ['the same without a refresh token, little time left', until(NOW + 1, null), 'good'],
    ['the same without a refresh token, over', until(NOW, null), 'over'],
    [
      'a program, which needs no refresh token',
      {
        ...until(NOW, null),
        renewBy: { by: 'client-credentials', source: alice.source, clientId: 'web', scopes: [], audience: null },
      },
      'renewable',
    ],
    ['credentials that the server renews', held({ renews: true, expiresAt: NOW - 1 }), 'self-renewing'],
    ['a role that is over', held({ expiresAt: NOW - 1 }), 'renewable'],
    ['a role that wants an MFA code', held({ expiresAt: NOW - 1 }, 'arn:aws:iam::1:mfa/a'), 'over'],
  ])('%s', (_, identity, state) => {
    expect(standingOf(identity, NOW).state).toBe(state);
  });

  test('in words that count down', () => {
    expect(standingInWords(standingOf(until(NOW + 61_000), NOW), NOW)).toBe('1:01');
    expect([0, 59_400, 119_000, 120_000, 7_199_000, 7_200_000, 172_800_000].map(countdown)).toEqual([
      '0:00',
      '1:00',
      '1:59',
      '2 min',
      '119 min',
      '2 h',
      '2 days',
    ]);
  });
});

describe('refreshing in the browser', () => {
  let origin = '';
  const seen: { target: string; body: unknown }[] = [];
  let answer: { status: number; body: unknown } = { status: 200, body: {} };
  const server = createServer((req, res) => {
    let text = '';
    req.on('data', (piece: Buffer) => {
      text += piece.toString();
    });
    req.on('end', () => {
      seen.push({ target: String(req.headers['x-amz-target']), body: JSON.parse(text) });
      res.statusCode = answer.status;
      res.end(JSON.stringify(answer.body));
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => server.close());
  const at = (deviceKey: string | null = null) =>
    ({ by: 'browser', region: 'eu-west-1', endpoint: origin, clientId: 'web', deviceKey }) as const;

  test('asks Cognito as its model has it, and keeps the refresh token unless it rotates', async () => {
    answer = { status: 200, body: { AuthenticationResult: { AccessToken: 'a2', IdToken: 'i2', ExpiresIn: 60 } } };
    const before = Date.now();
    const tokens = await refreshInBrowser(at('device'), 'r1');
    expect(tokens).toMatchObject({ accessToken: 'a2', idToken: 'i2', refreshToken: 'r1' });
    expect(tokens.expiresAt).toBeGreaterThanOrEqual(before + 60_000);
    expect(seen.at(-1)).toEqual({
      target: 'AWSCognitoIdentityProviderService.GetTokensFromRefreshToken',
      body: { ClientId: 'web', RefreshToken: 'r1', DeviceKey: 'device' },
    });
    answer = { status: 200, body: { AuthenticationResult: { AccessToken: 'a3', RefreshToken: 'r2' } } };
    expect(await refreshInBrowser(at(), 'r1')).toMatchObject({ refreshToken: 'r2', idToken: null });
  });

  test('says in words why it was refused', async () => {
    answer = { status: 400, body: { __type: 'NotAuthorizedException', message: 'Refresh Token has been revoked' } };
    await expect(refreshInBrowser(at(), 'r1')).rejects.toMatchObject({
      failure: { code: 'sign-in-refused', detail: { reason: 'refresh-refused', next: 'Sign in again.' } },
    });
    await expect(refreshInBrowser({ ...at(), endpoint: 'http://127.0.0.1:1/' }, 'r1')).rejects.toMatchObject({
      failure: { code: 'unreachable' },
    });
  });
});
