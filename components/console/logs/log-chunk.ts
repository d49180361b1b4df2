import type { EntryTag } from '@/lib/core/line';

/** Lines are gathered in pieces of this size: large enough to be searched at the speed of memory, small enough to let go. */
const CHUNK_BYTES = 2 * 1024 * 1024;
const CHUNK_ROWS = 8_192;

/** A line on its way into the store. */
export interface ArrivedLine {
  /** Its own time and that at which CloudWatch took it in, in ms since 1970. */
  at: number;
  ingestedAt: number;
  /** A number made of CloudWatch's id, by which a line that is read twice is known again; 0 for none. */
  id: number;
  /** Its source, counted by the store. */
  source: number;
  stream: number;
  tag: EntryTag;
  message: Uint8Array;
}

/** Consecutive lines as they arrived: their messages one after the other, and some thirty bytes about each. */
export class LogChunk {
  /** The number of the first row, counted over the whole life of the store. */
  readonly firstRow: number;
  bytes: Uint8Array<ArrayBuffer>;
  readonly #at = new Float64Array(CHUNK_ROWS);
  readonly #ingestedAt = new Float64Array(CHUNK_ROWS);
  readonly #ids = new Float64Array(CHUNK_ROWS);
  readonly #sources = new Uint16Array(CHUNK_ROWS);
  readonly #streams = new Uint16Array(CHUNK_ROWS);
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

  push(line: ArrivedLine): void {
    const row = this.rows;
    const start = this.usedBytes;
    this.bytes.set(line.message, start);
    this.#at[row] = line.at;
    this.#ingestedAt[row] = line.ingestedAt;
    this.#ids[row] = line.id;
    this.#sources[row] = line.source;
    this.#streams[row] = line.stream;
    this.#tags[row] = line.tag;
    this.#ends[row] = start + line.message.length;
    this.rows += 1;
  }

  /** Nothing more comes: room that was not needed is given back. */
  seal(): void {
    if (this.usedBytes < this.bytes.length * 0.9) this.bytes = this.bytes.slice(0, this.usedBytes);
  }

  // The rest counts rows from 0 within the chunk.

  at(row: number): number {
    return this.#at[row] ?? 0;
  }

  ingestedAt(row: number): number {
    return this.#ingestedAt[row] ?? 0;
  }

  id(row: number): number {
    return this.#ids[row] ?? 0;
  }

  source(row: number): number {
    return this.#sources[row] ?? 0;
  }

  stream(row: number): number {
    return this.#streams[row] ?? 0;
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
