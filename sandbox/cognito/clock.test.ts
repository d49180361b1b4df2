import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Listening } from '@/sandbox/listen';
import type { JsonObject } from '@/sandbox/template/json';
import { clientNamed, codeFor, listenWithPools } from './test-pools';
import { UNSIGNED } from './unsigned';

const MINUTE = 60_000;
let sandbox: Listening;

beforeAll(async () => {
  sandbox = await listenWithPools();
});
afterAll(() => sandbox.close());

/** Calls an operation as if it were so many minutes later. */
async function later(minutes: number, operation: string, input: JsonObject) {
  const run = UNSIGNED[`AWSCognitoIdentityProviderService.${operation}`];
  if (!run) throw new Error(`There is no ${operation}.`);
  return run({ world: sandbox.world, input, now: Date.now() + minutes * MINUTE }) as Promise<Record<string, never>>;
}

const clientId = () => clientNamed(sandbox, 'web').client.id;

const signIn = (username: string, password = 'Wonder1and', minutes = 0) =>
  later(minutes, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: clientId(),
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });

it('an access token ends after the five minutes that its client says', async () => {
  const { AuthenticationResult } = await signIn('alice');
  const { AccessToken } = AuthenticationResult as unknown as { AccessToken: string };
  expect(await later(4.9, 'GetUser', { AccessToken })).toMatchObject({ Username: 'alice' });
  await expect(later(5.1, 'GetUser', { AccessToken })).rejects.toThrow('Access Token has expired');
});

it('a refresh token ends after thirty days', async () => {
  const { AuthenticationResult } = await signIn('alice');
  const { RefreshToken } = AuthenticationResult as unknown as { RefreshToken: string };
  const refresh = (days: number) =>
    later(days * 1440, 'GetTokensFromRefreshToken', { RefreshToken, ClientId: clientId() });
  expect(await refresh(29.9)).toHaveProperty('AuthenticationResult.AccessToken');
  await expect(refresh(30.1)).rejects.toThrow('Refresh Token has expired');
});

it('a challenge ends after three minutes', async () => {
  const { Session } = await signIn('dave');
  const answer = { ClientId: clientId(), Session: String(Session), ChallengeName: 'SELECT_MFA_TYPE' };
  const responses = { USERNAME: 'dave', ANSWER: 'SMS_MFA' };
  await expect(later(3.1, 'RespondToAuthChallenge', { ...answer, ChallengeResponses: responses })).rejects.toThrow(
    'Invalid session for the user, session is expired.',
  );
});

it('a temporary password ends after seven days', async () => {
  expect(await signIn('bob', 'Temporary1', 6.9 * 1440)).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  await expect(signIn('bob', 'Temporary1', 7.1 * 1440)).rejects.toThrow('Temporary password has expired');
});

it('a code for a forgotten password ends after an hour, and after five wrong ones', async () => {
  const base = { ClientId: clientId(), Username: 'alice' };
  const confirm = (minutes: number, ConfirmationCode: string) =>
    later(minutes, 'ConfirmForgotPassword', { ...base, ConfirmationCode, Password: 'Wonder1and' });
  await later(0, 'ForgotPassword', base);
  await expect(confirm(61, await codeFor(sandbox, 'alice'))).rejects.toMatchObject({ code: 'ExpiredCodeException' });
  for (let wrong = 0; wrong < 5; wrong++) {
    await expect(confirm(0, 'x')).rejects.toMatchObject({ code: 'CodeMismatchException' });
  }
  await expect(confirm(0, await codeFor(sandbox, 'alice'))).rejects.toMatchObject({ code: 'LimitExceededException' });
});

it('a challenge is over after five wrong answers', async () => {
  const first = await signIn('dave');
  const answer = (Session: unknown, ChallengeName: string, given: Record<string, string>) =>
    later(0, 'RespondToAuthChallenge', {
      ...{ ClientId: clientId(), Session: String(Session), ChallengeName },
      ChallengeResponses: { USERNAME: 'dave', ...given },
    });
  const { Session } = await answer(first.Session, 'SELECT_MFA_TYPE', { ANSWER: 'SMS_MFA' });
  for (let wrong = 0; wrong < 5; wrong++) {
    await expect(answer(Session, 'SMS_MFA', { SMS_MFA_CODE: 'x' })).rejects.toThrow('Invalid code');
  }
  const right = await codeFor(sandbox, 'dave');
  await expect(answer(Session, 'SMS_MFA', { SMS_MFA_CODE: right })).rejects.toThrow('Invalid session for the user.');
});
