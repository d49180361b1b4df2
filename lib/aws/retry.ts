import type { RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';

const MOST_THROTTLES = 500;
const MOST_OTHERS = 2;
const BASE_DELAY_MS = 100;

/**
 * Throttling never fails a call: the bucket sets the pace and the caller's signal ends it. Broken connections and 5xx
 * are tried three times in all; nobody is helped by waiting longer for them, and a time limit that has passed is not
 * spent again.
 */
export class PatientRetryStrategy implements RetryStrategyV2 {
  readonly #mayRepeat: () => boolean;

  /** `mayRepeat` is asked after each failure, in the context of the call. */
  constructor(mayRepeat: () => boolean) {
    this.#mayRepeat = mayRepeat;
  }

  async acquireInitialRetryToken(): Promise<RetryToken> {
    return attempt(0, 0, 0);
  }

  async refreshRetryTokenForRetry(token: RetryToken, { error, errorType }: RetryErrorInfo): Promise<RetryToken> {
    if (!this.#mayRepeat()) throw new Error('not to be tried again');
    const before = counts.get(token) ?? { throttles: 0, others: 0 };
    if (errorType === 'THROTTLING' && before.throttles < MOST_THROTTLES) {
      return attempt(before.throttles + 1, before.others, 0);
    }
    const passing = (errorType === 'TRANSIENT' || errorType === 'SERVER_ERROR') && !isTimeLimit(error);
    if (passing && before.others < MOST_OTHERS) {
      return attempt(before.throttles, before.others + 1, BASE_DELAY_MS * 2 ** before.others * (0.5 + Math.random()));
    }
    throw new Error('not to be tried again');
  }

  recordSuccess(): void {}
}

/** The SDK calls a broken connection a TimeoutError too; that one has a code. */
function isTimeLimit(error: RetryErrorInfo['error']): boolean {
  return error?.name === 'TimeoutError' && !('code' in error);
}

const counts = new WeakMap<RetryToken, { throttles: number; others: number }>();

function attempt(throttles: number, others: number, delayMs: number): RetryToken {
  const token: RetryToken = { getRetryCount: () => throttles + others, getRetryDelay: () => delayMs };
  counts.set(token, { throttles, others });
  return token;
}
