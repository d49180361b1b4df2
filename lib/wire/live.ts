import type { EntryTag, HowToClose } from '@/lib/core/line';
import type { Reply } from './reply';

/**
 * What goes over a tab's one WebSocket. Commands and words are JSON text; what happens on a line travels in binary
 * batches: `[u32 line][f64 first sequence number][u32 count]`, then for each entry
 * `[u8 tag][f64 epoch milliseconds][u32 length][payload]`, all big endian. Lines are numbered by the tab; their ids
 * outlive it.
 */
export const LIVE_PATH = '/live';
export const BATCH_HEAD_BYTES = 16;
export const ENTRY_HEAD_BYTES = 13;
/** The largest message that the tab may send, what is said and its bytes together. */
export const LIVE_MESSAGE_BYTES = 8 * 1024 ** 2;
/** The tab acknowledges what it has handled when it amounts to this much. */
export const ACK_BYTES = 128 * 1024;

/** What a tab asks for. `open` without `input` takes up a line that is there already, after that sequence number. */
export type LiveCommand =
  | { type: 'open'; line: number; id: string; voice: string; after: number; input?: unknown }
  /** `call` counts from 1 for each voice; all calls up to `done` have had their reply. Said twice, it is done once. */
  | { type: 'say'; line: number; call: number; done: number; input?: unknown }
  | { type: 'close'; line: number; how: HowToClose }
  | { type: 'ack'; line: number; seq: number }
  | { type: 'forget'; id: string };

/** What the server answers beside batches, several in one message. */
export type LiveWord =
  | { type: 'up'; line: number }
  | { type: 'gone'; line: number }
  | { type: 'reply'; line: number; call: number; reply: Reply<null> };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A command that carries bytes: `[u32 length of the JSON][JSON][bytes]`. */
export function commandWithBytes(command: LiveCommand, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const json = encoder.encode(JSON.stringify(command));
  const message = new Uint8Array(4 + json.length + bytes.length);
  new DataView(message.buffer).setUint32(0, json.length);
  message.set(json, 4);
  message.set(bytes, 4 + json.length);
  return message;
}

/** The two parts of a command that carries bytes. Null where it is none. */
export function splitCommand(message: Uint8Array): { json: string; bytes: Uint8Array } | null {
  if (message.length < 4) return null;
  const length = new DataView(message.buffer, message.byteOffset).getUint32(0);
  if (length > message.length - 4) return null;
  return { json: decoder.decode(message.subarray(4, 4 + length)), bytes: message.subarray(4 + length) };
}

/** The entries of a batch, or of a part of one: where each begins, and what stands in its head. */
export class EntryHeads {
  readonly #view: DataView;
  readonly #starts: Uint32Array;

  constructor(bytes: Uint8Array, from: number, count: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#starts = new Uint32Array(count + 1);
    let at = from;
    for (let index = 0; index < count; index += 1) {
      this.#starts[index] = at;
      at += ENTRY_HEAD_BYTES + this.#view.getUint32(at + 9);
    }
    this.#starts[count] = at;
  }

  start(index: number): number {
    const start = this.#starts[index];
    if (start === undefined) throw new RangeError(`A batch has no entry ${index}.`);
    return start;
  }

  tag(index: number): EntryTag {
    return this.#view.getUint8(this.start(index)) as EntryTag;
  }

  at(index: number): number {
    return this.#view.getFloat64(this.start(index) + 1);
  }
}
