import type { Chunk } from './chunk';

/** What may be kept of rows. */
export interface Limits {
  bytes: number;
  rows: number;
}

/** Rows in the order in which they came, in chunks: those that came first are let go when there are too many, and counted. */
export class Chunks<C extends Chunk> {
  #all: C[] = [];
  /** Of all chunks but the last. */
  #sealed = 0;
  /** The number after that of the last row, where no chunk says it. */
  #end = 0;
  readonly #make: (firstRow: number, atLeast: number) => C;

  /** `make` gives an empty chunk that begins with a row and has room for so many bytes. */
  constructor(make: (firstRow: number, atLeast: number) => C) {
    this.#make = make;
  }

  get all(): readonly C[] {
    return this.#all;
  }

  /** The number of the first row that is kept. */
  get first(): number {
    return this.#all[0]?.firstRow ?? this.#end;
  }

  /** The number after that of the row that came last. */
  get end(): number {
    return this.#all.at(-1)?.endRow ?? this.#end;
  }

  get bytes(): number {
    return this.#sealed + (this.#all.at(-1)?.usedBytes ?? 0);
  }

  /** Where a row with so many bytes can go. */
  withRoom(bytes: number): C {
    const last = this.#all.at(-1);
    if (last?.takes(bytes)) return last;
    last?.seal();
    const next = this.#make(this.end, bytes);
    this.#sealed += last?.usedBytes ?? 0;
    this.#all.push(next);
    return next;
  }

  /** The chunk that holds a row; null where it is not kept. */
  of(row: number): C | null {
    let low = 0;
    let high = this.#all.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#all[middle] as C).firstRow <= row) low = middle;
      else high = middle - 1;
    }
    const chunk = this.#all[low];
    return chunk && row >= chunk.firstRow && row < chunk.endRow ? chunk : null;
  }

  exceed({ bytes, rows }: Limits): boolean {
    return this.bytes > bytes || this.end - this.first > rows;
  }

  /** Lets chunks go that came first, until no more is kept than may be, or the last is left. How many rows went. */
  trim(limits: Limits): number {
    const { first } = this;
    while (this.#all.length > 1 && this.exceed(limits)) this.#sealed -= this.#all.shift()?.usedBytes ?? 0;
    return this.first - first;
  }

  /** Everything goes; rows go on counting. */
  clear(): void {
    this.#end = this.end;
    this.#all = [];
    this.#sealed = 0;
  }
}
