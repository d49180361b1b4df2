import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import type { FilteredLogEvent } from '@/lib/aws/shapes';
import { backOffMs } from '@/lib/core/back-off';
import { AppError, toFailure } from '@/lib/core/error';
import type { LogEvent } from '@/lib/core/log-frame';
import type { TailPart } from './contract';
import { type Poll, type TailState, Windows } from './windows';

export interface TailAsked {
  /** The name of a log group. */
  group: string;
  /** CloudWatch's own pattern; all events where there is none. */
  filterPattern?: string | undefined;
  /** ms since 1970. */
  since: number;
}

/** Time, so that a tail can be tested without waiting. */
export interface TailClock {
  now: () => number;
  /** Rejects when the signal is aborted. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

type Logs = Pick<AwsClients['cloudwatchLogs'], 'filterLogEvents'>;

/** A token that comes back unchanged so often leads nowhere. */
const MOST_EQUAL_TOKENS = 3;
/** After so many failures in a row a window is read from its beginning. */
const MOST_TRIES = 5;

/** A window that is being read, page by page. A page that fails is asked for again, so that long windows come to an end too. */
interface Reading {
  poll: Poll;
  begunAt: number;
  nextToken: string | undefined;
  equalTokens: number;
}

/**
 * Follows a log group: each event that CloudWatch shows within three minutes of its time is told once, whatever polls
 * fail in between. `state` is where it stands after the part that was told last, fit to go on from.
 */
export class Tail {
  readonly #logs: Logs;
  readonly #asked: TailAsked;
  readonly #clock: TailClock;
  readonly #windows: Windows;
  #reading: Reading;
  #failures = 0;

  constructor(
    logs: Logs,
    asked: TailAsked,
    { state, clock = SYSTEM_CLOCK }: { state?: TailState; clock?: TailClock } = {},
  ) {
    this.#logs = logs;
    this.#asked = asked;
    this.#clock = clock;
    this.#windows = state ? new Windows(state) : Windows.startingAt(asked.since);
    this.#reading = this.#begin();
  }

  get state(): TailState {
    return this.#windows.state;
  }

  /** Goes on until the signal is aborted, and then ends without an error. */
  async *follow(signal: AbortSignal): AsyncGenerator<TailPart> {
    this.#reading = this.#begin();
    this.#failures = 0;
    while (!signal.aborted) {
      try {
        yield* this.#page(this.#reading, signal);
        if (this.#failures > 0) yield { kind: 'resumed' };
        this.#failures = 0;
        await this.#goOn(this.#reading, signal);
      } catch (error) {
        if (signal.aborted) return;
        const retryInMs = this.#noteFailure();
        yield { kind: 'trouble', failure: toFailure(error), retryInMs };
        await this.#sleep(retryInMs, signal);
      }
    }
  }

  /** To the next page, or where that was the last one, to the next window when it is due. */
  async #goOn(reading: Reading, signal: AbortSignal): Promise<void> {
    if (reading.nextToken !== undefined) return;
    this.#windows.done(reading.poll, reading.begunAt);
    await this.#sleep(this.#windows.waitMs(this.#clock.now()), signal);
    this.#reading = this.#begin();
  }

  /** Says how long to wait. A page that goes on failing may do so for its token. */
  #noteFailure(): number {
    this.#failures++;
    if (this.#failures % MOST_TRIES === 0) this.#reading = this.#begin();
    return backOffMs(this.#failures);
  }

  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (ms > 0) await this.#clock.sleep(ms, signal).catch(() => {});
  }

  #begin(): Reading {
    const begunAt = this.#clock.now();
    return { poll: this.#windows.next(begunAt), begunAt, nextToken: undefined, equalTokens: 0 };
  }

  async *#page(reading: Reading, signal: AbortSignal): AsyncGenerator<TailPart> {
    const before = reading.nextToken;
    const page = await this.#ask(reading, signal);
    reading.nextToken = page.nextToken;
    reading.equalTokens = page.nextToken !== undefined && page.nextToken === before ? reading.equalTokens + 1 : 0;
    if (reading.equalTokens === MOST_EQUAL_TOKENS) {
      Object.assign(reading, { nextToken: undefined, equalTokens: 0 });
      throw new AppError('unexpected', 'CloudWatch Logs goes on giving the same page.');
    }
    const events = this.#windows.take(page.events);
    if (events.length > 0) yield { kind: 'events', events };
  }

  async #ask({ poll, nextToken }: Reading, abortSignal: AbortSignal) {
    const { group, filterPattern } = this.#asked;
    const answer = await this.#logs.filterLogEvents(
      {
        logGroupName: group,
        startTime: poll.from,
        ...(filterPattern ? { filterPattern } : {}),
        ...(nextToken ? { nextToken } : {}),
      },
      { abortSignal },
    );
    return { events: (answer.events ?? []).flatMap(eventOf), nextToken: answer.nextToken };
  }
}

/** Without an id an event could not be told apart from itself; CloudWatch gives each one. */
export function eventOf({ eventId, logStreamName, timestamp, ingestionTime, message }: FilteredLogEvent): LogEvent[] {
  if (eventId === undefined || timestamp === undefined) return [];
  const [stream, text] = [logStreamName ?? '', message ?? ''];
  return [{ id: eventId, stream, at: timestamp, ingestedAt: ingestionTime ?? timestamp, message: text }];
}

const SYSTEM_CLOCK: TailClock = {
  now: Date.now,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', aborted, { once: true });
      if (signal.aborted) aborted();
      function done() {
        signal.removeEventListener('abort', aborted);
        resolve();
      }
      function aborted() {
        clearTimeout(timer);
        reject(signal.reason);
      }
    }),
};
