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
  #told: Map<string, number>;
  /**
   * What the very first window told of times that no later one reaches. Nothing of it can have been told before, so it
   * is not looked up: a long way back is most of what a tail ever reads.
   */
  #first: { ids: string[]; at: number[] } | null;

  constructor({ since, shortAt, longAt, told }: TailState) {
    this.#since = since;
    this.#shortAt = shortAt;
    this.#longAt = longAt;
    this.#told = new Map(told);
    this.#first = told.length === 0 ? { ids: [], at: [] } : null;
  }

  static startingAt(since: number): Windows {
    return new Windows({ since, shortAt: since, longAt: since, told: [] });
  }

  get state(): TailState {
    const told = [...this.#told, ...this.#firstTold()];
    return { since: this.#since, shortAt: this.#shortAt, longAt: this.#longAt, told };
  }

  /** Nothing before can be read any more. */
  get reach(): number {
    return Math.max(this.#since, this.#longAt - LONG.backMs);
  }

  /** How long until the next poll is due, where a short one is due every `everyMs`. */
  waitMs(now: number, everyMs: number): number {
    this.#notAfter(now);
    const due = Math.min(this.#shortAt + everyMs, this.#longAt + LONG.everyMs);
    return Math.max(0, due - now);
  }

  /** The window to read now. After failures it reaches back to where the last poll succeeded. */
  next(now: number, long = false): Poll {
    this.#notAfter(now);
    const isLong = long || now >= this.#longAt + LONG.everyMs;
    return { isLong, from: isLong ? this.reach : Math.max(this.#since, this.#shortAt - SHORT_BACK_MS) };
  }

  /** After a clock was set back nothing would be looked for until it is there again. */
  #notAfter(now: number): void {
    this.#shortAt = Math.min(this.#shortAt, now);
    this.#longAt = Math.min(this.#longAt, now);
  }

  /** What of a page of a window that began then was not told yet, in order; from then on it counts as told. */
  take(events: readonly LogEvent[], begunAt: number): LogEvent[] {
    const fresh: LogEvent[] = [];
    const reach = begunAt - LONG.backMs;
    for (const event of events) {
      const { id, at } = event;
      if (this.#first && at < reach) {
        this.#first.ids.push(id);
        this.#first.at.push(at);
      } else if (this.#told.has(id)) continue;
      else this.#told.set(id, at);
      fresh.push(event);
    }
    return fresh.every((event, index) => index === 0 || inOrder(fresh[index - 1] as LogEvent, event) <= 0)
      ? fresh
      : fresh.sort(inOrder);
  }

  /** From now on pages may hold what pages of the same window held before. */
  mayRepeat(): void {
    for (const [id, at] of this.#firstTold()) this.#told.set(id, at);
    this.#first = null;
  }

  #firstTold(): [id: string, at: number][] {
    const { ids, at } = this.#first ?? { ids: [], at: [] };
    return ids.map((id, index) => [id, at[index] as number]);
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
    this.#first = null;
    if (!isLong) return;
    const reach = begunAt - LONG.backMs;
    this.#told = new Map([...this.#told].filter(([, at]) => at >= reach));
  }
}

function inOrder(a: LogEvent, b: LogEvent): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.ingestedAt !== b.ingestedAt) return a.ingestedAt - b.ingestedAt;
  return a.id < b.id ? -1 : 1;
}
