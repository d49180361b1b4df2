import type { AccountRef } from '@/lib/core/account';
import { ENTRY, type LineEvent } from '@/lib/core/line';
import { type LogFrame, readLogFrame } from '@/lib/core/log-frame';
import type { LogLineInput } from '@/lib/logs/contract';
import { type LineBatch, type LineHandle, type LineListener, openLine } from '@/lib/wire/browser/live';
import type { LogStore } from './log-store';
import { afterTailEvent, hasRow, NEW_TAIL, type TailState } from './tail-state';
import type { TailStats } from './tail-stats';

/** What a line of the live door is opened for. */
export interface TailAsk {
  account: AccountRef;
  group: string;
  pattern: string | null;
  since: number;
  until: number | null;
  way: 'poll' | 'live-tail';
}

/** Where a tail puts what it reads. */
interface TailContext {
  store: LogStore;
  stats: TailStats;
  changed: () => void;
  /** How a line of the live door is opened. */
  open?: typeof openLine;
}

/** Events may come so late: after a break it is read again from so far before. */
const LATE_MS = 180_000;
const AGAIN_AFTER_MS = 1_000;

/** Follows one log group into the store; when the console's server is started anew, it goes on where it was. */
export class TailLine implements LineListener {
  /** Its number in the store. */
  readonly source: number;
  readonly #ask: TailAsk;
  readonly #store: LogStore;
  readonly #stats: TailStats;
  readonly #changed: () => void;
  readonly #openLine: typeof openLine;
  #handle: LineHandle;
  #state = NEW_TAIL;
  /** After a break: the ids of what is here already. */
  #known: ReadonlySet<number> | null = null;
  #again: ReturnType<typeof setTimeout> | null = null;
  #closed = false;

  constructor(source: number, ask: TailAsk, { store, stats, changed, open = openLine }: TailContext) {
    this.source = source;
    this.#ask = ask;
    this.#store = store;
    this.#stats = stats;
    this.#changed = changed;
    this.#openLine = open;
    this.#handle = this.#open(this.#first());
  }

  get state(): TailState {
    return this.#state;
  }

  close(): void {
    this.#closed = true;
    if (this.#again !== null) clearTimeout(this.#again);
    this.#handle.forget();
  }

  batch(batch: LineBatch): void {
    if (this.#closed) return;
    for (let index = 0; index < batch.count; index += 1) {
      if (batch.tag(index) === ENTRY.event) this.#happened(batch.event(index), batch.at(index));
      else this.#take(batch.payload(index));
    }
    this.#store.settle();
  }

  link(link: 'up' | 'down' | 'gone'): void {
    if (this.#closed) return;
    const { phase } = this.#state;
    const isOver = phase === 'ended' || phase === 'failed';
    if (link === 'gone' && !isOver) this.#again = setTimeout(() => this.#goOn(), AGAIN_AFTER_MS);
    if (!isOver) this.#settle({ link: link === 'up' ? 'up' : 'down' });
  }

  /** A time that somebody chose stands as it is; what is counted back from now is counted by AWS's clock. */
  #first(): LogLineInput['tail']['since'] {
    const { since, until } = this.#ask;
    return until === null ? { back: Math.max(0, Math.floor(Date.now() - since)) } : Math.floor(since);
  }

  #open(since: LogLineInput['tail']['since']): LineHandle {
    const { account, group, pattern, until, way } = this.#ask;
    const input: LogLineInput = { account, tail: { group, pattern, since, until, way } };
    return this.#openLine(input, this);
  }

  /** A new server knows nothing of this line: it is read again from before the break, without what is here. */
  #goOn(): void {
    const { upTo } = this.#state;
    const least = this.#ask.until === null ? 0 : this.#ask.since;
    const since = upTo === null ? this.#first() : Math.floor(Math.max(least, upTo - LATE_MS));
    this.#known = this.#idsSince(typeof since === 'number' ? since : 0);
    this.#handle = this.#open(since);
  }

  #idsSince(since: number): Set<number> {
    const ids = new Set<number>();
    for (const chunk of this.#store.chunks) {
      for (let row = 0; row < chunk.rows; row += 1) {
        if (chunk.source(row) === this.source && chunk.at(row) >= since) ids.add(chunk.id(row));
      }
    }
    ids.delete(0);
    return ids;
  }

  #take(payload: Uint8Array): void {
    const frame = readLogFrame(payload);
    if (!frame) return;
    if (this.#known) this.#takeUnknown(frame, this.#known);
    else this.#store.pushFrame(this.source, frame);
    if (this.#state.phase === 'following') this.#stats.note(frame, Date.now() - this.#state.aheadMs);
  }

  #takeUnknown(frame: LogFrame, known: ReadonlySet<number>): void {
    for (let at = 0; at < frame.count; at += 1) {
      if (!known.has(frame.ids[at] as number)) this.#store.pushFrame(this.source, frame, at, at + 1);
    }
  }

  #happened(event: LineEvent, at: number): void {
    if (hasRow(this.#state, event)) this.#store.pushEvent(this.source, event, at - this.#state.aheadMs);
    this.#settle(afterTailEvent(this.#state, event, at));
  }

  #settle(change: Partial<TailState>): void {
    this.#state = { ...this.#state, ...change };
    this.#changed();
  }
}
