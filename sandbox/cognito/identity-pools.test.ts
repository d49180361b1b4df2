import { CognitoIdentity, type Credentials } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sign } from '@/lib/aws/sign';
import { DEMO_ACCOUNT } from '@/sandbox/account/manifest';
import { MFA_SECRET } from '@/sandbox/iam/assume-role';
import type { Listening } from '@/sandbox/listen';
import { directoryOf } from './directory';
import { clientNamed, DEMO_CREDENTIALS, listenWithPools, poolNamed, REGION } from './test-pools';
import { totpCode } from './totp';

let sandbox: Listening;
let identity: CognitoIdentity;
let idToken: string;
let accessToken: string;
let provider: string;

beforeAll(async () => {
  sandbox = await listenWithPools();
  const config = { endpoint: sandbox.origin, region: REGION, credentials: DEMO_CREDENTIALS, maxAttempts: 1 };
  identity = new CognitoIdentity(config);
  const { AuthenticationResult } = await new CognitoIdentityProvider(config).initiateAuth({
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: clientNamed(sandbox, 'web').client.id,
    AuthParameters: { USERNAME: 'alice', PASSWORD: 'Wonder1and' },
  });
  idToken = String(AuthenticationResult?.IdToken);
  accessToken = String(AuthenticationResult?.AccessToken);
  provider = `cognito-idp.${REGION}.amazonaws.com/${poolNamed(sandbox, 'people').id}`;
});
afterAll(() => sandbox.close());

const region = () => {
  const found = sandbox.world.accounts[0]?.regions.get(REGION);
  if (!found) throw new Error('The fixture was not deployed.');
  return found;
};

function poolId(name: string): string {
  return [...directoryOf(region()).identityPools.values()].find((pool) => pool.name === name)?.id ?? '';
}

interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

const keysOf = ({ AccessKeyId, SecretKey, SessionToken }: Credentials): Keys => ({
  accessKeyId: String(AccessKeyId),
  secretAccessKey: String(SecretKey),
  sessionToken: String(SessionToken),
});

async function call(keys: Keys, method = 'GET'): Promise<Response> {
  const [apiId] = [...region().httpApis.keys()];
  const path = `/_aws/execute-api/${apiId}/signed`;
  const host = new URL(sandbox.origin).host;
  const request = { method, host, path, query: [], headers: [], body: null };
  const added = await sign(request, { service: 'execute-api', region: REGION }, keys);
  return fetch(`${sandbox.origin}${path}`, {
    method,
    headers: added.map(([name, value]): [string, string] => [name, value]),
  });
}

