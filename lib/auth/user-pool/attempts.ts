import 'server-only';
import { randomBytes } from 'node:crypto';
import type { ChallengeName } from '@/lib/auth/sign-in/contract';
import type { AccountRef } from '@/lib/core/account';
import { AppError } from '@/lib/core/error';
import { processWide } from '@/lib/core/process-wide';

/** As long as Cognito keeps a session at most. */
const KEPT_MS = 15 * 60_000;
/** More than anybody has open; the oldest go, and with each a client's secret. */
const MOST = 100;

/** A sign-in of which Cognito wants to know more. In memory; the password is no part of it. */
export interface Attempt {
  account: AccountRef;
  poolId: string;
  clientId: string;
  clientName: string;
  secret: string;
  username: string;
  challenge: ChallengeName;
  session: string;
}

const attempts = processWide('secret-sign-ins', () => new Map<string, Attempt & { until: number }>());

/** Keeps an attempt under an id; the same one as before where it goes on. */
export function keepAttempt(attempt: Attempt, id = randomBytes(16).toString('hex')): string {
  const now = Date.now();
  for (const [old, { until }] of attempts) if (until < now) attempts.delete(old);
  attempts.delete(id);
  attempts.set(id, { ...attempt, until: now + KEPT_MS });
  const [oldest] = attempts.keys();
  if (attempts.size > MOST && oldest !== undefined) attempts.delete(oldest);
  return id;
}

export function recallAttempt(id: string): Attempt {
  const attempt = attempts.get(id);
  if (attempt && attempt.until > Date.now()) return attempt;
  throw new AppError('sign-in-refused', 'This sign-in is over.', {
    detail: { reason: 'session-expired', next: 'Sign in from the start.' },
  });
}

export function dropAttempt(id: string): void {
  attempts.delete(id);
}
