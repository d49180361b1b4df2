import type { LogEvent } from '@/lib/core/log-frame';

/**
 * Events arrive up to minutes after their own time and in no order, so a cursor at the newest time that was seen loses
 * those that come late. Each poll reads a window that overlaps the one before, and ids tell what is new: a short window
 * often, a long one now and then.
 */
const SHORT_BACK_MS = 15_000;
const LONG = { everyMs: 60_000, backMs: 180_000 };
/** What arrives later than this after its own time is not looked for any more. */
export const LATEST_MS = LONG.backMs;

/** Where a tail stands, fit to be kept and taken up again. Times are in ms since 1970. */
export interface TailState {
  /** Nothing before is read. */
  since: number;
  /** When the last short poll that succeeded began, and the last long one. */
  shortAt: number;
  longAt: number;
  /** Ids and times of what was told and may be read again. */
  told: [id: string, at: number][];
}

export interface Poll {
  isLong: boolean;
  from: number;
}

/** Which windows are to be read when, and what in them is new. It reads nothing and knows no clock. */
export class Windows {
  #since: number;
  #shortAt: number;
  #longAt: number;
  readonly #told: Map<string, number>;

  constructor({ since, shortAt, longAt, told }: TailState) {
    this.#since = since;
    this.#shortAt = shortAt;
    this.#longAt = longAt;
    this.#told = new Map(told);
  }

  static startingAt(since: number): Windows {
    return new Windows({ since, shortAt: since, longAt: since, told: [] });
  }

  get state(): TailState {
    return { since: this.#since, shortAt: this.#shortAt, longAt: this.#longAt, told: [...this.#told] };
  }

  /** Nothing before can be read any more. */
  get reach(): number {
    return Math.max(this.#since, this.#longAt - LONG.backMs);
  }

  /** How long until the next poll is due, where a short one is due every `everyMs`. */
  waitMs(now: number, everyMs: number): number {
    const due = Math.min(this.#shortAt + everyMs, this.#longAt + LONG.everyMs);
    return Math.max(0, due - now);
  }

  /** The window to read now. After failures it reaches back to where the last poll succeeded. */
  next(now: number, long = false): Poll {
    const isLong = long || now >= this.#longAt + LONG.everyMs;
    return { isLong, from: isLong ? this.reach : Math.max(this.#since, this.#shortAt - SHORT_BACK_MS) };
  }

  /** What of a page was not told yet, in order; from then on it counts as told. */
  take(events: readonly LogEvent[]): LogEvent[] {
    const fresh = new Map<string, LogEvent>();
    for (const event of events) if (!this.#told.has(event.id)) fresh.set(event.id, event);
    for (const { id, at } of fresh.values()) this.#told.set(id, at);
    return [...fresh.values()].sort(inOrder);
  }

  /** Whether it was told and may be read again. */
  has(id: string): boolean {
    return this.#told.has(id);
  }

  /** From now on events from that time on are looked for as well, as far back as windows reach. */
  reachBackTo(since: number): void {
    this.#since = Math.min(this.#since, since);
  }

  /** A poll that began then has read all of its window: what no window can reach any more is forgotten. */
  done({ isLong }: Poll, begunAt: number): void {
    if (isLong) this.#longAt = begunAt;
    // A long window holds the short one.
    this.#shortAt = begunAt;
    if (!isLong) return;
    const reach = begunAt - LONG.backMs;
    for (const [id, at] of this.#told) if (at < reach) this.#told.delete(id);
  }
}

function inOrder(a: LogEvent, b: LogEvent): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.ingestedAt !== b.ingestedAt) return a.ingestedAt - b.ingestedAt;
  return a.id < b.id ? -1 : 1;
}
