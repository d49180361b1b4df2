import { randomUUID } from 'node:crypto';
import { AwsFailure } from '@/sandbox/control/failure';
import { findRole, type Role, trusts } from '@/sandbox/iam/roles';
import { addTemporaryKey } from '@/sandbox/iam/temporary-keys';
import type { Account } from '@/sandbox/model';
import { uuidOf } from '@/sandbox/template/ids';
import { type Answered, type Ask, notAuthorized, notFound, optional, record, required } from './ask';
import { directoryOf, places } from './directory';
import { chooseRole } from './identity-role';
import { type Login, verifyLogin } from './login-token';
import type { IdentityPool } from './model';
import { paged, type SignedRun } from './user-pools';

const SECONDS = 3600;

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html */
export async function getId(ask: Ask): Promise<Answered> {
  const pool = identityPoolOf(ask, required(ask, 'IdentityPoolId'));
  const logins = await loginsOf(ask, pool);
  if (logins.length === 0 && !pool.allowUnauthenticated) throw noGuests();
  return { IdentityId: identityOf(pool, logins) };
}

/** The enhanced flow: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html */
export async function getCredentialsForIdentity(ask: Ask): Promise<Answered> {
  const identityId = required(ask, 'IdentityId');
  const pool = places(ask.world)
    .flatMap(({ directory }) => [...directory.identityPools.values()])
    .find(({ identities }) => identities.has(identityId));
  if (!pool) throw notFound(`Identity '${identityId}' not found.`);
  const logins = await loginsOf(ask, pool);
  checkIdentity(pool, identityId, logins);
  const amr = amrOf(logins);
  const arn = chooseRole(pool, logins, optional(ask, 'CustomRoleArn'));
  const { role, account } = roleFor(ask, { arn, pool, identityId, amr });
  const key = addTemporaryKey({
    account,
    role,
    sessionName: 'CognitoIdentityCredentials',
    seconds: SECONDS,
    now: ask.now,
    cognitoIdentity: { amr, identityId, identityPoolId: pool.id },
  });
  return {
    IdentityId: identityId,
    Credentials: {
      AccessKeyId: key.id,
      SecretKey: key.secret,
      SessionToken: key.sessionToken,
      Expiration: Date.parse(key.expiresAt) / 1000,
    },
  };
}

const noGuests = () => notAuthorized('Unauthenticated access is not supported for this identity pool.');

function identityPoolOf({ world }: Ask, id: string): IdentityPool {
  const pool = places(world)
    .map(({ directory }) => directory.identityPools.get(id))
    .find((one) => one !== undefined);
  if (!pool) throw notFound(`IdentityPool '${id}' not found.`);
  return pool;
}

function loginsOf(ask: Ask, identityPool: IdentityPool): Promise<Login[]> {
  const given = Object.entries(record(ask, 'Logins'));
  const asked = { world: ask.world, identityPool, now: ask.now };
  return Promise.all(given.map(([provider, token]) => verifyLogin(asked, provider, token)));
}

/** The same person has the same identity at every sign-in; each guest is a new one. */
function identityOf(pool: IdentityPool, logins: Login[]): string {
  const uuid = logins[0] ? uuidOf(pool.id, logins[0].provider, logins[0].subject) : randomUUID();
  const id = `${pool.id.split(':')[0]}:${uuid}`;
  pool.identities.set(id, { logins: Object.fromEntries(logins.map(({ provider, subject }) => [provider, subject])) });
  return id;
}

function checkIdentity(pool: IdentityPool, identityId: string, logins: Login[]): void {
  const linked = pool.identities.get(identityId)?.logins ?? {};
  if (logins.length === 0) {
    if (Object.keys(linked).length > 0) throw notAuthorized(`Access to Identity '${identityId}' is forbidden.`);
    if (!pool.allowUnauthenticated) throw noGuests();
    return;
  }
  if (Object.keys(linked).length === 0) {
    // A guest who signs in keeps the identity.
    for (const { provider, subject } of logins) linked[provider] = subject;
    return;
  }
  if (!logins.every(({ provider, subject }) => linked[provider] === subject)) {
    throw notAuthorized(
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    );
  }
}