describe('an identity pool', () => {
  it('is described as its template says', async () => {
    const { IdentityPools } = await identity.listIdentityPools({ MaxResults: 60 });
    expect(IdentityPools?.map(({ IdentityPoolName }) => IdentityPoolName)).toEqual(['notes', 'closed']);
    const IdentityPoolId = poolId('notes');
    expect(await identity.describeIdentityPool({ IdentityPoolId })).toMatchObject({
      AllowUnauthenticatedIdentities: true,
      CognitoIdentityProviders: [{ ProviderName: provider, ClientId: clientNamed(sandbox, 'web').client.id }],
    });
    expect((await identity.getIdentityPoolRoles({ IdentityPoolId })).Roles).toEqual({
      authenticated: `arn:aws:iam::${DEMO_ACCOUNT}:role/notes-member`,
      unauthenticated: `arn:aws:iam::${DEMO_ACCOUNT}:role/notes-visitor`,
    });
  });

  it('gives a signed-in user the keys of a role, which the data plane verifies', async () => {
    const Logins = { [provider]: idToken };
    const { IdentityId } = await identity.getId({ IdentityPoolId: poolId('notes'), Logins });
    expect((await identity.getId({ IdentityPoolId: poolId('notes'), Logins })).IdentityId).toBe(IdentityId);
    const { Credentials } = await identity.getCredentialsForIdentity({ IdentityId: String(IdentityId), Logins });
    expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
    const keys = keysOf(Credentials ?? {});
    const answer = await call(keys);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      iam: {
        userArn: `arn:aws:sts::${DEMO_ACCOUNT}:assumed-role/notes-member/CognitoIdentityCredentials`,
        cognitoIdentity: { identityId: IdentityId, identityPoolId: poolId('notes') },
      },
    });
    // Its policy names GET only; and the session token is a part of the key.
    expect((await call(keys, 'POST')).status).toBe(403);
    expect((await call({ ...keys, sessionToken: 'another' })).status).toBe(403);
    expect((await call({ ...keys, secretAccessKey: `${keys.secretAccessKey}x` })).status).toBe(403);
    const who = await new STSClient({ endpoint: sandbox.origin, region: REGION, credentials: keys }).send(
      new GetCallerIdentityCommand({}),
    );
    expect(who.Arn).toBe(`arn:aws:sts::${DEMO_ACCOUNT}:assumed-role/notes-member/CognitoIdentityCredentials`);
    const key = sandbox.world.accounts[0]?.keys.find(({ id }) => id === keys.accessKeyId);
    if (key) key.expiresAt = '2020-01-01T00:00:00Z';
    expect((await call(keys)).status).toBe(403);
  });

  it('lets guests in as guests, where it allows them', async () => {
    const { IdentityId } = await identity.getId({ IdentityPoolId: poolId('notes') });
    const { Credentials } = await identity.getCredentialsForIdentity({ IdentityId: String(IdentityId) });
    expect((await call(keysOf(Credentials ?? {}))).status).toBe(403);
    await expect(identity.getId({ IdentityPoolId: poolId('closed') })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Unauthenticated access is not supported for this identity pool.',
    });
  });

  it('takes nothing but an ID token of a provider that it names', async () => {
    const IdentityPoolId = poolId('notes');
    const [header, payload] = idToken.split('.');
    const cases: [string, string, RegExp][] = [
      [provider, accessToken, /Not a valid OpenId Connect identity token/],
      [provider, `${header}.${payload}.AAAA`, /Token signature invalid/],
      [provider, 'nonsense', /Not a valid OpenId Connect identity token/],
      ['accounts.google.com', idToken, /not from a supported provider/],
    ];
    for (const [name, token, complaint] of cases) {
      await expect(identity.getId({ IdentityPoolId, Logins: { [name]: token } })).rejects.toThrow(complaint);
    }
    const { IdentityId } = await identity.getId({ IdentityPoolId, Logins: { [provider]: idToken } });
    await expect(identity.getCredentialsForIdentity({ IdentityId: String(IdentityId) })).rejects.toThrow(/forbidden/);
  });
});

describe('AssumeRole', () => {
  const RoleArn = `arn:aws:iam::${DEMO_ACCOUNT}:role/auditor`;
  const asked = { RoleArn, RoleSessionName: 'ada', ExternalId: 'audit-2026' };
  const SerialNumber = `arn:aws:iam::${DEMO_ACCOUNT}:mfa/demo`;
  const sts = (credentials: typeof DEMO_CREDENTIALS = DEMO_CREDENTIALS) =>
    new STSClient({ endpoint: sandbox.origin, region: REGION, credentials, maxAttempts: 1 });
  const code = () => totpCode(MFA_SECRET, Date.now());

  it('asks for what the trust policy asks', async () => {
    const wrong = code() === '123456' ? '654321' : '123456';
    const refusals = [
      [asked, /is not authorized to perform: sts:AssumeRole on resource/],
      [{ ...asked, ExternalId: 'other', SerialNumber, TokenCode: code() }, /is not authorized to perform/],
      [{ ...asked, SerialNumber, TokenCode: wrong }, /invalid MFA one time pass code/],
      [{ ...asked, SerialNumber: `${SerialNumber}x`, TokenCode: code() }, /MFA serial number/],
      [{ ...asked, RoleArn: `${RoleArn}x` }, /is not authorized to perform/],
      [{ ...asked, SerialNumber, TokenCode: code(), DurationSeconds: 7201 }, /exceeds the MaxSessionDuration/],
    ] as const;
    for (const [input, complaint] of refusals) {
      await expect(sts().send(new AssumeRoleCommand(input))).rejects.toThrow(complaint);
    }
  });

  it('gives keys that may do what the role may, and no more', async () => {
    const { Credentials, AssumedRoleUser } = await sts().send(
      new AssumeRoleCommand({ ...asked, SerialNumber, TokenCode: code() }),
    );
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${DEMO_ACCOUNT}:assumed-role/auditor/ada`);
    const keys = keysOf({ ...Credentials, SecretKey: Credentials?.SecretAccessKey });
    expect((await call(keys)).status).toBe(200);
    expect((await call(keys, 'POST')).status).toBe(403);
    const other = new CognitoIdentity({ endpoint: sandbox.origin, region: REGION, credentials: keys, maxAttempts: 1 });
    await expect(other.listIdentityPools({ MaxResults: 1 })).rejects.toThrow(
      /not authorized to perform: cognito-identity:ListIdentityPools/,
    );
  });
});
