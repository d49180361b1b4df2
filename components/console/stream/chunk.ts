import type { Needle } from '@/components/console/viewer/needle';
import type { EntryTag } from '@/lib/core/line';

export const CHUNK_ROWS = 8_192;

/** Payloads one after the other, where each ends, and the time of each: of rows that are put into a chunk in one go. */
export interface Columns {
  bytes: Uint8Array;
  ends: Uint32Array;
  at: Float64Array;
}

/** Consecutive rows: their payloads one after the other, and thirteen bytes about each. */
export class Chunk {
  /** The number of the first row, counted over the whole life of whatever keeps it. */
  readonly firstRow: number;
  bytes: Uint8Array<ArrayBuffer>;
  readonly #at = new Float64Array(CHUNK_ROWS);
  readonly #tags = new Uint8Array(CHUNK_ROWS);
  readonly #ends = new Uint32Array(CHUNK_ROWS);
  rows = 0;

  constructor(firstRow: number, size: number) {
    this.firstRow = firstRow;
    this.bytes = new Uint8Array(size);
  }

  /** The number after that of the last row. */
  get endRow(): number {
    return this.firstRow + this.rows;
  }

  get usedBytes(): number {
    return this.end(this.rows - 1);
  }

  /** How many rows of these, from one on, there is room for. */
  roomFor(ends: Uint32Array, from: number, to: number): number {
    const most = this.bytes.length - this.usedBytes + (ends[from - 1] ?? 0);
    let end = Math.min(to, from + CHUNK_ROWS - this.rows);
    while (end > from && (ends[end - 1] as number) > most) end -= 1;
    return end - from;
  }

  takes(bytes: number): boolean {
    return this.rows < CHUNK_ROWS && this.usedBytes + bytes <= this.bytes.length;
  }

  push(at: number, tag: EntryTag, payload: Uint8Array): void {
    const start = this.usedBytes;
    this.bytes.set(payload, start);
    this.#at[this.rows] = at;
    this.#tags[this.rows] = tag;
    this.#ends[this.rows] = start + payload.length;
    this.rows += 1;
  }

  /** Rows from one to another of columns: as many as there is room for. */
  pushRows(tag: EntryTag, { bytes, ends, at }: Columns, from: number, to: number): void {
    const start = ends[from - 1] ?? 0;
    const shift = this.usedBytes - start;
    this.bytes.set(bytes.subarray(start, ends[to - 1]), this.usedBytes);
    this.#at.set(at.subarray(from, to), this.rows);
    this.#tags.fill(tag, this.rows, this.rows + to - from);
    for (let row = from; row < to; row += 1) this.#ends[this.rows + row - from] = (ends[row] as number) + shift;
    this.rows += to - from;
  }

  /** Nothing more comes: room that was not needed is given back. */
  seal(): void {
    if (this.usedBytes < this.bytes.length * 0.9) this.bytes = this.bytes.slice(0, this.usedBytes);
  }

  // The rest counts rows from 0 within the chunk.

  at(row: number): number {
    return this.#at[row] ?? 0;
  }

  tag(row: number): EntryTag {
    return (this.#tags[row] ?? 0) as EntryTag;
  }

  start(row: number): number {
    return this.end(row - 1);
  }

  end(row: number): number {
    return row < 0 ? 0 : (this.#ends[row] ?? 0);
  }

  /** A view on what a row holds. */
  payload(row: number): Uint8Array {
    return this.bytes.subarray(this.start(row), this.end(row));
  }

  /** Each row from one to another that holds the needle: over the bytes of all at once. A match across the end of a row is none. */
  search(needle: Needle, from: number, to: number, found: (row: number) => void): void {
    const end = this.end(to - 1);
    let at = needle.find(this.bytes, this.start(from), end);
    while (at >= 0) {
      const row = this.#rowAt(at);
      const within = at + needle.bytes.length <= this.end(row);
      if (within) found(row);
      at = needle.find(this.bytes, within ? this.end(row) : at + 1, end);
    }
  }

  /** The row that holds the byte. */
  #rowAt(byte: number): number {
    let low = 0;
    let high = this.rows - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ends[middle] as number) > byte) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
