import { describe, expect, test } from 'vitest';
import { flowOf } from './amplify-flow';
import { AmplifyMemory } from './amplify-memory';
import { cognitoFailure } from './cognito-failure';
import { isLoopbackUrl } from './loopback-url';
import { realmOf } from './realm';
import { programScopes, scopesToAsk, splitScopes } from './scopes';
import { jwt, NOW, POOL } from './test-identities';
import { Turn } from './turn';

describe('the flow of an app client', () => {
  test.each([
    [null, 'USER_SRP_AUTH'],
    [[], 'USER_SRP_AUTH'],
    [['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'], 'USER_SRP_AUTH'],
    [['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], 'USER_PASSWORD_AUTH'],
    [['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH'], 'USER_AUTH'],
    [['USER_PASSWORD_AUTH'], 'USER_PASSWORD_AUTH'],
  ])('%j: %s', (flows, flow) => {
    expect(flowOf(flows)).toBe(flow);
  });
});

describe('Amplify’s storage', () => {
  test('gives the tokens of the sign-in, good for as long as they say whatever the clocks', async () => {
    const memory = new AmplifyMemory();
    expect(memory.tokens(NOW)).toBeNull();
    const accessToken = jwt({ iss: POOL, iat: 1_000, exp: 1_300, scope: 'a b' });
    const prefix = 'CognitoIdentityServiceProvider.web.al.ice@example.com';
    await memory.setItem(`${prefix}.accessToken`, accessToken);
    await memory.setItem(`${prefix}.refreshToken`, 'r');
    await memory.setItem(`${prefix}.deviceKey`, 'd');
    expect(memory.tokens(NOW)).toEqual({
      accessToken,
      idToken: null,
      refreshToken: 'r',
      expiresAt: NOW + 300_000,
      scope: 'a b',
      tokenType: 'Bearer',
    });
    expect(memory.deviceKey()).toBe('d');
    await memory.clear();
    expect(memory.tokens(NOW)).toBeNull();
  });
});

test('turns come one at a time, in order, and ending twice gives none away', async () => {
  const turn = new Turn();
  const order: string[] = [];
  const first = await turn.take();
  const second = turn.take().then((end) => {
    order.push('second');
    return end;
  });
  const third = turn.take().then(() => order.push('third'));
  order.push('first');
  first();
  first();
  const end = await second;
  expect(order).toEqual(['first', 'second']);
  end();
  await third;
  expect(order).toEqual(['first', 'second', 'third']);
});

describe('refusals in words', () => {
  test.each([
    ['NotAuthorizedException', 'Incorrect username or password.', 'wrong-password', 'password'],
    ['NotAuthorizedException', 'Invalid session for the user.', 'session-expired', undefined],
    ['NotAuthorizedException', 'Password attempts exceeded', 'too-many-attempts', undefined],
    ['CodeMismatchException', 'Invalid code', 'code-mismatch', 'code'],
    [
      'InvalidPasswordException',
      'Password did not conform with policy: Password not long enough',
      'password-too-weak',
      'newPassword',
    ],
    ['ResourceNotFoundException', 'User pool client x does not exist.', 'pool-gone', undefined],
    ['SignInException', '\n\t\t\tAn error occurred during the sign in process.', 'session-expired', undefined],
  ])('%s: %s', (name, message, reason, field) => {
    const failure = cognitoFailure({ name, message });
    expect(failure.detail).toMatchObject({ reason, next: expect.stringMatching(/\.$/) });
    expect(failure.detail?.field).toBe(field);
  });

  test('name the rule of the password policy, and pass on what is not known', () => {
    expect(
      cognitoFailure({
        name: 'InvalidPasswordException',
        message: 'Password did not conform with policy: Password not long enough',
      }).message,
    ).toBe('The new password is not strong enough: password not long enough.');
    expect(cognitoFailure({ name: 'UserLambdaValidationException', message: 'PreSignUp failed' }).message).toContain(
      'PreSignUp failed',
    );
    expect(cognitoFailure(undefined).message).not.toContain('undefined');
  });
});

test.each([
  ['http://localhost:4600/callback', true],
  ['http://127.0.0.1:4600/', true],
  ['http://[::1]:4600/a?b=c', true],
  ['http://localhost/callback', false],
  ['https://localhost:4600/callback', false],
  ['http://localhost.example.com:4600/', false],
  ['http://user@localhost:4600/', false],
  ['http://localhost:4600/#x', false],
  ['nonsense', false],
])('%s leads to this computer: %s', (url, expected) => {
  expect(isLoopbackUrl(url)).toBe(expected);
});

test('scopes: the route’s, and what brings an ID token and a refresh token', () => {
  expect(scopesToAsk(['notes/read'], { scopesSupported: null })).toEqual(['openid', 'notes/read']);
  expect(scopesToAsk(['openid'], { scopesSupported: ['openid', 'offline_access'] })).toEqual([
    'openid',
    'offline_access',
  ]);
  expect(programScopes(['notes/write'], ['notes/read', 'openid'])).toEqual(['notes/read']);
  expect(programScopes(['notes/read'], null)).toEqual(['notes/read']);
  expect(splitScopes('  a  b a\n')).toEqual(['a', 'b']);
});

test('an issuer has a name for people', () => {
  expect(realmOf(POOL)).toBe('the user pool eu-west-1_Abc');
  expect(realmOf('https://tenant.eu.auth0.com/')).toBe('tenant.eu.auth0.com');
});
