import type { Account, Region, World } from '@/sandbox/model';
import { type Context, holds } from './conditions';
import { fits, type Statement } from './statement';

export interface Role {
  name: string;
  arn: string;
  /** `AROA…` */
  id: string;
  maxSessionSeconds: number;
  trust: Statement[];
  policies: Statement[];
}

export interface Identities {
  /** By ARN. */
  roles: Map<string, Role>;
  /** By ARN. */
  openIdProviders: Map<string, { url: string; clientIds: string[] }>;
}

export function identitiesOf(region: Region): Identities {
  region.iam ??= { roles: new Map(), openIdProviders: new Map() };
  return region.iam;
}

/** Who wants to become a role, and what is known about them. */
export interface Claim {
  action: 'sts:AssumeRole' | 'sts:AssumeRoleWithWebIdentity';
  principal: { AWS: string } | { Federated: string };
  context: Context;
}

/** Roles of every account by ARN, with the account that they belong to. */
export function findRole(world: World, arn: string): { role: Role; account: Account } | undefined {
  for (const account of world.accounts) {
    for (const region of account.regions.values()) {
      const role = region.iam?.roles.get(arn);
      if (role) return { role, account };
    }
  }
}

/** Whether a role's trust policy lets somebody in. */
export function trusts({ trust }: Role, claim: Claim): boolean {
  const applying = trust.filter(
    ({ actions, principals, conditions }) =>
      actions.some((pattern) => fits(pattern, claim.action, 'i')) &&
      namesPrincipal(principals, claim.principal) &&
      holds(conditions, claim.context),
  );
  return applying.some(({ effect }) => effect === 'Allow') && !applying.some(({ effect }) => effect === 'Deny');
}

function namesPrincipal(principals: Statement['principals'], who: Claim['principal']): boolean {
  if ('Federated' in who) return principals.Federated.some((one) => one === '*' || one === who.Federated);
  const account = who.AWS.split(':')[4] ?? '';
  const role = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(who.AWS);
  const names = ['*', account, `arn:aws:iam::${account}:root`, who.AWS];
  if (role) names.push(`arn:aws:iam::${role[1]}:role/${role[2]}`);
  return principals.AWS.some((one) => names.includes(one));
}
