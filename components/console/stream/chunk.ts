import type { EntryTag } from '@/lib/core/line';

/** Small entries are gathered in pieces of this size, so that a hundred thousand of them cost little more than their bytes. */
const CHUNK_BYTES = 256 * 1024;
const CHUNK_ROWS = 8_192;

/** Consecutive rows of a stream: their payloads one after the other, and thirteen bytes about each. */
export class Chunk {
  /** The number of the first row, counted over the whole life of the stream. */
  readonly firstRow: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #at = new Float64Array(CHUNK_ROWS);
  readonly #tags = new Uint8Array(CHUNK_ROWS);
  readonly #ends = new Uint32Array(CHUNK_ROWS);
  rows = 0;

  constructor(firstRow: number, firstBytes: number) {
    this.firstRow = firstRow;
    this.bytes = new Uint8Array(Math.max(CHUNK_BYTES, firstBytes));
  }

  /** The number after that of the last row. */
  get endRow(): number {
    return this.firstRow + this.rows;
  }

  get usedBytes(): number {
    return this.end(this.rows - 1);
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

  /** The row that holds the byte. */
  rowAt(byte: number): number {
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
