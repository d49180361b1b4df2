import 'server-only';
import { logCallsPerSecond } from '@/lib/aws/buckets';
import type { AccountRef } from '@/lib/core/account';
import { accountKey } from '@/lib/core/keys';
import { processWide } from '@/lib/core/process-wide';

/** No poll is made more often: what CloudWatch itself takes to show an event is a second and more. */
const SOONEST_MS = 300;
/** The part of the account's quota that tails may use for good. The rest is for what somebody waits for, and for others. */
const SHARE = 0.5;

const running = processWide('tails-running', () => new Map<string, number>());

/** How often each of the tails of an account may poll, so that all of them together stay within their share of the quota. */
export class Pace {
  readonly #account: AccountRef;

  constructor(account: AccountRef) {
    this.#account = account;
  }

  /** One more tail polls from now on; what is returned says that it does no longer. */
  begin(): () => void {
    const key = accountKey(this.#account);
    running.set(key, (running.get(key) ?? 0) + 1);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      running.set(key, (running.get(key) ?? 1) - 1);
    };
  }

  /** Milliseconds from one poll to the next, where the last took so many calls. */
  everyMs(calls: number): number {
    const tails = Math.max(1, running.get(accountKey(this.#account)) ?? 1);
    const perSecond = logCallsPerSecond(this.#account.region) * SHARE;
    return Math.max(SOONEST_MS, (1000 * calls * tails) / perSecond);
  }
}
