import { GrowingNumbers } from '@/components/console/viewer/growing-numbers';
import { Needle } from '@/components/console/viewer/needle';
import { ENTRY, type EntryTag } from '@/lib/core/line';
import type { Chunk } from './chunk';
import type { StreamStore } from './stream-store';

/** Which rows are shown. */
export interface Shown {
  /** Found in what was said, without regard to case; empty for all. */
  text: string;
  show: 'all' | 'in' | 'out' | 'messages';
}

export const EVERYTHING: Shown = { text: '', show: 'all' };

const TAGS: Record<Shown['show'], readonly EntryTag[]> = {
  all: Object.values(ENTRY),
  in: [ENTRY.textIn, ENTRY.binaryIn],
  out: [ENTRY.textOut, ENTRY.binaryOut],
  messages: [ENTRY.textIn, ENTRY.binaryIn, ENTRY.textOut, ENTRY.binaryOut],
};

/** The rows that match, found a slice at a time, so that a long stream never holds up a key or a frame. */
export class StreamFilter {
  readonly #store: StreamStore;
  readonly #needle: Needle | null;
  readonly #tags: ReadonlySet<EntryTag>;
  #rows = new GrowingNumbers();
  /** How many at the front were dropped by the store. */
  #gone = 0;
  #goneBefore = 0;
  /** The next row to look at. */
  #next: number;

  constructor(store: StreamStore, { text, show }: Shown) {
    this.#store = store;
    this.#needle = text === '' ? null : new Needle(text, false);
    this.#tags = new Set(TAGS[show]);
    this.#next = store.first;
  }

  /** How many matching rows were there once and are no longer kept. */
  get dropped(): number {
    return this.#goneBefore + this.#gone;
  }

  /** How many rows match so far. */
  get length(): number {
    return this.#rows.length - this.#gone;
  }

  /** The number of the row that stands at an index. */
  at(index: number): number {
    return this.#rows.at(this.#gone + index);
  }

  /** Looks at what was not looked at yet, for so many milliseconds; true when that is all. */
  grow(budgetMs: number, now: () => number = () => performance.now()): boolean {
    this.#forget();
    const until = now() + budgetMs;
    while (this.#next < this.#store.end) {
      const chunk = this.#store.chunkOf(this.#next);
      if (!chunk) break;
      this.#look(chunk);
      if (now() >= until) return this.#next >= this.#store.end;
    }
    return true;
  }

  #forget(): void {
    const { first } = this.#store;
    this.#next = Math.max(this.#next, first);
    this.#gone = Math.max(this.#gone, first === 0 ? 0 : this.#rows.lastNotAbove(first - 1) + 1);
    if (this.#gone < 100_000) return;
    const kept = new GrowingNumbers();
    for (let index = this.#gone; index < this.#rows.length; index += 1) kept.push(this.#rows.at(index));
    this.#rows = kept;
    this.#goneBefore += this.#gone;
    this.#gone = 0;
  }

  #look(chunk: Chunk): void {
    const from = this.#next - chunk.firstRow;
    if (this.#needle) chunk.search(this.#needle, from, chunk.rows, (row) => this.#take(chunk, row));
    else {
      for (let row = from; row < chunk.rows; row += 1) this.#take(chunk, row);
    }
    this.#next = chunk.endRow;
  }

  #take(chunk: Chunk, row: number): void {
    if (this.#tags.has(chunk.tag(row))) this.#rows.push(chunk.firstRow + row);
  }
}
