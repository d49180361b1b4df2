import { execFile, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { promisify } from 'node:util';
import { type AuthenticationResultType, CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Listening } from '@/sandbox/listen';
import { clientNamed, codeFor, DEMO_CREDENTIALS, listenWithPools, poolNamed, REGION } from './test-pools';

const password = 'Wonder1and';
let sandbox: Listening;
let idp: CognitoIdentityProvider;

beforeAll(async () => {
  sandbox = await listenWithPools();
  idp = new CognitoIdentityProvider({
    endpoint: sandbox.origin,
    region: REGION,
    credentials: DEMO_CREDENTIALS,
    maxAttempts: 1,
  });
});
afterAll(() => sandbox.close());

function secretHash(username: string) {
  const { client } = clientNamed(sandbox, 'backend');
  return createHmac('sha256', client.secrets[0]?.value ?? '')
    .update(username + client.id)
    .digest('base64');
}

async function signedIn(username = 'alice', clientName = 'web'): Promise<Required<AuthenticationResultType>> {
  const { client } = clientNamed(sandbox, clientName);
  const { AuthenticationResult } = await idp.initiateAuth({
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: client.id,
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });
  return AuthenticationResult as Required<AuthenticationResultType>;
}

/** Calls the API of the fixture; its function answers with what the authorizer found out. */
async function call(route: string, token: string, { world, origin } = sandbox) {
  const region = world.accounts[0]?.regions.get(REGION);
  const [apiId] = [...(region?.httpApis.keys() ?? [])];
  return fetch(`${origin}/_aws/execute-api/${apiId}${route}`, {
    headers: { authorization: `Bearer ${token}` },
  });
}

describe('what the console reads of a pool', () => {
  it('lists pools and clients page by page, and describes them', async () => {
    const pools = await idp.listUserPools({ MaxResults: 1 });
    const rest = await idp.listUserPools({ MaxResults: 1, NextToken: String(pools.NextToken) });
    expect([pools, rest].flatMap(({ UserPools }) => UserPools?.map(({ Name }) => Name))).toEqual(['people', 'staff']);
    const UserPoolId = poolNamed(sandbox, 'people').id;
    const { UserPool } = await idp.describeUserPool({ UserPoolId });
    expect(UserPool).toMatchObject({
      Domain: 'people-notes',
      MfaConfiguration: 'OPTIONAL',
      UserPoolTags: { app: 'notes' },
    });
    expect(UserPool?.Policies?.SignInPolicy?.AllowedFirstAuthFactors).toEqual(['PASSWORD', 'EMAIL_OTP']);
    expect(UserPool?.CreationDate).toBeInstanceOf(Date);
    const { UserPoolClients } = await idp.listUserPoolClients({ UserPoolId });
    expect(UserPoolClients?.map(({ ClientName }) => ClientName)).toEqual([
      'web',
      'plain',
      'backend',
      'password-only',
      'choice',
      'rotating',
    ]);
    const ClientId = clientNamed(sandbox, 'web').client.id;
    expect((await idp.describeUserPoolClient({ UserPoolId, ClientId })).UserPoolClient).toMatchObject({
      AllowedOAuthFlows: ['code'],
      CallbackURLs: ['http://localhost:4600/callback'],
      AccessTokenValidity: 5,
      TokenValidityUnits: { AccessToken: 'minutes' },
      PreventUserExistenceErrors: 'LEGACY',
    });
  });

  it('shows the secrets of a client that has some, and nothing of one that has none', async () => {
    const UserPoolId = poolNamed(sandbox, 'people').id;
    const ClientId = clientNamed(sandbox, 'backend').client.id;
    const { ClientSecrets } = await idp.listUserPoolClientSecrets({ UserPoolId, ClientId });
    const described = await idp.describeUserPoolClient({ UserPoolId, ClientId });
    expect(ClientSecrets?.[0]?.ClientSecretValue).toBe(described.UserPoolClient?.ClientSecret);
    const web = await idp.describeUserPoolClient({ UserPoolId, ClientId: clientNamed(sandbox, 'web').client.id });
    expect(web.UserPoolClient).not.toHaveProperty('ClientSecret');
  });

  it('does not show a pool without a signature, or one that is not there', async () => {
    const unsigned = await fetch(sandbox.origin, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools' },
      body: '{"MaxResults":1}',
    });
    expect(unsigned.status).toBe(403);
    await expect(idp.describeUserPool({ UserPoolId: 'us-east-1_absent' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool us-east-1_absent does not exist.',
    });
  });

  it('keeps users as an administrator makes them', async () => {
    const UserPoolId = poolNamed(sandbox, 'people').id;
    const Username = 'heidi';
    await idp.adminCreateUser({ UserPoolId, Username, TemporaryPassword: 'Temporary1' });
    expect(await idp.adminGetUser({ UserPoolId, Username })).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD' });
    await expect(idp.adminCreateUser({ UserPoolId, Username })).rejects.toMatchObject({
      name: 'UsernameExistsException',
    });
    await idp.adminSetUserPassword({ UserPoolId, Username, Password: password, Permanent: true });
    expect((await signedIn(Username)).AccessToken).toBeTruthy();
    const { Users } = await idp.listUsers({ UserPoolId });
    expect(Users?.map((user) => user.Username)).toContain(Username);
  });
});

describe('a client with a secret', () => {
  const ask = (SECRET_HASH?: string) =>
    idp.initiateAuth({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientNamed(sandbox, 'backend').client.id,
      AuthParameters: { USERNAME: 'alice', PASSWORD: password, ...(SECRET_HASH ? { SECRET_HASH } : {}) },
    });

  it('signs nobody in without its hash', async () => {
    await expect(ask()).rejects.toThrow(/is configured with secret but SECRET_HASH was not received/);
    await expect(ask(secretHash('bob'))).rejects.toThrow(/Unable to verify secret hash for client/);
  });

  it('signs in and refreshes with it', async () => {
    const { AuthenticationResult } = await ask(secretHash('alice'));
    const { client } = clientNamed(sandbox, 'backend');
    const RefreshToken = String(AuthenticationResult?.RefreshToken);
    const refresh = (hash: string) =>
      idp.initiateAuth({
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        ClientId: client.id,
        AuthParameters: { REFRESH_TOKEN: RefreshToken, SECRET_HASH: hash },
      });
    await expect(refresh(secretHash('bob'))).rejects.toThrow(/Unable to verify secret hash/);
    expect((await refresh(secretHash('alice'))).AuthenticationResult?.AccessToken).toBeTruthy();
    const direct = { RefreshToken, ClientId: client.id };
    await expect(idp.getTokensFromRefreshToken(direct)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    const ClientSecret = client.secrets[0]?.value;
    expect(
      (await idp.getTokensFromRefreshToken({ ...direct, ClientSecret })).AuthenticationResult?.IdToken,
    ).toBeTruthy();
  });
});

describe('what ends a sign-in', () => {
  it('revokes a refresh token and its access tokens', async () => {
    const { AccessToken, RefreshToken } = await signedIn();
    const ClientId = clientNamed(sandbox, 'web').client.id;
    expect(await idp.getUser({ AccessToken })).toMatchObject({ Username: 'alice' });
    await idp.revokeToken({ ClientId, Token: RefreshToken });
    await expect(idp.getUser({ AccessToken })).rejects.toThrow('Access Token has been revoked');
    await expect(idp.getTokensFromRefreshToken({ ClientId, RefreshToken })).rejects.toThrow(
      'Refresh Token has been revoked',
    );
  });

  it('signs out everywhere', async () => {
    const [one, two] = [await signedIn(), await signedIn()];
    await idp.globalSignOut({ AccessToken: one.AccessToken });
    await expect(idp.getUser({ AccessToken: two.AccessToken })).rejects.toThrow('Access Token has been revoked');
  });

  it('refuses a refresh token that rotation has replaced', async () => {
    const { pool, client } = clientNamed(sandbox, 'rotating');
    client.explicitAuthFlows = ['ALLOW_USER_PASSWORD_AUTH'];
    const { RefreshToken } = await signedIn('alice', 'rotating');
    const next = await idp.getTokensFromRefreshToken({ ClientId: client.id, RefreshToken });
    expect(pool.grants.has(String(next.AuthenticationResult?.RefreshToken))).toBe(true);
    await expect(idp.getTokensFromRefreshToken({ ClientId: client.id, RefreshToken })).rejects.toMatchObject({
      name: 'RefreshTokenReuseException',
    });
  });

  it("takes an ID token or a stranger's for no access token", async () => {
    const { IdToken, AccessToken } = await signedIn();
    const [header, , signature] = AccessToken.split('.');
    const claims = Buffer.from(
      JSON.stringify({ iss: `https://cognito-idp.us-east-1.amazonaws.com/${poolNamed(sandbox, 'people').id}` }),
    );
    const forged = [header, claims.toString('base64url'), signature].join('.');
    for (const token of [IdToken, forged, 'abc', `${AccessToken}x`]) {
      await expect(idp.getUser({ AccessToken: token })).rejects.toThrow('Invalid Access Token');
    }
  });
});

describe('what an administrator takes away', () => {
  it("ends a user's sign-ins, the user, and in the end the pool with every token of it", async () => {
    const UserPoolId = poolNamed(sandbox, 'people').id;
    const Username = 'mallory';
    await idp.adminCreateUser({ UserPoolId, Username });
    await idp.adminSetUserPassword({ UserPoolId, Username, Password: password, Permanent: true });
    const { AccessToken } = await signedIn(Username);
    await idp.adminUserGlobalSignOut({ UserPoolId, Username });
    await expect(idp.getUser({ AccessToken })).rejects.toThrow('Access Token has been revoked');
    await idp.adminDeleteUser({ UserPoolId, Username });
    await expect(signedIn(Username)).rejects.toMatchObject({ name: 'UserNotFoundException' });

    const doomed = await listenWithPools();
    const admin = new CognitoIdentityProvider({
      endpoint: doomed.origin,
      region: REGION,
      credentials: DEMO_CREDENTIALS,
    });
    const { AuthenticationResult } = await admin.initiateAuth({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientNamed(doomed, 'web').client.id,
      AuthParameters: { USERNAME: 'alice', PASSWORD: password },
    });
    const token = String(AuthenticationResult?.IdToken);
    expect((await call('/me', token, doomed)).status).toBe(200);
    await admin.deleteUserPool({ UserPoolId });
    expect((await call('/me', token, doomed)).status).toBe(401);
    await expect(admin.describeUserPool({ UserPoolId })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await doomed.close();
  });
});

describe('codes that are sent', () => {
  it('lets a stranger sign up, and confirms by the mailed code', async () => {
    const ClientId = clientNamed(sandbox, 'web').client.id;
    const Username = 'ivan';
    const UserAttributes = [
      { Name: 'email', Value: 'ivan@example.com' },
      { Name: 'name', Value: 'Ivan' },
    ];
    const { CodeDeliveryDetails } = await idp.signUp({ ClientId, Username, Password: password, UserAttributes });
    expect(CodeDeliveryDetails).toMatchObject({ Destination: 'i***@e***', DeliveryMedium: 'EMAIL' });
    await expect(signedIn(Username)).rejects.toMatchObject({ name: 'UserNotConfirmedException' });
    await expect(idp.confirmSignUp({ ClientId, Username, ConfirmationCode: 'x' })).rejects.toMatchObject({
      name: 'CodeMismatchException',
    });
    await idp.confirmSignUp({ ClientId, Username, ConfirmationCode: await codeFor(sandbox, Username) });
    expect((await signedIn(Username)).IdToken).toBeTruthy();
    const staff = {
      ClientId: clientNamed(sandbox, 'staff-web').client.id,
      Username: 'j@example.com',
      Password: password,
    };
    await expect(idp.signUp(staff)).rejects.toThrow('SignUp is not permitted for this user pool');
  });

  it('sets a forgotten password', async () => {
    const UserPoolId = poolNamed(sandbox, 'people').id;
    const Username = 'kim';
    const UserAttributes = [
      { Name: 'email', Value: 'kim@example.com' },
      { Name: 'email_verified', Value: 'true' },
    ];
    await idp.adminCreateUser({ UserPoolId, Username, UserAttributes });
    await idp.adminSetUserPassword({ UserPoolId, Username, Password: 'Forgotten1', Permanent: true });
    const ClientId = clientNamed(sandbox, 'web').client.id;
    await idp.forgotPassword({ ClientId, Username });
    const confirm = (ConfirmationCode: string) =>
      idp.confirmForgotPassword({ ClientId, Username, Password: password, ConfirmationCode });
    await expect(confirm('x')).rejects.toMatchObject({ name: 'CodeMismatchException' });
    const code = await codeFor(sandbox, Username);
    await confirm(code);
    await expect(confirm(code)).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    expect((await signedIn(Username)).IdToken).toBeTruthy();
  });
});

describe('a JWT authorizer whose issuer is a pool', () => {
  let tokens: Required<AuthenticationResultType>;
  beforeEach(async () => {
    tokens = await signedIn();
  });

  it('lets both kinds of token in, and tells the function who calls', async () => {
    for (const token of [tokens.IdToken, tokens.AccessToken]) {
      const answer = await call('/me', token);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ jwt: { claims: { 'cognito:groups': '[admins]' }, scopes: null } });
    }
  });

  it("keeps out other pools' tokens, refresh tokens and tokens without the scope", async () => {
    const other = await signedIn('alice', 'web').then(({ RefreshToken }) => RefreshToken);
    expect((await call('/me', other)).status).toBe(401);
    expect((await call('/me', `${tokens.AccessToken.slice(0, -4)}AAAA`)).status).toBe(401);
    expect((await call('/scoped', tokens.AccessToken)).status).toBe(403);
  });
});

const installed = spawnSync('aws', ['--version']).status === 0;

describe.skipIf(!installed)(installed ? 'the AWS CLI' : 'the AWS CLI (skipped: no `aws` on the PATH)', () => {
  it('signs in', async () => {
    const { client } = clientNamed(sandbox, 'web');
    const parameters = `USERNAME=alice,PASSWORD=${password}`;
    const { stdout } = await promisify(execFile)(
      'aws',
      [
        ...['cognito-idp', 'initiate-auth', '--client-id', client.id, '--auth-flow', 'USER_PASSWORD_AUTH'],
        ...['--auth-parameters', parameters, '--endpoint-url', sandbox.origin, '--region', REGION, '--output', 'json'],
      ],
      { env: { PATH: process.env.PATH, HOME: '/nonexistent' } as unknown as NodeJS.ProcessEnv },
    );
    const { AuthenticationResult } = JSON.parse(stdout) as { AuthenticationResult: AuthenticationResultType };
    expect((await call('/me', String(AuthenticationResult.AccessToken))).status).toBe(200);
  }, 60_000);
});
