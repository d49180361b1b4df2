/** What the head of a frame says (RFC 6455, section 5.2). */
export interface FrameHead {
  opcode: number;
  /** Whether it ends its message. */
  final: boolean;
  /** Of the payload, in bytes, as it is on the wire. */
  length: number;
}

/** Reads the heads of frames out of a stream that somebody else reads in full. */
export class FrameHeads {
  readonly #onHead: (head: FrameHead) => void;
  #begun: Buffer = Buffer.alloc(0);
  /** How much of the present payload is still to come. */
  #skip = 0;

  constructor(onHead: (head: FrameHead) => void) {
    this.#onHead = onHead;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#skip > 0) {
        const step = Math.min(this.#skip, chunk.length - at);
        this.#skip -= step;
        at += step;
      } else {
        at += this.#readHead(chunk, at);
      }
    }
  }

  /** Takes bytes until the head is complete; returns how many. */
  #readHead(chunk: Buffer, at: number): number {
    const known = this.#begun.length;
    const seen = Buffer.concat([this.#begun, chunk.subarray(at, at + 14 - known)]);
    const size = headSize(seen);
    if (size === undefined || seen.length < size) {
      this.#begun = seen;
      return seen.length - known;
    }
    this.#begun = Buffer.alloc(0);
    const length = payloadLength(seen);
    this.#skip = length;
    this.#onHead({ opcode: (seen[0] ?? 0) & 0x0f, final: ((seen[0] ?? 0) & 0x80) !== 0, length });
    return size - known;
  }
}

function headSize(bytes: Buffer): number | undefined {
  const second = bytes[1];
  if (second === undefined) return;
  const short = second & 0x7f;
  return 2 + (short === 126 ? 2 : short === 127 ? 8 : 0) + ((second & 0x80) === 0 ? 0 : 4);
}

function payloadLength(bytes: Buffer): number {
  const short = (bytes[1] ?? 0) & 0x7f;
  if (short === 126) return bytes.readUInt16BE(2);
  return short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
}

export interface FrameParts {
  opcode: number;
  payload: Buffer;
  /** The payload is compressed: permessage-deflate's own bit. */
  compressed?: boolean;
}

/** A whole, final frame as a server sends it: unmasked. */
export function frame({ opcode, payload, compressed = false }: FrameParts): Buffer {
  const first = 0x80 | (compressed ? 0x40 : 0) | opcode;
  return Buffer.concat([Buffer.from([first, ...lengthBytes(payload.length)]), payload]);
}

function lengthBytes(length: number): Buffer {
  if (length < 126) return Buffer.from([length]);
  const long = length > 0xffff;
  const bytes = Buffer.alloc(long ? 9 : 3);
  bytes[0] = long ? 127 : 126;
  if (long) bytes.writeBigUInt64BE(BigInt(length), 1);
  else bytes.writeUInt16BE(length, 1);
  return bytes;
}
