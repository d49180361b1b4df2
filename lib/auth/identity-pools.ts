import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import { accountKey } from '@/lib/core/keys';
import { processWide } from '@/lib/core/process-wide';
import type { IdentityPool } from './sign-in/contract';

/** Descriptions are read again after this long: it takes a call for each pool. */
const FRESH_MS = 5 * 60_000;
/** More than anybody picks from a list; each costs a call. */
const MOST = 120;

interface Known {
  pools: Promise<IdentityPool[]>;
  readAt: number;
}

const known = processWide('identity-pools', () => new Map<string, Known>());

/** The identity pools of an account and region by name, with whom they trust. */
export async function readIdentityPools(aws: AwsClients, signal: AbortSignal): Promise<IdentityPool[]> {
  const key = `${accountKey(aws.account)} ${await aws.endpoint()}`;
  const before = known.get(key);
  if (before && Date.now() - before.readAt < FRESH_MS) return before.pools;
  const pools = read(aws, signal);
  known.set(key, { pools, readAt: Date.now() });
  pools.catch(() => known.delete(key));
  return pools;
}

async function read(aws: AwsClients, signal: AbortSignal): Promise<IdentityPool[]> {
  const ids: string[] = [];
  let token: string | undefined;
  do {
    const page = await aws.cognitoIdentity.listIdentityPools(
      { MaxResults: 60, NextToken: token },
      { abortSignal: signal },
    );
    ids.push(...(page.IdentityPools ?? []).flatMap(({ IdentityPoolId }) => IdentityPoolId ?? []));
    token = page.NextToken === token ? undefined : page.NextToken;
  } while (token && ids.length < MOST);
  const pools = await Promise.all(ids.slice(0, MOST).map((id) => describe(aws, id, signal)));
  return pools.sort((a, b) => a.name.localeCompare(b.name));
}

async function describe(aws: AwsClients, id: string, signal: AbortSignal): Promise<IdentityPool> {
  const told = await aws.cognitoIdentity.describeIdentityPool({ IdentityPoolId: id }, { abortSignal: signal });
  return {
    id,
    name: told.IdentityPoolName || id,
    unauthenticated: told.AllowUnauthenticatedIdentities ?? false,
    takes: [
      ...(told.CognitoIdentityProviders ?? []).map(({ ProviderName, ClientId }) => ({
        provider: ProviderName ?? '',
        clientId: ClientId ?? '',
      })),
      ...(told.OpenIdConnectProviderARNs ?? []).map((arn) => ({
        provider: arn.split(':oidc-provider/')[1] ?? '',
        clientId: null,
      })),
    ],
  };
}
