import type { IdentityPool } from '@/lib/auth/sign-in/contract';
import type { Failure } from '@/lib/core/error';
import { providerName } from '@/lib/core/provider-name';
import type { SignedIn } from './identity';

/** Whether an identity pool takes the ID token of a sign-in: of the right issuer and through the right app client. */
export function takesMember({ takes }: IdentityPool, { issuer, clientId }: SignedIn): boolean {
  return takes.some((one) => one.provider === providerName(issuer) && (one.clientId ?? clientId) === clientId);
}

/** The pool to begin with: the first that takes one of the sign-ins, or else the first. */
export function firstPool(pools: readonly IdentityPool[], members: readonly SignedIn[]): IdentityPool | undefined {
  return pools.find((pool) => members.some((one) => takesMember(pool, one))) ?? pools[0];
}

/** For whom credentials are got. `chosen` is an id, '' for nobody, null where the person has not chosen: then the newest who fits. */
export function memberFor(pool: IdentityPool, members: readonly SignedIn[], chosen: string | null): SignedIn | null {
  if (chosen === '' && pool.unauthenticated) return null;
  const known = members.find((one) => one.id === chosen);
  return known ?? members.find((one) => takesMember(pool, one)) ?? null;
}

/** Why the pool will refuse, and who would do; null where it will not. */
export function poolObjection(pool: IdentityPool, member: SignedIn | null): Pick<Failure, 'message' | 'detail'> | null {
  if (member ? takesMember(pool, member) : pool.unauthenticated) return null;
  const whom = member ? `does not take the sign-in of ${member.label}` : 'gives nothing to guests';
  return { message: `${pool.name} ${whom}.`, detail: { next: `${whoFits(pool)}, then come back.` } };
}

/** What is said of the choice before anything is asked; undefined where it speaks for itself. */
export function poolHint(
  pool: IdentityPool,
  members: readonly SignedIn[],
  member: SignedIn | null,
): string | undefined {
  const objection = poolObjection(pool, member);
  if (objection) return `${objection.message} ${objection.detail?.next}`;
  if (member) return undefined;
  const role = 'The pool gives guests a role of their own.';
  const stranger = members.length > 0 && !members.some((one) => takesMember(pool, one));
  return stranger ? `${role} It takes none of your sign-ins. ${whoFits(pool)} to be more than a guest.` : role;
}

function whoFits({ takes }: IdentityPool): string {
  const [first, ...others] = takes;
  if (!first) return 'Choose another identity pool';
  const through = first.clientId === null ? '' : ` through the app client ${first.clientId}`;
  const more = others.length === 0 ? '' : ` or ${others.length} more`;
  return `Sign in to ${first.provider.split('/').at(-1)}${through}${more}`;
}
