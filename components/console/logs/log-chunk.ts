import { CHUNK_ROWS, Chunk } from '@/components/console/stream/chunk';
import { ENTRY, type EntryTag } from '@/lib/core/line';
import type { LogFrame } from '@/lib/core/log-frame';

/** Of where an event came from, as the store counts it. */
export interface LogOrigin {
  source: number;
  /** The numbers of a frame's streams, in the order of its names. */
  streams: readonly number[];
}

/** Lines of logs: twenty bytes more about each. */
export class LogChunk extends Chunk {
  readonly #ingestedAt = new Float64Array(CHUNK_ROWS);
  readonly #ids = new Float64Array(CHUNK_ROWS);
  readonly #sources = new Uint16Array(CHUNK_ROWS);
  readonly #streams = new Uint16Array(CHUNK_ROWS);

  /** Something that happened to the reading of a source. */
  pushEvent(at: number, source: number, payload: Uint8Array): void {
    this.#ingestedAt[this.rows] = at;
    this.#sources[this.rows] = source;
    this.push(at, ENTRY.event, payload);
  }

  /** Events of a frame from one to another, as many as there is room for. */
  pushEvents(frame: LogFrame, { source, streams }: LogOrigin, from: number, to: number): void {
    const { rows } = this;
    this.#ingestedAt.set(frame.ingestedAt.subarray(from, to), rows);
    this.#ids.set(frame.ids.subarray(from, to), rows);
    this.#sources.fill(source, rows, rows + to - from);
    if (streams.length === 1) this.#streams.fill(streams[0] as number, rows, rows + to - from);
    else for (let at = from; at < to; at += 1) this.#streams[rows + at - from] = streams[frame.streams[at] ?? 0] ?? 0;
    this.pushRows(TEXT, { bytes: frame.messages, ends: frame.ends, at: frame.at }, from, to);
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
}

const TEXT: EntryTag = ENTRY.textIn;
