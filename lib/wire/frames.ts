/**
 * The framing of one exchange between browser and server, both ways: `[u8 kind][u32 length, big endian][payload]`.
 * Kind 0 is JSON in UTF-8, kind 1 raw body bytes. Binary, so that nothing is encoded twice and nothing is cut.
 */
export const FRAME_JSON = 0;
export const FRAME_BYTES = 1;
export const FRAME_HEAD_BYTES = 5;
export const EXCHANGE_TYPE = 'application/x-signalbox-exchange';
/** The largest request that the send door takes: API Gateway's 10 MB payload, with room for the input beside it. */
export const SEND_LIMIT_BYTES = 12 * 1024 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The five bytes in front of a payload. */
export function frameHead(kind: number, length: number): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(FRAME_HEAD_BYTES);
  head[0] = kind;
  new DataView(head.buffer).setUint32(1, length);
  return head;
}

/** One JSON frame, whole. */
export function jsonFrame(value: unknown): Uint8Array<ArrayBuffer> {
  const payload = encoder.encode(JSON.stringify(value));
  const frame = new Uint8Array(FRAME_HEAD_BYTES + payload.length);
  frame.set(frameHead(FRAME_JSON, payload.length));
  frame.set(payload, FRAME_HEAD_BYTES);
  return frame;
}

export type Frame = { kind: 'json'; value: unknown } | { kind: 'bytes'; bytes: Uint8Array };

/**
 * Frames from chunks that break anywhere. Bytes frames are passed on as they arrive, in parts, so a large body is never
 * held back. Throws on a kind that it does not know.
 */
export class FrameReader {
  #head = new Uint8Array(FRAME_HEAD_BYTES);
  #headFill = 0;
  #left = 0;
  #json: Uint8Array[] = [];

  *read(chunk: Uint8Array): Generator<Frame> {
    let at = 0;
    while (at < chunk.length) {
      if (this.#headFill < FRAME_HEAD_BYTES) {
        at = this.#readHead(chunk, at);
      } else {
        const part = chunk.subarray(at, at + this.#left);
        at += part.length;
        this.#left -= part.length;
        if (this.#head[0] === FRAME_BYTES) yield { kind: 'bytes', bytes: part };
        else this.#json.push(part.slice());
      }
      if (this.#headFill === FRAME_HEAD_BYTES && this.#left === 0) yield* this.#finish();
    }
  }

  /** True between frames: where a stream may end without being cut. */
  get atRest(): boolean {
    return this.#headFill === 0;
  }

  #readHead(chunk: Uint8Array, from: number): number {
    const part = chunk.subarray(from, from + FRAME_HEAD_BYTES - this.#headFill);
    this.#head.set(part, this.#headFill);
    this.#headFill += part.length;
    if (this.#headFill === FRAME_HEAD_BYTES) {
      if (this.#head[0] !== FRAME_JSON && this.#head[0] !== FRAME_BYTES) throw new Error('unknown frame kind');
      this.#left = new DataView(this.#head.buffer).getUint32(1);
    }
    return from + part.length;
  }

  *#finish(): Generator<Frame> {
    this.#headFill = 0;
    if (this.#head[0] !== FRAME_JSON) return;
    const whole = this.#json.length === 1 ? this.#json[0] : concat(this.#json);
    this.#json = [];
    yield { kind: 'json', value: JSON.parse(decoder.decode(whole)) as unknown };
  }
}

function concat(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
