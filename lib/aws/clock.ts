import 'server-only';
import type { AccountRef } from '@/lib/core/account';
import { accountKey } from '@/lib/core/keys';
import { processWide } from '@/lib/core/process-wide';

/** `Date` has whole seconds, and an answer is under way for a while: clocks that differ by less agree. */
const SAME_MS = 5_000;

/** AWS's time less that of a clock which nobody sets, in ms, by account. */
const offsets = processWide('aws-clock', () => new Map<string, number>());

/** Takes the time that an answer's `Date` tells. */
export function learnTime(account: AccountRef, date: string | undefined): void {
  const offset = Date.parse(date ?? '') - performance.now();
  if (Number.isNaN(offset)) return;
  const before = offsets.get(accountKey(account));
  if (before === undefined || Math.abs(before - offset) > SAME_MS) offsets.set(accountKey(account), offset);
}

/** What time it is at AWS, in ms since 1970, whatever this machine's clock shows; until AWS has answered, what it shows. */
export function timeAt(account: AccountRef): number {
  const own = Date.now();
  const theirs = performance.now() + (offsets.get(accountKey(account)) ?? Number.NaN);
  return Math.abs(theirs - own) > SAME_MS ? theirs : own;
}
