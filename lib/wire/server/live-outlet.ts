import 'server-only';
import { performance } from 'node:perf_hooks';
import { ENTRY, type LineEvent } from '@/lib/core/line';
import { BATCH_HEAD_BYTES, ENTRY_HEAD_BYTES } from '@/lib/wire/live';
import { epochNow } from './live-clock';
import type { LiveLimits } from './live-limits';
import { Soon } from './live-soon';
import type { Piece, Place, Tape } from './live-tape';

/** Batches that follow each other faster than this, in milliseconds, are gathered. */
const FLOOD_MS = 0.05;

/** Who reads a line: one tab, under the number that it gave the line. */
export interface Reader {
  readonly line: number;
  send(batch: Uint8Array): void;
}

interface Sent {
  seq: number;
  position: number;
}

/**
 * Sends what is on a tape to its reader: at once when the line was still, else gathered for one turn of the event loop,
 * and never more ahead of the acknowledgements than the limit.
 */
export class Outlet {
  #reader: Reader | null = null;
  #place: Place;
  #readSeq = 0;
  #readTo = 0;
  #unacknowledged: Sent[] = [];
  #due = false;
  readonly #soon = new Soon(() => this.#flush());
  /** Much comes: what follows waits for the end of this turn of the event loop. */
  #gathering = false;
  #sentAt = 0;
  readonly #tape: Tape;
  readonly #limits: LiveLimits;

  constructor(tape: Tape, limits: LiveLimits) {
    this.#tape = tape;
    this.#limits = limits;
    this.#place = tape.placeAfter(0);
  }

  get reader(): Reader | null {
    return this.#reader;
  }

  /** The last entry that a reader has acknowledged. */
  get readSeq(): number {
    return this.#readSeq;
  }

  /** The reader has everything up to `after`. What fell out since then is told first. Gives the position. */
  attach(reader: Reader, after: number): number {
    this.#reader = reader;
    this.#place = this.#tape.placeAfter(after);
    this.#unacknowledged = [];
    this.#readSeq = this.#place.seq;
    this.#readTo = this.#tape.positionOf(this.#place);
    if (after < this.#place.seq) this.#tellFallen(reader, after);
    this.stir('now');
    return this.#readTo;
  }

  detach(): void {
    this.#reader = null;
    this.#soon.stop();
  }

  /** Gives the position up to which everything is handled. */
  acknowledge(seq: number): number {
    while (this.#unacknowledged[0] !== undefined && this.#unacknowledged[0].seq <= seq) {
      const sent = this.#unacknowledged.shift();
      this.#readSeq = sent?.seq ?? this.#readSeq;
      this.#readTo = sent?.position ?? this.#readTo;
    }
    this.stir('now');
    return this.#readTo;
  }

  /** There may be something to send: at once, or together with what comes next, if that comes soon. */
  stir(when: 'now' | 'soon'): void {
    if (this.#due || this.#reader === null) return;
    if (when === 'soon') {
      this.#soon.ask();
      return;
    }
    this.#due = true;
    if (!this.#gathering) process.nextTick(this.#flush);
  }

  readonly #flush = (): void => {
    this.#due = false;
    const reader = this.#reader;
    if (reader === null) return;
    while (this.#tape.positionOf(this.#place) - this.#readTo < this.#limits.inFlight) {
      const piece = this.#tape.read(this.#place);
      if (piece === null) break;
      reader.send(batchOf(reader.line, piece));
      this.#unacknowledged.push({ seq: this.#place.seq, position: this.#tape.positionOf(this.#place) });
      this.#gather();
    }
  };

  #gather(): void {
    const now = performance.now();
    const flood = now - this.#sentAt < FLOOD_MS;
    this.#sentAt = now;
    if (!flood || this.#gathering) return;
    this.#gathering = true;
    setImmediate(() => {
      this.#gathering = false;
      if (this.#due) this.#flush();
    });
  }

  /** Stands for the last of the entries that are no longer there, and has its number. */
  #tellFallen(reader: Reader, after: number): void {
    const gap: LineEvent = { type: 'gap', ...this.#tape.fallenAfter(after), why: 'room' };
    const payload = Buffer.from(JSON.stringify(gap));
    const bytes = Buffer.alloc(ENTRY_HEAD_BYTES + payload.length);
    bytes[0] = ENTRY.event;
    bytes.writeDoubleBE(epochNow(), 1);
    bytes.writeUInt32BE(payload.length, 9);
    bytes.set(payload, ENTRY_HEAD_BYTES);
    reader.send(batchOf(reader.line, { firstSeq: this.#place.seq, count: 1, bytes }));
  }
}

function batchOf(line: number, { firstSeq, count, bytes }: Piece): Uint8Array {
  const batch = Buffer.allocUnsafe(BATCH_HEAD_BYTES + bytes.length);
  batch.writeUInt32BE(line, 0);
  batch.writeDoubleBE(firstSeq, 4);
  batch.writeUInt32BE(count, 12);
  batch.set(bytes, BATCH_HEAD_BYTES);
  return batch;
}
