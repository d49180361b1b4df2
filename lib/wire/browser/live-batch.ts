import type { EntryTag, LineEvent } from '@/lib/core/line';
import { BATCH_HEAD_BYTES, ENTRY_HEAD_BYTES, EntryHeads } from '@/lib/wire/live';
import type { LineBatch } from './live';

const decoder = new TextDecoder();

/** The number of the line to which a batch belongs. */
export function lineOf(message: ArrayBuffer): number {
  return new DataView(message).getUint32(0);
}

/** A batch as it came over the wire. */
export class Batch implements LineBatch {
  readonly firstSeq: number;
  readonly count: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  #heads: EntryHeads | null = null;

  constructor(message: ArrayBuffer) {
    const view = new DataView(message);
    this.firstSeq = view.getFloat64(4);
    this.count = view.getUint32(12);
    this.bytes = new Uint8Array(message);
  }

  get lastSeq(): number {
    return this.firstSeq + this.count - 1;
  }

  at(index: number): number {
    return this.#entries.at(index);
  }

  tag(index: number): EntryTag {
    return this.#entries.tag(index);
  }

  payload(index: number): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(this.#entries.start(index) + ENTRY_HEAD_BYTES, this.#entries.start(index + 1));
  }

  event(index: number): LineEvent {
    return JSON.parse(decoder.decode(this.payload(index))) as LineEvent;
  }

  get #entries(): EntryHeads {
    this.#heads ??= new EntryHeads(this.bytes, BATCH_HEAD_BYTES, this.count);
    return this.#heads;
  }
}
