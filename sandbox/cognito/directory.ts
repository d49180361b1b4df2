import { AwsFailure } from '@/sandbox/control/failure';
import type { Account, Region, World } from '@/sandbox/model';
import type { Directory, UserPool, UserPoolClient } from './model';

export interface Place {
  account: Account;
  region: Region;
  directory: Directory;
}

export function directoryOf(region: Region): Directory {
  region.cognito ??= { userPools: new Map(), identityPools: new Map() };
  return region.cognito;
}

/** Every Region that there is, with its account: unsigned calls name a pool or a client, not an account. */
export function places(world: World): Place[] {
  return world.accounts.flatMap((account) =>
    [...account.regions.values()].map((region) => ({ account, region, directory: directoryOf(region) })),
  );
}

export function allUserPools(world: World): UserPool[] {
  return places(world).flatMap(({ directory }) => [...directory.userPools.values()]);
}

export function clientOf(world: World, clientId: string): { pool: UserPool; client: UserPoolClient } {
  for (const pool of allUserPools(world)) {
    const client = pool.clients.get(clientId);
    if (client) return { pool, client };
  }
  throw new AwsFailure('ResourceNotFoundException', 400, `User pool client ${clientId} does not exist.`);
}

/** The issuer that AWS would write for a pool. Authorizers name it, so tokens of the sandbox carry it too. */
export function issuerOf({ region, id }: Pick<UserPool, 'region' | 'id'>): string {
  return `https://cognito-idp.${region}.amazonaws.com/${id}`;
}

export function poolOfIssuer(world: World, issuer: string): UserPool | undefined {
  return allUserPools(world).find((pool) => issuerOf(pool) === issuer);
}
