import { ENTRY, type EntryTag, type LineEvent } from '@/lib/core/line';
import { Chunk } from './chunk';
import { Chunks, type Limits } from './chunks';
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

/** The oldest rows go when there are more. Far below what makes a tab slow, far above what anybody reads. */
const LIMITS: Limits = { bytes: 96 * 1024 * 1024, rows: 400_000 };

/** Small entries are gathered in pieces of this size, so that a hundred thousand of them cost little more than their bytes. */
const CHUNK_BYTES = 256 * 1024;

const decoder = new TextDecoder();

/** Everything that was said on one line, as far as it is kept: rows by number, the oldest dropped and counted. */
export class StreamStore {
  readonly #limits: Limits;
  readonly #chunks = new Chunks((firstRow, atLeast) => new Chunk(firstRow, Math.max(CHUNK_BYTES, atLeast)));
  readonly #pins = new Map<number, StreamRow>();
  readonly #teller = new FrameTeller();

  constructor(limits: Limits = LIMITS) {
    this.#limits = limits;
  }

  /** The number of the oldest row that is kept; how many were dropped. */
  get first(): number {
    return this.#chunks.first;
  }

  /** The number after that of the newest row. */
  get end(): number {
    return this.#chunks.end;
  }

  get bytes(): number {
    return this.#chunks.bytes;
  }

  get chunks(): readonly Chunk[] {
    return this.#chunks.all;
  }

  /** The chunk that holds a row; null where it is not kept. */
  chunkOf(row: number): Chunk | null {
    return this.#chunks.of(row);
  }

  append(entries: Entries): void {
    for (let index = 0; index < entries.count; index += 1) {
      const payload = entries.payload(index);
      this.#chunks.withRoom(payload.length).push(entries.at(index), entries.tag(index), payload);
    }
    this.#chunks.trim(this.#limits);
    this.#teller.changed(entries.count);
  }

  row(row: number): StreamRow | null {
    const chunk = this.#chunks.of(row);
    if (!chunk) return this.#pins.get(row) ?? null;
    const within = row - chunk.firstRow;
    return { row, at: chunk.at(within), tag: chunk.tag(within), payload: chunk.payload(within) };
  }

  /** Everything goes but what is pinned; rows go on counting. */
  clear(): void {
    this.#chunks.clear();
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
}

/** The event that a row holds; null for what was said. */
export function eventOf({ tag, payload }: StreamRow): LineEvent | null {
  return tag === ENTRY.event ? (JSON.parse(decoder.decode(payload)) as LineEvent) : null;
}

/** What a row says as text, at most so many bytes of it. */
export function textOf({ payload }: StreamRow, most = payload.length): string {
  return decoder.decode(payload.subarray(0, most));
}
