import 'server-only';
import { randomBytes } from 'node:crypto';
import { AppError } from '@/lib/core/error';
import { processWide } from '@/lib/core/process-wide';
import { type AwsClients, openAccount } from './clients';
import type { SigningCredentials } from './sign';
import { getTemporary, isGood, type Recipe, type Temporary } from './temporary';

/** Renewed this long before they expire, so that no request is signed with what expires on its way. */
const EARLY_MS = 5 * 60_000;
/** Credentials that were not released are forgotten, the oldest first, beyond this many. */
const MOST_HELD = 200;

interface Kept extends Temporary {
  /** Null where they can be got once only: with an MFA code. */
  recipe: Recipe | null;
  renewing: Promise<Temporary> | null;
}

/** In memory and nowhere else. */
const purse = processWide('held', () => new Map<string, Kept>());

/** Keeps credentials under a handle that cannot be guessed. */
export function hold(temporary: Temporary, recipe: Recipe | null): string {
  const id = randomBytes(16).toString('hex');
  purse.set(id, { ...temporary, recipe, renewing: null });
  for (const oldest of purse.keys()) {
    if (purse.size <= MOST_HELD) break;
    purse.delete(oldest);
  }
  return id;
}

/** Forgets what is held under a handle; true where there was something. */
export function release(id: string): boolean {
  return purse.delete(id);
}

/**
 * The credentials under a handle, renewed where they are about to expire and can be. Throws expired-credentials where
 * they are gone: nothing is ever signed as somebody else instead.
 */
export async function heldCredentials(
  id: string,
  open: (account: Recipe['account']) => AwsClients = (account) => openAccount(account, 'interactive'),
): Promise<SigningCredentials> {
  const kept = purse.get(id);
  if (!kept) throw gone('Signalbox no longer holds these credentials: they were released, or it was started anew.');
  const left = kept.expiresAt - Date.now();
  if (left > EARLY_MS) return kept.credentials;
  if (kept.recipe && isGood(kept.recipe, Date.now())) {
    try {
      return (await renew(kept, kept.recipe, open)).credentials;
    } catch (error) {
      if (kept.expiresAt <= Date.now()) throw error;
    }
  }
  if (kept.expiresAt > Date.now()) return kept.credentials;
  throw gone(expiredWords(kept.recipe));
}

function renew(kept: Kept, recipe: Recipe, open: (account: Recipe['account']) => AwsClients): Promise<Temporary> {
  kept.renewing ??= getTemporary(open(recipe.account), recipe)
    .then((fresh) => Object.assign(kept, fresh))
    .finally(() => {
      kept.renewing = null;
    });
  return kept.renewing;
}

function expiredWords(recipe: Recipe | null): string {
  if (recipe?.type === 'identity') {
    return 'These credentials have expired, and so has the ID token that they were got with.';
  }
  return 'These credentials have expired, and only a new MFA code can renew them.';
}

function gone(message: string): AppError {
  return new AppError('expired-credentials', message, {
    detail: { next: 'Get them again, then send the request once more.' },
  });
}
