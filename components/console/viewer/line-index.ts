import { GrowingNumbers } from './growing-numbers';
import { type Cursor, cursorAt, type NextLine, type Source } from './walker';

/** Every so many lines the place is noted; to reach a line, walk from the note before it. */
const STRIDE = 64;
/** After a line of so many bytes the place is noted too, so that nobody walks over it twice. */
const LONG_BYTES = 4096;

/**
 * Where the lines of a view begin. A note for every 64th line instead of all: 16 bytes for 64 lines, so that the index
 * of 5 million lines takes 1.3 MB and a window of lines still costs well under a millisecond.
 */
export class LineIndex {
  readonly #next: NextLine;
  readonly #source: Source;
  readonly #cursor: Cursor;
  readonly #lines = new GrowingNumbers();
  readonly #offsets = new GrowingNumbers();
  readonly #depths = new GrowingNumbers();
  /** The least indent of the lines that a note covers: what lets a fold skip whole notes. */
  readonly #shallowest = new GrowingNumbers();
  #least = Number.POSITIVE_INFINITY;
  #waitFor = 0;
  total = 0;
  /** All lines are known. */
  done = false;
  /** Bytes of the longest line so far, indent included. */
  columns = 0;

  constructor(source: Source, next: NextLine, start: number) {
    this.#source = source;
    this.#next = next;
    this.#cursor = cursorAt(start);
    this.#note();
  }

  /** How far into the source the index has come. */
  get offset(): number {
    return this.#cursor.at;
  }

  /** Walks on until `lines` more are known, and says whether more can be done now. */
  grow(lines: number): boolean {
    if (this.done || this.#source.length < this.#waitFor) return false;
    const goal = this.total + lines;
    while (this.total < goal) {
      if (!this.#pass()) return false;
    }
    return true;
  }

  /** The source got longer or whole. */
  renew(): void {
    if (this.#source.whole) this.#waitFor = 0;
  }

  /** A cursor that has just passed `line`; null past the end of what is known. */
  seek(line: number): Cursor | null {
    if (line < 0 || line >= this.total) return null;
    const note = this.#lines.lastNotAbove(line);
    const cursor = cursorAt(this.#offsets.at(note), this.#depths.at(note));
    for (let passed = this.#lines.at(note); passed <= line; passed += 1) {
      if (!this.#next(this.#source, cursor)) return null;
    }
    return cursor;
  }

  /** The cursor's next line, where that is already known. */
  follow(cursor: Cursor): boolean {
    return this.#next(this.#source, cursor);
  }

  /** The line that closes the container that `line` opens; null while it is not known. */
  closeOf(line: number): number | null {
    const cursor = this.seek(line);
    if (!cursor?.opens) return null;
    const level = cursor.indent;
    let at = line + 1;
    while (at < this.total) {
      const note = this.#lines.lastNotAbove(at);
      const following = note + 1 < this.#lines.length ? this.#lines.at(note + 1) : this.total;
      const skips = note < this.#shallowest.length && this.#shallowest.at(note) > level;
      const found = skips ? null : this.#closeWithin(at, following, level);
      if (found !== null) return found;
      at = following;
    }
    return this.done ? this.total - 1 : null;
  }

  #closeWithin(from: number, to: number, level: number): number | null {
    const cursor = this.seek(from);
    if (!cursor) return null;
    for (let line = from; line < to; line += 1) {
      if (cursor.indent <= level) return line;
      if (!this.#next(this.#source, cursor)) return null;
    }
    return null;
  }

  #pass(): boolean {
    const cursor = this.#cursor;
    if (!this.#next(this.#source, cursor)) {
      this.done = this.#source.whole;
      // A line that is longer than what has come is walked again from its start: wait for half as much again.
      this.#waitFor = cursor.at + Math.ceil((this.#source.length - cursor.at) * 1.5);
      return false;
    }
    this.total += 1;
    const bytes = cursor.end - cursor.start;
    this.columns = Math.max(this.columns, bytes + cursor.indent * 2);
    this.#least = Math.min(this.#least, cursor.indent);
    if (bytes > LONG_BYTES || this.total - this.#lines.at(this.#lines.length - 1) >= STRIDE) {
      this.#shallowest.push(this.#least);
      this.#least = Number.POSITIVE_INFINITY;
      this.#note();
    }
    return true;
  }

  #note(): void {
    this.#lines.push(this.total);
    this.#offsets.push(this.#cursor.at);
    this.#depths.push(this.#cursor.depth);
  }
}
