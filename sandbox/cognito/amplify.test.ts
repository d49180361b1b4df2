import { Amplify } from 'aws-amplify';
import { confirmSignIn, fetchAuthSession, getCurrentUser, type SignInInput, signIn, signOut } from 'aws-amplify/auth';
import { ConsoleLogger } from 'aws-amplify/utils';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Listening } from '@/sandbox/listen';
import { clientNamed, codeFor, listenWithPools } from './test-pools';
import { totpCode } from './totp';

let sandbox: Listening;

beforeAll(async () => {
  // It warns of every endpoint that is not AWS's own.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  sandbox = await listenWithPools();
});
afterAll(() => sandbox.close());
afterEach(() => signOut());

function use(clientName: string) {
  const { pool, client } = clientNamed(sandbox, clientName);
  Amplify.configure({
    Auth: {
      Cognito: { userPoolId: pool.id, userPoolClientId: client.id, userPoolEndpoint: sandbox.origin },
    },
  });
  return { pool, client };
}

const password = 'Wonder1and';

describe('aws-amplify against a pool of the sandbox', () => {
  it('signs in by SRP, and the tokens verify against the published keys', async () => {
    const { pool, client } = use('web');
    expect(await signIn({ username: 'alice', password })).toMatchObject({ isSignedIn: true });
    expect(await getCurrentUser()).toMatchObject({ username: 'alice' });
    const { tokens } = await fetchAuthSession();
    const keys = createRemoteJWKSet(new URL(`${sandbox.origin}/${pool.id}/.well-known/jwks.json`));
    const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${pool.id}`;
    const access = await jwtVerify(String(tokens?.accessToken), keys, { issuer });
    expect(access.payload).toMatchObject({
      token_use: 'access',
      client_id: client.id,
      username: 'alice',
      scope: 'aws.cognito.signin.user.admin',
      'cognito:groups': ['admins'],
    });
    expect(access.payload.aud).toBeUndefined();
    expect((access.payload.exp ?? 0) - (access.payload.iat ?? 0)).toBe(300);
    const id = await jwtVerify(String(tokens?.idToken), keys, { issuer, audience: client.id });
    expect(id.payload).toMatchObject({ token_use: 'id', email: 'alice@example.com', email_verified: true });
    expect(id.payload['custom:team']).toBe('writing');
  });

  it('is refused with a wrong password', async () => {
    use('web');
    await expect(signIn({ username: 'alice', password: 'Wonder1anD' })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });

  it('is told who does not exist only where the client says so', async () => {
    use('web');
    await expect(signIn({ username: 'nobody', password })).rejects.toMatchObject({ name: 'UserNotFoundException' });
    use('plain');
    await expect(signIn({ username: 'nobody', password })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });

  it.each([
    ['erin', { nextStep: { signInStep: 'CONFIRM_SIGN_UP' } }],
    ['frank', 'User is disabled.'],
  ])('does not let %s in', async (username, outcome) => {
    use('web');
    if (typeof outcome === 'string') {
      await expect(signIn({ username, password })).rejects.toThrow(outcome);
    } else expect(await signIn({ username, password })).toMatchObject(outcome);
  });

  it('refreshes; with rotation each refresh brings a new refresh token', async () => {
    for (const name of ['web', 'rotating']) {
      const { pool } = use(name);
      await signIn({ username: 'alice', password });
      const before = (await fetchAuthSession()).tokens?.accessToken.toString();
      const grants = pool.grants.size;
      const after = (await fetchAuthSession({ forceRefresh: true })).tokens?.accessToken.toString();
      expect(after).not.toBe(before);
      expect(pool.grants.size - grants).toBe(name === 'rotating' ? 1 : 0);
      await fetchAuthSession({ forceRefresh: true });
      await signOut();
    }
  });

  it('sets a new password with the attributes that the pool requires', async () => {
    use('web');
    const first = await signIn({ username: 'bob', password: 'Temporary1' });
    expect(first.nextStep).toMatchObject({
      signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED',
      missingAttributes: ['name'],
    });
    await expect(confirmSignIn({ challengeResponse: 'short' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const options = { userAttributes: { name: 'Bob' } };
    await expect(confirmSignIn({ challengeResponse: 'short', options })).rejects.toMatchObject({
      name: 'InvalidPasswordException',
      message: 'Password did not conform with policy: Password not long enough',
    });
    expect(await confirmSignIn({ challengeResponse: 'Permanent1', options })).toMatchObject({ isSignedIn: true });
    await signOut();
    await expect(signIn({ username: 'bob', password: 'Temporary1' })).rejects.toThrow('Incorrect');
    expect(await signIn({ username: 'bob', password: 'Permanent1' })).toMatchObject({ isSignedIn: true });
  });

  it('asks for the code of an authenticator app, and takes each code once', async () => {
    use('web');
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
    const code = totpCode(secret, Date.now());
    const step = await signIn({ username: 'carol', password });
    expect(step.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
    await expect(confirmSignIn({ challengeResponse: code === '000000' ? '000001' : '000000' })).rejects.toMatchObject({
      name: 'CodeMismatchException',
    });
    expect(await confirmSignIn({ challengeResponse: code })).toMatchObject({ isSignedIn: true });
    await signOut();
    await signIn({ username: 'carol', password });
    await expect(confirmSignIn({ challengeResponse: code })).rejects.toMatchObject({ name: 'ExpiredCodeException' });
  });

  it('lets somebody choose between a text message and a mail', async () => {
    use('web');
    const step = await signIn({ username: 'dave', password });
    expect(step.nextStep).toMatchObject({
      signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION',
      allowedMFATypes: ['SMS', 'EMAIL'],
    });
    const sent = await confirmSignIn({ challengeResponse: 'SMS' });
    expect(sent.nextStep).toMatchObject({
      signInStep: 'CONFIRM_SIGN_IN_WITH_SMS_CODE',
      codeDeliveryDetails: { deliveryMedium: 'SMS', destination: '+*******0199' },
    });
    const challengeResponse = await codeFor(sandbox, 'dave');
    expect(await confirmSignIn({ challengeResponse })).toMatchObject({ isSignedIn: true });
  });

  it('sets up an authenticator app where the pool demands one, after the new password', async () => {
    const { pool } = use('staff-web');
    await signIn({ username: 'grace@example.com', password: 'Temporary-1' });
    const step = await confirmSignIn({ challengeResponse: 'Permanent-1' });
    if (step.nextStep.signInStep !== 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') throw new Error(step.nextStep.signInStep);
    const { sharedSecret } = step.nextStep.totpSetupDetails;
    const wrong = totpCode(sharedSecret, Date.now() + 3_600_000);
    await expect(confirmSignIn({ challengeResponse: wrong })).rejects.toMatchObject({
      name: 'EnableSoftwareTokenMFAException',
    });
    const challengeResponse = totpCode(sharedSecret, Date.now());
    expect(await confirmSignIn({ challengeResponse })).toMatchObject({ isSignedIn: true });
    expect([...pool.users.values()][0]).toMatchObject({ status: 'CONFIRMED', totp: { secret: sharedSecret } });
    await signOut();
    const again = await signIn({ username: 'grace@example.com', password: 'Permanent-1' });
    expect(again.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
  });

  it.each<SignInInput['options']>([
    { authFlowType: 'USER_PASSWORD_AUTH' },
    { authFlowType: 'USER_AUTH', preferredChallenge: 'PASSWORD' },
    { authFlowType: 'USER_AUTH', preferredChallenge: 'PASSWORD_SRP' },
  ])('signs in with %o', async (options) => {
    use('web');
    expect(await signIn({ username: 'alice', password, options: options ?? {} })).toMatchObject({ isSignedIn: true });
  });

  it('offers the first factors, and signs in by a mailed code', async () => {
    use('web');
    const step = await signIn({ username: 'alice', options: { authFlowType: 'USER_AUTH' } });
    expect(step.nextStep).toMatchObject({
      signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION',
      availableChallenges: ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP'],
    });
    const sent = await confirmSignIn({ challengeResponse: 'EMAIL_OTP' });
    expect(sent.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
    await expect(confirmSignIn({ challengeResponse: '12345' })).rejects.toThrow('Invalid code or auth state');
    const challengeResponse = await codeFor(sandbox, 'alice');
    expect(await confirmSignIn({ challengeResponse })).toMatchObject({ isSignedIn: true });
  });

  it('turns the sign-in into AWS credentials at the identity pool', async () => {
    const { pool, client } = use('web');
    const identityPools = sandbox.world.accounts[0]?.regions.get('us-east-1')?.cognito?.identityPools;
    const [identityPoolId = ''] = identityPools?.keys() ?? [];
    const shared = { userPoolId: pool.id, userPoolClientId: client.id, identityPoolId };
    const endpoints = { userPoolEndpoint: sandbox.origin, identityPoolEndpoint: sandbox.origin };
    Amplify.configure({ Auth: { Cognito: { ...shared, ...endpoints, allowGuestAccess: true } } });
    const guest = await fetchAuthSession();
    expect(guest.credentials?.accessKeyId).toMatch(/^ASIA/);
    await signIn({ username: 'alice', password });
    const { credentials, identityId } = await fetchAuthSession();
    expect(credentials?.accessKeyId).not.toBe(guest.credentials?.accessKeyId);
    const key = sandbox.world.accounts[0]?.keys.find(({ id }) => id === credentials?.accessKeyId);
    expect(key).toMatchObject({ sessionToken: credentials?.sessionToken, cognitoIdentity: { identityId } });
  });

  it('cannot use a flow that the client does not allow', async () => {
    use('plain');
    const options = { authFlowType: 'USER_PASSWORD_AUTH' } as const;
    await expect(signIn({ username: 'alice', password, options })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'USER_PASSWORD_AUTH flow not enabled for this client',
    });
  });
});
