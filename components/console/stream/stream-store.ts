import { ENTRY, type EntryTag, type LineEvent } from '@/lib/core/line';
import { Chunk } from './chunk';
import { FrameTeller } from './frame-teller';

/** What came in one piece from the live door. */
export interface Entries {
  count: number;
  at(index: number): number;
  tag(index: number): EntryTag;
  payload(index: number): Uint8Array;
}

/** One row as it is drawn. */
export interface StreamRow {
  /** Counted from 0 over the whole life of the stream. */
  row: number;
  /** Milliseconds since 1970, with fractions. */
  at: number;
  tag: EntryTag;
  /** Not a copy: it is good as long as the row is kept. */
  payload: Uint8Array;
}

export interface StreamLimits {
  bytes: number;
  rows: number;
}

/** The oldest rows go when there are more. Far below what makes a tab slow, far above what anybody reads. */
const LIMITS: StreamLimits = { bytes: 96 * 1024 * 1024, rows: 400_000 };

const decoder = new TextDecoder();

/** Everything that was said on one line, as far as it is kept: rows by number, the oldest dropped and counted. */
export class StreamStore {
  readonly #limits: StreamLimits;
  #chunks: Chunk[] = [];
  #bytes = 0;
  readonly #pins = new Map<number, StreamRow>();
  readonly #teller = new FrameTeller();

  constructor(limits: StreamLimits = LIMITS) {
    this.#limits = limits;
  }

  /** The number of the oldest row that is kept; how many were dropped. */
  get first(): number {
    return this.#chunks[0]?.firstRow ?? 0;
  }

  /** The number after that of the newest row. */
  get end(): number {
    return this.#chunks.at(-1)?.endRow ?? 0;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get chunks(): readonly Chunk[] {
    return this.#chunks;
  }

  append(entries: Entries): void {
    for (let index = 0; index < entries.count; index += 1) {
      this.#push(entries.at(index), entries.tag(index), entries.payload(index));
    }
    this.#trim();
    this.#teller.changed();
  }

  row(row: number): StreamRow | null {
    const chunk = this.#chunkOf(row);
    if (!chunk) return this.#pins.get(row) ?? null;
    const within = row - chunk.firstRow;
    const payload = chunk.bytes.subarray(chunk.start(within), chunk.end(within));
    return { row, at: chunk.at(within), tag: chunk.tag(within), payload };
  }

  /** Everything goes but what is pinned; rows go on counting. */
  clear(): void {
    const last = this.#chunks.at(-1);
    if (!last) return;
    this.#chunks = [new Chunk(last.endRow, 0)];
    this.#bytes = 0;
    this.#teller.changed();
  }

  /** A pinned row is kept when it would be dropped. */
  pin(row: number, pinned: boolean): void {
    const found = this.row(row);
    if (pinned && found) this.#pins.set(row, { ...found, payload: found.payload.slice() });
    else this.#pins.delete(row);
    this.#teller.changed();
  }

  pinned(row: number): boolean {
    return this.#pins.has(row);
  }

  get pins(): StreamRow[] {
    return [...this.#pins.values()].sort((a, b) => a.row - b.row);
  }

  readonly subscribe = this.#teller.subscribe;

  readonly version = this.#teller.version;

  #push(at: number, tag: EntryTag, payload: Uint8Array): void {
    let chunk = this.#chunks.at(-1);
    if (!chunk?.takes(payload.length)) {
      chunk = new Chunk(this.end, payload.length);
      this.#chunks.push(chunk);
    }
    chunk.push(at, tag, payload);
    this.#bytes += payload.length;
  }

  #trim(): void {
    const { bytes, rows } = this.#limits;
    while (this.#chunks.length > 1 && (this.#bytes > bytes || this.end - this.first > rows)) {
      this.#bytes -= this.#chunks.shift()?.usedBytes ?? 0;
    }
  }

  #chunkOf(row: number): Chunk | null {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#chunks[middle] as Chunk).firstRow <= row) low = middle;
      else high = middle - 1;
    }
    const chunk = this.#chunks[low];
    return chunk && row >= chunk.firstRow && row < chunk.endRow ? chunk : null;
  }
}

/** The event that a row holds; null for what was said. */
export function eventOf({ tag, payload }: StreamRow): LineEvent | null {
  return tag === ENTRY.event ? (JSON.parse(decoder.decode(payload)) as LineEvent) : null;
}

/** What a row says as text, at most so many bytes of it. */
export function textOf({ payload }: StreamRow, most = payload.length): string {
  return decoder.decode(payload.subarray(0, most));
}
