import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';

interface Pace {
  count: number;
  /** 0: as fast as they are taken. */
  everyMs: number;
  /** Thrown behind the last. */
  failure?: Error;
}

/** Others get their turn after so many at full speed. */
const STRETCH = 64;

/**
 * Numbers from 1 on. Stopping takes effect at once: a bare generator would first see the end of its pause, and one that
 * pauses for an hour would hold its subscription for an hour.
 */
export function ticking(pace: Pace): AsyncIterableIterator<number> {
  const stop = new AbortController();
  const numbers = count(pace, stop.signal);
  return {
    next: () => numbers.next(),
    return: () => {
      stop.abort();
      return numbers.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* count({ count: to, everyMs, failure }: Pace, signal: AbortSignal): AsyncGenerator<number, undefined> {
  for (let number = 1; number <= to; number++) {
    if (everyMs > 0) await delay(everyMs, undefined, { signal }).catch(() => {});
    else if (number % STRETCH === 0) await turn();
    if (signal.aborted) return;
    yield number;
  }
  if (failure) throw failure;
}
