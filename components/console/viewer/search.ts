import { GrowingNumbers } from './growing-numbers';
import { LineBuffer, type LineSink } from './line-buffer';
import type { LineIndex } from './line-index';
import type { Needle } from './needle';
import type { Cursor, Source } from './walker';

/** After so many matches the search ends; the count is then shown with a plus. */
export const MOST_MATCHES = 100_000;
/** Longer lines are searched in the source itself instead of in a formatted copy. */
const LONG_BYTES = 64 * 1024;

export interface Match {
  line: number;
  column: number;
}

/** A search over the formatted lines, as many at a time as one asks for. */
export class Search {
  readonly needle: Needle;
  readonly #source: Source;
  readonly #index: LineIndex;
  readonly #put: (source: Source, line: Cursor, sink: LineSink) => void;
  readonly #buffer = new LineBuffer();
  readonly #lines = new GrowingNumbers();
  readonly #columns = new GrowingNumbers();
  #cursor: Cursor | null = null;
  #line = 0;
  done = false;

  constructor(
    needle: Needle,
    source: Source,
    lines: { index: LineIndex; put: (source: Source, line: Cursor, sink: LineSink) => void },
  ) {
    this.needle = needle;
    this.#source = source;
    this.#index = lines.index;
    this.#put = lines.put;
  }

  get count(): number {
    return this.#lines.length;
  }

  get capped(): boolean {
    return this.count >= MOST_MATCHES;
  }

  match(at: number): Match | null {
    return at >= 0 && at < this.count ? { line: this.#lines.at(at), column: this.#columns.at(at) } : null;
  }

  /** The first match on the line or after it; null where there is none. */
  firstFrom(line: number): number | null {
    const at = this.#lines.lastNotAbove(line - 1) + 1;
    return at < this.count ? at : null;
  }

  /** Searches so many lines more, and says whether more can be done now. */
  grow(lines: number): boolean {
    for (let left = lines; left > 0; left -= 1) {
      if (this.done) return false;
      if (this.#line >= this.#index.total) {
        this.done = this.#index.done;
        return false;
      }
      if (!this.#advance()) return false;
      this.#searchLine(this.#cursor as Cursor);
      this.#line += 1;
      this.done = this.capped;
    }
    return true;
  }

  #advance(): boolean {
    if (this.#cursor) return this.#index.follow(this.#cursor);
    this.#cursor = this.#index.seek(0);
    return this.#cursor !== null;
  }

  #searchLine(cursor: Cursor): void {
    if (cursor.end - cursor.start > LONG_BYTES) {
      this.#collect(this.#source.bytes, cursor.start, cursor.end, cursor.indent * 2 - cursor.start);
      return;
    }
    this.#buffer.reset(0, Number.POSITIVE_INFINITY);
    this.#put(this.#source, cursor, this.#buffer);
    this.#collect(this.#buffer.bytes, 0, this.#buffer.length, 0);
  }

  #collect(bytes: Uint8Array, from: number, to: number, shift: number): void {
    const step = this.needle.bytes.length;
    let at = this.needle.find(bytes, from, to);
    while (at >= 0 && !this.capped) {
      this.#lines.push(this.#line);
      this.#columns.push(at + shift);
      at = this.needle.find(bytes, at + step, to);
    }
  }
}
