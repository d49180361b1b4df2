import 'server-only';
import { backOffMs } from '@/lib/core/back-off';
import { AppError, toFailure } from '@/lib/core/error';
import type { LogEvent } from '@/lib/core/log-frame';
import { SYSTEM_CLOCK, type TailClock } from './clock';
import type { TailPart } from './contract';
import { type Logs, type Patience, Reading, type TailAsked } from './reading';
import { LATEST_MS, type Poll, type TailState, Windows } from './windows';

export interface TailOptions {
  state?: TailState;
  clock?: TailClock;
  /** Milliseconds from one poll to the next, where the last took so many calls. */
  everyMs?: (calls: number) => number;
  patience?: Patience;
}

/** After so many failures in a row a window is read from its beginning: a page that goes on failing may do so for its token. */
const MOST_TRIES = 5;
/** A person who has signed in again, or whose function has just written its first line, is not kept waiting. */
const SOON_MS = 4_000;
const MENDED_SOON: ReadonlySet<string> = new Set(['expired-credentials', 'no-credentials', 'not-found']);
/** What no waiting mends: a pattern that is none, a log group of another class, an emulator without FilterLogEvents. */
const FOR_GOOD: ReadonlySet<string> = new Set(['invalid-input', 'not-supported']);
/** What is read of times longer ago is worth saying how far it has come. */
const FAR_BEHIND_MS = 20_000;
const EVERY_MS = 2_000;
const PATIENCE: Patience = { silentMs: 15_000, slowed: () => false };

interface Window {
  poll: Poll;
  begunAt: number;
  reading: Reading;
}

/**
 * Follows a log group: each event that CloudWatch shows within three minutes of its time is told once, whatever polls
 * fail in between. `state` is where it stands after the part that was told last, fit to go on from.
 */
export class Tail {
  readonly windows: Windows;
  readonly #logs: Logs;
  readonly #asked: TailAsked;
  readonly #clock: TailClock;
  readonly #everyMs: (calls: number) => number;
  readonly #patience: Patience;
  #calls = 1;
  #failures = 0;

  constructor(logs: Logs, asked: TailAsked, options: TailOptions = {}) {
    this.#logs = logs;
    this.#asked = asked;
    this.#clock = options.clock ?? SYSTEM_CLOCK;
    this.#everyMs = options.everyMs ?? (() => EVERY_MS);
    this.#patience = options.patience ?? PATIENCE;
    this.windows = options.state ? new Windows(options.state) : Windows.startingAt(asked.since);
  }

  get state(): TailState {
    return this.windows.state;
  }

  /** Goes on until the signal is aborted or all is told that was asked for. Throws AppError where it can never succeed. */
  async *follow(signal: AbortSignal): AsyncGenerator<TailPart> {
    while (!signal.aborted) {
      const begunAt = yield* this.window(signal);
      if (begunAt >= this.#endsAt || signal.aborted) return;
      await this.pause(signal);
    }
  }

  /**
   * Reads one window to its end, whatever polls fail; `long` for one that reaches back as far as any. Returns when it
   * was begun: what had arrived by then was told.
   */
  async *window(signal: AbortSignal, long = false): AsyncGenerator<TailPart, number> {
    let window = this.#begin(long);
    while (!signal.aborted) {
      try {
        if (yield* this.#page(window, signal)) break;
      } catch (error) {
        if (signal.aborted) break;
        yield* this.#trouble(error, window, signal);
        if (this.#failures % MOST_TRIES === 0) window = this.#again(long);
      }
    }
    return window.begunAt;
  }

  /** Until the next window is due. */
  pause(signal: AbortSignal): Promise<void> {
    return this.#sleep(this.windows.waitMs(this.#clock.now(), this.#everyMs(this.#calls)), signal);
  }

  /** A window that is begun then can find nothing more. */
  get #endsAt(): number {
    return (this.#asked.until ?? Number.POSITIVE_INFINITY) + LATEST_MS;
  }

  #begin(long: boolean): Window {
    const begunAt = this.#clock.now();
    const poll = this.windows.next(begunAt, long);
    return { poll, begunAt, reading: new Reading(this.#logs, this.#asked, poll.from) };
  }

  /** True when that was the last. */
  async *#page(window: Window, signal: AbortSignal): AsyncGenerator<TailPart, boolean> {
    const { reading, begunAt, poll } = window;
    const { events, isLast } = await reading.page(this.#patience, signal);
    if (reading.repeats) this.windows.mayRepeat();
    const fresh = this.windows.take(events, begunAt);
    if (fresh.length > 0) yield { kind: 'events', events: fresh };
    if (this.#failures > 0) yield { kind: 'resumed' };
    this.#failures = 0;
    if (isLast) {
      this.windows.done(poll, begunAt);
      this.#calls = reading.pages;
      yield { kind: 'polled', upTo: begunAt, isLong: poll.isLong, caughtUp: true };
    } else yield* farBehind(events, begunAt);
    return isLast;
  }

  /** The same from its beginning. */
  #again(long: boolean): Window {
    this.windows.mayRepeat();
    return this.#begin(long);
  }

  async *#trouble(error: unknown, { reading }: Window, signal: AbortSignal): AsyncGenerator<TailPart> {
    const retryInMs = this.#noteFailure(error, reading);
    yield { kind: 'trouble', failure: toFailure(error), retryInMs };
    await this.#sleep(retryInMs, signal);
  }

  /** Says how long to wait; throws what is not worth it. A token that is refused is no reason to give up. */
  #noteFailure(error: unknown, { isUnderWay }: Reading): number {
    const code = error instanceof AppError ? error.code : '';
    if (FOR_GOOD.has(code) && !isUnderWay) throw error;
    this.#failures += 1;
    if (FOR_GOOD.has(code)) this.#failures = MOST_TRIES;
    const full = backOffMs(this.#failures);
    return MENDED_SOON.has(code) ? Math.min(full, SOON_MS) : full;
  }

  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (ms > 0) await this.#clock.sleep(ms, signal).catch(() => {});
  }
}

/** Pages come in the order of time. */
function* farBehind(events: readonly LogEvent[], begunAt: number): Generator<TailPart> {
  const upTo = events.at(-1)?.at ?? begunAt;
  if (upTo < begunAt - FAR_BEHIND_MS) yield { kind: 'polled', upTo, isLong: false, caughtUp: false };
}
