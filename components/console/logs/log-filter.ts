import { Needle } from '@/components/console/viewer/needle';
import type { AccessLogRecord } from '@/lib/core/access-log/record';
import { ENTRY } from '@/lib/core/line';
import type { LogChunk } from './log-chunk';
import type { LogStore } from './log-store';
import { TimeOrder } from './time-order';

/** Which lines are shown. What happened to the reading is always shown: a gap is a gap of every filter. */
export interface ShownLines {
  /** Found in the line, without regard to case; empty for all. */
  text: string;
  /** Asked of lines whose log has a format; null for all. A line without a record does not pass. */
  test: ((record: AccessLogRecord) => boolean) | null;
  /** Lines that are not in the format of their log, and no others. */
  unreadOnly?: boolean;
}

/** Reading a line takes microseconds: after so many of them the clock is looked at. */
const STEP = 256;

/** The rows that match in the order of their time, found a slice at a time, so that no key and no frame waits for them. */
export class LogFilter {
  readonly #store: LogStore;
  readonly #needle: Needle | null;
  readonly #test: ShownLines['test'];
  readonly #unreadOnly: boolean;
  readonly #order = new TimeOrder();
  /** The next row to look at. */
  #next: number;
  #first: number;
  #generation: number;
  #taken = 0;
  #events = 0;

  constructor(store: LogStore, { text, test, unreadOnly = false }: ShownLines) {
    this.#store = store;
    this.#needle = text === '' ? null : new Needle(text, false);
    this.#test = test;
    this.#unreadOnly = unreadOnly;
    this.#next = store.first;
    this.#first = store.first;
    this.#generation = store.generation;
  }

  get length(): number {
    return this.#order.length;
  }

  /** How many of them are lines of a log. */
  get lines(): number {
    return this.#order.length - this.#events;
  }

  /** How many rows have matched so far, those that were let go since among them. */
  get taken(): number {
    return this.#taken;
  }

  /** Rows from this one on were not looked at yet. */
  get next(): number {
    return this.#next;
  }

  /** The number of the row that stands at an index; -1 where there is none. */
  row(index: number): number {
    return this.#order.row(index);
  }

  /** Where a row stands; -1 where it is not shown. */
  indexOf(row: number): number {
    const at = this.#timeOf(row);
    if (at === null) return -1;
    const index = this.#order.indexOf(row, at);
    return this.#order.row(index) === row ? index : -1;
  }

  /** Where lines of a time begin. */
  indexAt(time: number): number {
    return this.#order.indexOf(-1, time);
  }

  /** Looks at rows before `end` that were not looked at yet, for so many milliseconds; true when that is all. */
  grow(budgetMs: number, end = this.#store.end, now: () => number = () => performance.now()): boolean {
    this.#forget();
    const until = now() + budgetMs;
    while (this.#next < end) {
      const chunk = this.#store.chunkOf(this.#next);
      if (!chunk) break;
      this.#look(chunk, Math.min(end, chunk.endRow));
      if (now() >= until) return this.#next >= end;
    }
    return true;
  }

  /** Lets go of what the store has let go of. */
  #forget(): void {
    const { first, generation } = this.#store;
    if (first === this.#first && generation === this.#generation) return;
    const isKept = (row: number) => row >= first && this.#wants(row);
    if (this.#order.length > 0) this.#order.keep(isKept);
    this.#events = this.#store.events.filter((row) => row < this.#next && isKept(row)).length;
    this.#first = first;
    this.#generation = generation;
    this.#next = Math.max(this.#next, first);
  }

  #wants(row: number): boolean {
    const chunk = this.#store.chunkOf(row);
    return chunk !== null && this.#store.isWanted(chunk.source(row - chunk.firstRow));
  }

  /** All of a chunk where only bytes are compared, a step of it where lines are read. */
  #look(chunk: LogChunk, end: number): void {
    const from = this.#next - chunk.firstRow;
    const reads = this.#test !== null || this.#unreadOnly;
    const to = Math.min(end - chunk.firstRow, reads ? from + STEP : chunk.rows);
    if (this.#needle) this.#search(chunk, this.#needle, from, to);
    else for (let within = from; within < to; within += 1) this.#consider(chunk, within);
    this.#next = chunk.firstRow + to;
  }

  #search(chunk: LogChunk, needle: Needle, from: number, to: number): void {
    for (const row of eventsWithin(this.#store, chunk.firstRow + from, chunk.firstRow + to)) {
      this.#consider(chunk, row - chunk.firstRow);
    }
    chunk.search(needle, from, to, (within) => {
      if (chunk.tag(within) !== ENTRY.event) this.#consider(chunk, within);
    });
  }

  #consider(chunk: LogChunk, within: number): void {
    const source = chunk.source(within);
    if (!this.#store.isWanted(source)) return;
    const isEvent = chunk.tag(within) === ENTRY.event;
    if (!isEvent && !this.#passes(chunk, within, source)) return;
    if (isEvent) this.#events += 1;
    this.#taken += 1;
    this.#order.insert(chunk.firstRow + within, chunk.at(within));
  }

  #passes(chunk: LogChunk, within: number, source: number): boolean {
    if (this.#test === null && !this.#unreadOnly) return true;
    if (!this.#store.hasFormat(source)) return !this.#unreadOnly;
    const record = this.#store.read(chunk, within);
    if (this.#unreadOnly) return record === null;
    return record !== null && (this.#test?.(record) ?? true);
  }

  #timeOf(row: number): number | null {
    const chunk = this.#store.chunkOf(row);
    return chunk ? chunk.at(row - chunk.firstRow) : null;
  }
}

function* eventsWithin({ events }: LogStore, from: number, to: number): Generator<number> {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < events.length && (events[at] as number) < to; at += 1) yield events[at] as number;
}