function amrOf(logins: Login[]): string[] {
  if (logins.length === 0) return ['unauthenticated'];
  return [
    'authenticated',
    ...logins.flatMap(({ provider, subject, mappingName }) => {
      const isUserPool = mappingName !== provider;
      return isUserPool
        ? [provider, `${provider}:CognitoSignIn:${subject}`]
        : [provider, `${provider}:OIDC:${subject}`];
    }),
  ];
}

interface Wanted {
  arn: string | undefined;
  pool: IdentityPool;
  identityId: string;
  amr: string[];
}

/** The role must exist and trust this identity pool for this kind of identity. */
function roleFor({ world }: Ask, { arn, pool, identityId, amr }: Wanted): { role: Role; account: Account } {
  const found = arn === undefined ? undefined : findRole(world, arn);
  const trusted =
    found &&
    trusts(found.role, {
      action: 'sts:AssumeRoleWithWebIdentity',
      principal: { Federated: 'cognito-identity.amazonaws.com' },
      context: {
        'cognito-identity.amazonaws.com:aud': [pool.id],
        'cognito-identity.amazonaws.com:sub': [identityId],
        'cognito-identity.amazonaws.com:amr': amr,
      },
    });
  if (trusted) return found;
  throw new AwsFailure(
    'InvalidIdentityPoolConfigurationException',
    400,
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  );
}

/** The control plane of identity pools. */
export const IDENTITY_POOL_OPERATIONS: Record<string, SignedRun> = {
  ListIdentityPools: (ask) =>
    paged(ask, [...directoryOf(ask.region).identityPools.values()], {
      member: 'IdentityPools',
      size: 'MaxResults',
      most: 60,
      show: ({ id, name }) => ({ IdentityPoolId: id, IdentityPoolName: name }),
    }),
  DescribeIdentityPool: (ask) => shownIdentityPool(poolIn(ask)),
  GetIdentityPoolRoles: (ask) => shownRoles(poolIn(ask)),
};

function poolIn(ask: Parameters<SignedRun>[0]): IdentityPool {
  const id = required(ask, 'IdentityPoolId');
  const pool = directoryOf(ask.region).identityPools.get(id);
  if (!pool) throw notFound(`IdentityPool '${id}' not found.`);
  return pool;
}

function shownIdentityPool(pool: IdentityPool): Answered {
  return {
    IdentityPoolId: pool.id,
    IdentityPoolName: pool.name,
    AllowUnauthenticatedIdentities: pool.allowUnauthenticated,
    AllowClassicFlow: pool.allowClassicFlow,
    CognitoIdentityProviders: pool.providers.map((one) => ({
      ProviderName: one.providerName,
      ClientId: one.clientId,
      ServerSideTokenCheck: one.serverSideTokenCheck,
    })),
    ...(pool.openIdProviderArns.length > 0
      ? {
          OpenIdConnectProviderARNs: pool.openIdProviderArns.map((arn) =>
            arn.replace(/oidc-provider\/https?:\/\//, 'oidc-provider/'),
          ),
        }
      : {}),
    IdentityPoolTags: pool.tags,
  };
}

function shownRoles({ id, roles, roleMappings }: IdentityPool): Answered {
  const mappings = Object.entries(roleMappings).map(([name, { type, ambiguous, rules }]) => [
    name,
    {
      Type: type,
      AmbiguousRoleResolution: ambiguous,
      ...(rules.length > 0
        ? {
            RulesConfiguration: {
              Rules: rules.map((rule) => ({
                Claim: rule.claim,
                MatchType: rule.matchType,
                Value: rule.value,
                RoleARN: rule.roleArn,
              })),
            },
          }
        : {}),
    },
  ]);
  return {
    IdentityPoolId: id,
    Roles: roles,
    ...(mappings.length > 0 ? { RoleMappings: Object.fromEntries(mappings) } : {}),
  };
}
