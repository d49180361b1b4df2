import type { IssuerSource, PoolClient, Tokens, UserPoolSource } from '@/lib/auth/sign-in/contract';
import { subjectOf } from '@/lib/core/token';
import { isSignedIn, type KeptIdentity, newIdentityId, type RenewBy, type SignedIn } from './identity';

/** How somebody came to tokens. */
export type Way =
  | { by: 'password'; username: string; deviceKey: string | null }
  | { by: 'managed-login' | 'code' | 'device' }
  | { by: 'client-credentials'; scopes: string[]; audience: string | null };

interface Arrival {
  tokens: Tokens;
  way: Way;
  /** As the authorizer names it. */
  issuer: string;
}

/** The name of whoever signed in: as they typed it, else as the tokens say it. */
function labelOf({ tokens, way }: Arrival, otherwise: string): string {
  if (way.by === 'password') return way.username;
  if (way.by === 'client-credentials') return otherwise;
  return (tokens.idToken && subjectOf(tokens.idToken)) || subjectOf(tokens.accessToken) || otherwise;
}

export function poolUser(arrival: Arrival, from: UserPoolSource, client: PoolClient): SignedIn {
  const { source, pool } = from;
  const { tokens, way, issuer } = arrival;
  return {
    kind: 'user-pool',
    id: newIdentityId(),
    label: labelOf(arrival, client.name),
    issuer,
    realm: pool.name,
    source,
    clientId: client.id,
    tokens,
    renewBy: poolRenewal(way, from, client),
  };
}

function poolRenewal(way: Way, { source, pool }: UserPoolSource, client: PoolClient): RenewBy {
  const clientId = client.id;
  if (way.by === 'client-credentials') {
    return { by: 'client-credentials', source, clientId, scopes: way.scopes, audience: way.audience };
  }
  if (way.by !== 'password') return { by: 'server', source, clientId, managedLogin: true };
  if (client.hasSecret) return { by: 'server', source, clientId, managedLogin: false };
  return { by: 'browser', region: pool.region, endpoint: pool.endpoint, clientId, deviceKey: way.deviceKey };
}

export function issuerUser(arrival: Arrival, from: IssuerSource, clientId: string): SignedIn {
  const { source } = from;
  const { tokens, way, issuer } = arrival;
  return {
    kind: 'issuer',
    id: newIdentityId(),
    label: labelOf(arrival, clientId),
    issuer,
    realm: URL.canParse(issuer) ? new URL(issuer).host : issuer,
    source,
    clientId,
    tokens,
    renewBy:
      way.by === 'client-credentials'
        ? { by: 'client-credentials', source, clientId, scopes: way.scopes, audience: way.audience }
        : { by: 'server', source, clientId, managedLogin: false },
  };
}

/** The same person through the same app client keeps the id, so that choices stay and nobody stands in the list twice. */
export function recognised(fresh: SignedIn, all: readonly KeptIdentity[], again: SignedIn | null): SignedIn {
  const same = all.find(
    (one) =>
      isSignedIn(one) && one.issuer === fresh.issuer && one.clientId === fresh.clientId && one.label === fresh.label,
  );
  const id = same?.id ?? (again && again.issuer === fresh.issuer && again.label === fresh.label ? again.id : fresh.id);
  return { ...fresh, id };
}
