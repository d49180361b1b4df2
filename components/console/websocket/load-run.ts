import type { HeldLine } from '@/components/console/line/held-line';
import { textOf } from '@/components/console/stream/stream-store';
import type { WebSocketSay } from '@/lib/apis/websocket/contract';
import { ENTRY } from '@/lib/core/line';
import { numberIn, numberPattern } from './reply-count';

/** How a message is sent many times. */
export interface LoadPlan {
  template: string;
  times: number;
  perSecond: number;
}

/** How far it is. */
export interface LoadProgress {
  sent: number;
  replied: number;
  /** In milliseconds, by number; from the message to its first reply. */
  trips: readonly number[];
  /** Replies are recognised: the message holds `{{n}}`. */
  counted: boolean;
  /** Why it could not begin or went no further; null while all is well. */
  failure: string | null;
  stopped: boolean;
}

/** A longer message is no reply that is counted. */
const MOST_BYTES = 64 * 1024;

/** One message sent many times on one session; what comes back is matched by its number. */
export class LoadRun {
  readonly plan: LoadPlan;
  readonly line: HeldLine;
  readonly #pattern: RegExp | null;
  readonly #sentAt = new Map<number, number>();
  readonly #trips = new Map<number, number>();
  readonly #listeners = new Set<() => void>();
  readonly #off: () => void;
  #plain = 0;
  #next: number;
  #progress: LoadProgress;

  constructor(line: HeldLine, plan: LoadPlan) {
    this.line = line;
    this.plan = plan;
    this.#pattern = numberPattern(plan.template);
    this.#next = line.store.end;
    this.#progress = { sent: 0, replied: 0, trips: [], counted: this.#pattern !== null, failure: null, stopped: false };
    this.#off = line.store.subscribe(() => this.#look());
    const { times, perSecond } = plan;
    const input: WebSocketSay = { type: 'repeat', times, perSecond };
    void line.say(input, new TextEncoder().encode(plan.template)).then((reply) => {
      if (!reply.ok) this.#settle({ failure: reply.failure.message, stopped: true });
    });
  }

  /** Sends no more; replies to what went are still counted. */
  stop(): void {
    void this.line.say({ type: 'stop-repeating' } satisfies WebSocketSay);
    this.#settle({ stopped: true });
  }

  /** Looks at nothing more. */
  forget(): void {
    this.#off();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly progress = (): LoadProgress => this.#progress;

  #look(): void {
    const { store } = this.line;
    for (let row = Math.max(this.#next, store.first); row < store.end; row += 1) this.#take(row);
    this.#next = store.end;
    const sent = this.#pattern ? this.#sentAt.size : Math.min(this.#plain, this.plan.times);
    if (sent === this.#progress.sent && this.#trips.size === this.#progress.replied) return;
    this.#settle({ sent, replied: this.#trips.size, trips: [...this.#trips.values()] });
  }

  #take(number: number): void {
    const row = this.line.store.row(number);
    if (!row || row.payload.length > MOST_BYTES) return;
    if (row.tag === ENTRY.textOut) this.#takeOwn(textOf(row), row.at);
    else if (row.tag === ENTRY.textIn) this.#takeReply(textOf(row), row.at);
  }

  #takeOwn(text: string, at: number): void {
    if (!this.#pattern && text === this.plan.template) this.#plain += 1;
    const number = this.#numberIn(text);
    if (number !== null && !this.#sentAt.has(number)) this.#sentAt.set(number, at);
  }

  /** The first reply counts; a broadcast may come more than once. */
  #takeReply(text: string, at: number): void {
    const number = this.#numberIn(text);
    const sentAt = number === null ? undefined : this.#sentAt.get(number);
    if (number !== null && sentAt !== undefined && !this.#trips.has(number)) this.#trips.set(number, at - sentAt);
  }

  #numberIn(text: string): number | null {
    const number = this.#pattern && numberIn(text, this.#pattern);
    return number !== null && number >= 1 && number <= this.plan.times ? number : null;
  }

  #settle(change: Partial<LoadProgress>): void {
    this.#progress = { ...this.#progress, ...change };
    for (const listener of this.#listeners) listener();
  }
}
