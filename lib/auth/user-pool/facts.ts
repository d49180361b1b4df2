import 'server-only';
import { readIdentityPools } from '@/lib/auth/identity-pools';
import type { IdentitySource, PoolClient, UserPoolSource } from '@/lib/auth/sign-in/contract';
import type { AwsClients } from '@/lib/aws/clients';
import { isEmulator } from '@/lib/aws/endpoint';
import { malformed } from '@/lib/aws/errors';
import type { UserPoolType } from '@/lib/aws/shapes';
import type { Problem } from '@/lib/core/api';
import { AppError, toFailure } from '@/lib/core/error';
import { readAppClient, withoutSecret } from './app-client';

/** More app clients than anybody picks from; each costs a call. */
const MOST_CLIENTS = 60;
/** These concern everything: there is nothing to go on with. */
const FATAL: ReadonlySet<string> = new Set(['no-credentials', 'expired-credentials', 'cancelled', 'unreachable']);

// Subjects of what could not be read.
const POOL = 'user pool';
const CLIENT = 'app client';

export interface PoolAsked {
  poolId: string;
  audience: readonly string[];
  place: IdentitySource;
}

/** What a sign-in to a pool needs to know; `aws` is in the pool's region. What may not be read stands among the problems. */
export async function readUserPool(
  aws: AwsClients,
  { poolId, audience, place }: PoolAsked,
  signal: AbortSignal,
): Promise<UserPoolSource> {
  const problems: Problem[] = [];
  const part = async <T>(subject: string, read: Promise<T>, instead: T): Promise<T> => {
    try {
      return await read;
    } catch (error) {
      if (!(error instanceof AppError) || FATAL.has(error.code)) throw error;
      problems.push({ subject, failure: toFailure(error) });
      return instead;
    }
  };
  const client = (id: string) =>
    part(`${CLIENT} ${id}`, readAppClient(aws, { poolId, clientId: id }, signal).then(withoutSecret), unread(id));
  const [pool, clients, identityPools] = await Promise.all([
    part<UserPoolType | null>(POOL, readPool(aws, poolId, signal), null),
    part('app clients', clientIds(aws, poolId, { audience, signal }), []).then((ids) => Promise.all(ids.map(client))),
    part('identity pools', readIdentityPools(aws, signal), []),
  ]);
  const ids = new Set(clients.map(({ id }) => id));
  const trusting = identityPools.filter(({ takes }) =>
    takes.some(({ provider, clientId }) => provider.endsWith(`/${poolId}`) && ids.has(clientId ?? '')),
  );
  const endpoint = await aws.userPoolEndpoint();
  return {
    type: 'user-pool',
    source: { type: 'user-pool', account: aws.account, poolId },
    pool: {
      id: poolId,
      region: aws.account.region,
      name: pool?.Name || poolId,
      mfa: pool ? (pool.MfaConfiguration ?? 'OFF') : null,
      endpoint,
      domain: pool ? domainOf(pool, aws.account.region, endpoint) : null,
    },
    clients,
    identityPools: trusting,
    place,
    problems: withoutSequels(problems),
  };
}

/** A pool that is gone takes its app clients along: to say so of each would only hide it. */
function withoutSequels(problems: Problem[]): Problem[] {
  const gone = problems.some(({ subject, failure }) => subject === POOL && failure.detail?.reason === 'pool-gone');
  return gone ? problems.filter(({ subject }) => !subject.startsWith(CLIENT)) : problems;
}

async function readPool(aws: AwsClients, poolId: string, signal: AbortSignal): Promise<UserPoolType> {
  const asked = aws.cognitoIdentityProvider.describeUserPool({ UserPoolId: poolId }, { abortSignal: signal });
  try {
    const { UserPool } = await asked;
    if (!UserPool) throw malformed('DescribeUserPool', 'there is no user pool in it');
    return UserPool;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
    throw new AppError(
      'not-found',
      `The user pool ${poolId} that the authorizer names does not exist in this account.`,
      {
        cause: error,
        detail: {
          reason: 'pool-gone',
          next: 'It was deleted or belongs to another account. Point the authorizer to another pool, or paste a token.',
        },
      },
    );
  }
}

/** Those that the authorizer takes; only where it names none are the pool's listed. */
async function clientIds(
  aws: AwsClients,
  poolId: string,
  { audience, signal }: { audience: readonly string[]; signal: AbortSignal },
): Promise<string[]> {
  const named = audience.filter((id) => /^[\w+]{1,128}$/.test(id));
  if (named.length > 0) return named.slice(0, MOST_CLIENTS);
  const { UserPoolClients } = await aws.cognitoIdentityProvider.listUserPoolClients(
    { UserPoolId: poolId, MaxResults: MOST_CLIENTS },
    { abortSignal: signal },
  );
  return (UserPoolClients ?? []).flatMap(({ ClientId }) => ClientId ?? []);
}

/** A client that could not be read still can be signed in with. */
function unread(id: string): PoolClient {
  return { id, name: id, hasSecret: null, flows: null, oauth: null };
}

/** Where managed login stands; an emulator's discovery document knows better than its domain does. */
function domainOf({ Domain, CustomDomain }: UserPoolType, region: string, endpoint: string | null): string | null {
  if (!Domain && !CustomDomain) return null;
  if (endpoint !== null && isEmulator(endpoint)) return new URL(endpoint).origin;
  return CustomDomain ? `https://${CustomDomain}` : `https://${Domain}.auth.${region}.amazoncognito.com`;
}
