import 'server-only';
import { ENTRY, type EntryTag } from '@/lib/core/line';
import { ENTRY_HEAD_BYTES } from '@/lib/wire/live';

const FIRST_CHUNK_BYTES = 1024;
const CHUNK_BYTES = 64 * 1024;
/** How many places are remembered at which entries fell out; beyond it every second is forgotten. */
const MAX_MARKS = 1024;

interface Chunk {
  /** The sequence number before its first entry, and that of its last. */
  after: number;
  lastSeq: number;
  /** How many bytes were on the tape before it. */
  start: number;
  bytes: Buffer;
  fill: number;
  /** Messages among its entries, and their bytes. */
  said: Count;
  next: Chunk | null;
}

export interface Count {
  frames: number;
  bytes: number;
}

/** A place on a tape: after the entry `seq`. */
export interface Place {
  chunk: Chunk;
  offset: number;
  seq: number;
}

/** Entries in a row as they stand on the tape. Copy them before anything falls out. */
export interface Piece {
  firstSeq: number;
  count: number;
  bytes: Uint8Array;
}

/** All that happened on one line, as bytes ready to travel, in few large pieces. What is old and was read falls out. */
export class Tape {
  #oldest: Chunk;
  #newest: Chunk;
  #retained = 0;
  readonly #fallen: (Count & { seq: number })[] = [{ seq: 0, frames: 0, bytes: 0 }];
  readonly #grown: () => void;

  /** `grown` is called whenever memory was taken. */
  constructor(grown: () => void) {
    this.#grown = grown;
    this.#newest = this.#chunk(0, 0, FIRST_CHUNK_BYTES);
    this.#oldest = this.#newest;
  }

  get lastSeq(): number {
    return this.#newest.lastSeq;
  }

  /** Bytes of memory that are held. */
  get retained(): number {
    return this.#retained;
  }

  /** Bytes that were ever put on it. */
  get end(): number {
    return this.#newest.start + this.#newest.fill;
  }

  /** `said`: how many messages a payload holds. */
  append(tag: EntryTag, at: number, payload: Uint8Array, said = 1): void {
    const needed = ENTRY_HEAD_BYTES + payload.length;
    const chunk = this.#room(needed);
    const { bytes, fill } = chunk;
    bytes[fill] = tag;
    bytes.writeDoubleBE(at, fill + 1);
    bytes.writeUInt32BE(payload.length, fill + 9);
    bytes.set(payload, fill + ENTRY_HEAD_BYTES);
    chunk.fill += needed;
    chunk.lastSeq += 1;
    if (tag === ENTRY.event) return;
    chunk.said.frames += said;
    chunk.said.bytes += payload.length;
  }

  /** The place after an entry, or where the tape begins if that entry is no longer on it. */
  placeAfter(seq: number): Place {
    let chunk = this.#oldest;
    while (chunk.lastSeq <= seq && chunk.next !== null) chunk = chunk.next;
    let offset = 0;
    let reached = chunk.after;
    while (reached < Math.min(seq, chunk.lastSeq)) {
      offset += ENTRY_HEAD_BYTES + chunk.bytes.readUInt32BE(offset + 9);
      reached += 1;
    }
    return { chunk, offset, seq: reached };
  }

  positionOf({ chunk, offset }: Place): number {
    return chunk.start + offset;
  }

  /** What follows a place, up to 64 KiB or one large entry; the place moves behind it. Null at the end. */
  read(place: Place): Piece | null {
    while (place.offset === place.chunk.fill) {
      if (place.chunk.next === null) return null;
      place.chunk = place.chunk.next;
      place.offset = 0;
    }
    const { chunk, offset, seq } = place;
    place.offset = chunk.fill;
    place.seq = chunk.lastSeq;
    return {
      firstSeq: seq + 1,
      count: chunk.lastSeq - seq,
      bytes: chunk.bytes.subarray(offset, chunk.fill),
    };
  }

  /** Lets go of what is oldest until no more than `most` bytes are held, but of nothing after `readSeq`. */
  trim(most: number, readSeq: number): void {
    while (this.#retained > most && this.#oldest.next !== null && this.#oldest.lastSeq <= readSeq) {
      const { lastSeq, said, bytes, next } = this.#oldest;
      const before = this.#fallen.at(-1);
      this.#fallen.push({
        seq: lastSeq,
        frames: (before?.frames ?? 0) + said.frames,
        bytes: (before?.bytes ?? 0) + said.bytes,
      });
      this.#retained -= bytes.length;
      this.#oldest = next;
    }
    if (this.#fallen.length > MAX_MARKS) this.#thin();
  }

  /** How much fell out between an entry and the first that is still there. Whole from 0; else to within a few pieces. */
  fallenAfter(seq: number): Count {
    const all = this.#fallen.at(-1);
    const known = this.#fallen.findLast((mark) => mark.seq <= seq);
    return { frames: (all?.frames ?? 0) - (known?.frames ?? 0), bytes: (all?.bytes ?? 0) - (known?.bytes ?? 0) };
  }

  #thin(): void {
    const last = this.#fallen.length - 1;
    const kept = this.#fallen.filter((_, at) => at % 2 === 0 || at === last);
    this.#fallen.splice(0, this.#fallen.length, ...kept);
  }

  #room(needed: number): Chunk {
    const full = this.#newest;
    if (full.bytes.length - full.fill >= needed) return full;
    const size = Math.max(needed, Math.min(full.bytes.length * 4, CHUNK_BYTES));
    this.#newest = this.#chunk(full.lastSeq, full.start + full.fill, size);
    full.next = this.#newest;
    this.#grown();
    return this.#newest;
  }

  #chunk(after: number, start: number, size: number): Chunk {
    this.#retained += size;
    const bytes = Buffer.allocUnsafeSlow(size);
    return { after, lastSeq: after, start, bytes, fill: 0, said: { frames: 0, bytes: 0 }, next: null };
  }
}
