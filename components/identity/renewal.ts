import { expiresAt } from './default-identity';
import { type Identity, isSignedIn } from './identity';

/** Renewed when less than this is left, so that nothing expires on its way. */
export const RENEW_BEFORE_MS = 30_000;

/** How an identity stands now. */
export type Standing =
  /** Good, for ever as far as anybody knows. */
  | { state: 'lasting' }
  /** Good until `at`, in milliseconds. */
  | { state: 'good'; at: number }
  /** The server renews it on its own. */
  | { state: 'self-renewing' }
  /** Over or nearly so, and renewed before the next request. */
  | { state: 'renewable'; at: number }
  /** Over, and the person has to do something. */
  | { state: 'over'; at: number };

/** Whether new tokens or credentials can be had without asking the person. */
export function isRenewable(identity: Identity): boolean {
  if (isSignedIn(identity)) {
    return identity.tokens.refreshToken !== null || identity.renewBy.by === 'client-credentials';
  }
  if (identity.kind !== 'held') return false;
  return identity.from.type === 'identity-pool' || identity.from.assumption.mfaSerial === null;
}

export function standingOf(identity: Identity, now: number): Standing {
  if (identity.kind === 'held' && identity.held.renews) return { state: 'self-renewing' };
  const at = expiresAt(identity);
  if (at === null) return { state: 'lasting' };
  if (isRenewable(identity) && at - now < RENEW_BEFORE_MS) return { state: 'renewable', at };
  return at <= now ? { state: 'over', at } : { state: 'good', at };
}
