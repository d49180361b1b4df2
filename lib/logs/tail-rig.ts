import { AppError } from '@/lib/core/error';
import type { LogEvent } from '@/lib/core/log-frame';
import type { TailClock } from './clock';
import type { Logs } from './reading';

// CloudWatch as far as tails see it, in made-up time, for their tests.

export const START = Date.UTC(2026, 10, 25);

/** Pseudo-random, so that each run meets the same weather. */
export function lot(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Timer {
  at: number;
  go: () => void;
}

/** Time that passes only when everybody waits for it. */
export class MadeUpTime implements TailClock {
  time = START;
  readonly #timers = new Set<Timer>();

  readonly now = () => this.time;

  readonly sleep = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const timer: Timer = { at: this.time + ms, go: resolve };
      const give = () => {
        this.#timers.delete(timer);
        reject(signal.reason);
      };
      timer.go = () => {
        signal.removeEventListener('abort', give);
        resolve();
      };
      signal.addEventListener('abort', give, { once: true });
      this.#timers.add(timer);
    });

  /** Lets time pass, and all happen that happens meanwhile. */
  async until(end: number): Promise<void> {
    for (;;) {
      // Whoever was woken does what it does without waiting: then it waits again.
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#next();
      if (!next || next.at > end) break;
      this.#timers.delete(next);
      this.time = Math.max(this.time, next.at);
      next.go();
    }
    this.time = end;
  }

  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (!next || timer.at < next.at) next = timer;
    return next;
  }
}

export interface Late extends LogEvent {
  visibleAt: number;
}

/** Events over so many minutes: half arrive within a second, 1 % after 10 to 30 seconds, 0.1 % after 60 to 110. */
export function weather(count: number, { minutes, seed }: { minutes: number; seed: number }): Late[] {
  const random = lot(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: count }, (_, index) => {
    const at = START + Math.floor((index / count) * minutes * 60_000);
    const visibleAt = at + Math.round(lateness(random(), random, normal));
    return { id: `e${index}`, stream: 's', at, ingestedAt: visibleAt, message: `m${index}`, visibleAt };
  });
}

function lateness(drawn: number, random: () => number, normal: () => number): number {
  if (drawn < 0.001) return 60_000 + random() * 50_000;
  if (drawn < 0.011) return 10_000 + random() * 20_000;
  return 1000 * Math.exp(0.6 * normal());
}

const CALL_MS = 50;
const LARGEST_PAGE = 1_000;

/** A log group. A share of the calls fails, and so does each for which `broken` says why. */
export class MadeUpGroup {
  readonly clock = new MadeUpTime();
  readonly events: Late[];
  readonly #failing: number;
  readonly #random = lot(7);
  calls = 0;
  broken: () => AppError | null = () => null;

  constructor(events: Late[], failing: number) {
    this.events = events;
    this.#failing = failing;
  }

  get logs(): Logs {
    return { filterLogEvents: this.read as never };
  }

  readonly read = async (
    input: { startTime?: number; endTime?: number; nextToken?: string },
    options: { abortSignal?: AbortSignal } = {},
  ) => {
    this.calls += 1;
    await this.clock.sleep(CALL_MS, options.abortSignal ?? new AbortController().signal);
    const failure = this.broken();
    if (failure) throw failure;
    if (this.#random() < this.#failing) throw new AppError('unreachable', 'The connection broke.');
    const from = input.nextToken === undefined ? this.#placeOf(input.startTime ?? 0) : Number(input.nextToken);
    return this.#page(from, input.endTime ?? Number.POSITIVE_INFINITY);
  };

  #page(from: number, to: number) {
    const now = this.clock.time;
    const page: Late[] = [];
    let at = from;
    for (; at < this.events.length && page.length < LARGEST_PAGE; at += 1) {
      const event = this.events[at] as Late;
      if (event.at > now || event.at >= to) return { events: page.map(shown) };
      if (event.visibleAt <= now) page.push(event);
    }
    return { events: page.map(shown), ...(at < this.events.length ? { nextToken: String(at) } : {}) };
  }

  #placeOf(time: number): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.events[middle] as Late).at < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const shown = ({ id, at, ingestedAt, message }: Late) => ({
  eventId: id,
  logStreamName: 's',
  timestamp: at,
  ingestionTime: ingestedAt,
  message,
});
