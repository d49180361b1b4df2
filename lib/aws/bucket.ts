import { AppError } from '@/lib/core/error';

/** Who goes first: a person who waits, then the list of APIs, then the crawls. */
export const PRIORITIES = ['interactive', 'discovery', 'full', 'polite'] as const;
export type Priority = (typeof PRIORITIES)[number];

export interface Limits {
  /** Calls per second in the long run. */
  rate: number;
  /** Calls that may be made at once after a pause. */
  burst: number;
  /** Calls that may be under way at the same time. */
  inFlight: number;
  /** Calls per second of `polite` work, and the tokens that it leaves for others. */
  polite: { rate: number; reserve: number };
}

/** How a call ended, as far as the rate is concerned. */
export type Ending = { throttled: boolean; retryAfterMs?: number | undefined };

/** The right to make one call. It is given back exactly once. */
export type Turn = (ending: Ending) => void;

/** Time, so that the bucket can be tested without waiting. `wake` returns its own cancellation. */
export interface Clock {
  now(): number;
  wake(afterMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wake(afterMs, run) {
    const timer = setTimeout(run, afterMs);
    return () => clearTimeout(timer);
  },
};

interface Waiter {
  priority: Priority;
  grant(): void;
}

const SLOWEST = 0.2;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * A token bucket in the manner of AWS's own, with priorities. When AWS throttles all the same, because others use the
 * account too, it pauses and halves its rate, down to one call in five seconds; every success brings some of it back.
 */
export class TokenBucket {
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #queue: Waiter[] = [];
  #tokens: number;
  #filledAt: number;
  #rate: number;
  #pausedUntil = 0;
  #slowedAt = Number.NEGATIVE_INFINITY;
  #throttlesInARow = 0;
  #inFlight = 0;
  #nextPolite = 0;
  #cancelWake: (() => void) | null = null;

  constructor(limits: Limits, clock: Clock = systemClock) {
    this.#limits = limits;
    this.#clock = clock;
    this.#tokens = limits.burst;
    this.#filledAt = clock.now();
    this.#rate = limits.rate;
  }

  /** Calls wait because AWS said "too many", not merely because the quota is being used well. */
  get slowed(): boolean {
    return this.#rate < this.#limits.rate;
  }

  /** Resolves when a call may be made. Rejects when the signal aborts first, and then costs nothing. */
  take(priority: Priority, signal?: AbortSignal): Promise<Turn> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(cancelled());
      const waiter: Waiter = {
        priority,
        grant: () => {
          signal?.removeEventListener('abort', leave);
          resolve(this.#turn());
        },
      };
      const leave = () => {
        this.#queue.splice(this.#queue.indexOf(waiter), 1);
        reject(cancelled());
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#enqueue(waiter);
      this.#pump();
    });
  }

  #enqueue(waiter: Waiter) {
    const rank = PRIORITIES.indexOf(waiter.priority);
    const at = this.#queue.findIndex((other) => PRIORITIES.indexOf(other.priority) > rank);
    this.#queue.splice(at === -1 ? this.#queue.length : at, 0, waiter);
  }

  #turn(): Turn {
    let open = true;
    return (ending) => {
      if (!open) return;
      open = false;
      this.#inFlight -= 1;
      if (ending.throttled) this.#slowDown(ending.retryAfterMs);
      else this.#recover();
      this.#pump();
    };
  }

  #pump() {
    this.#cancelWake?.();
    this.#cancelWake = null;
    this.#fill();
    while (this.#queue.length > 0 && this.#inFlight < this.#limits.inFlight) {
      const waiter = this.#queue[0];
      if (!waiter) return;
      const wait = this.#waitFor(waiter.priority);
      if (wait > 0) {
        this.#cancelWake = this.#clock.wake(Math.ceil(wait), () => this.#pump());
        return;
      }
      this.#queue.shift();
      this.#tokens -= 1;
      this.#inFlight += 1;
      if (waiter.priority === 'polite') this.#nextPolite = this.#clock.now() + 1_000 / this.#limits.polite.rate;
      waiter.grant();
    }
  }

  /** Milliseconds until a call of this priority may be made; 0 for now. */
  #waitFor(priority: Priority): number {
    const now = this.#clock.now();
    const needed = priority === 'polite' ? 1 + this.#limits.polite.reserve : 1;
    const pause = Math.max(0, this.#pausedUntil - now);
    const missing = needed - this.#tokens;
    const refill = missing > 1e-9 ? (missing / this.#rate) * 1_000 : 0;
    return Math.max(pause, refill, priority === 'polite' ? this.#nextPolite - now : 0);
  }

  #fill() {
    const now = this.#clock.now();
    this.#tokens = Math.min(this.#limits.burst, this.#tokens + ((now - this.#filledAt) / 1_000) * this.#rate);
    this.#filledAt = now;
  }

  #slowDown(retryAfterMs: number | undefined) {
    const now = this.#clock.now();
    this.#fill();
    this.#tokens = Math.min(this.#tokens, 0);
    // Calls that were under way together are refused together: that is one message, not many.
    if (now - this.#slowedAt < FIRST_PAUSE_MS) return;
    this.#slowedAt = now;
    this.#throttlesInARow += 1;
    this.#rate = Math.max(SLOWEST, this.#rate / 2);
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#throttlesInARow - 1));
    this.#pausedUntil = now + Math.max(pause, retryAfterMs ?? 0);
  }

  #recover() {
    this.#fill();
    this.#throttlesInARow = 0;
    this.#rate = Math.min(this.#limits.rate, this.#rate + 0.5);
  }
}

function cancelled() {
  return new AppError('cancelled', 'This was stopped.');
}
