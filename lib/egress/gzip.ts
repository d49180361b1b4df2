import { crc32, inflateRawSync, type Zlib } from 'node:zlib';

/** Whether a body is gzip and nothing else. */
export function isGzip(codings: readonly string[]): boolean {
  return codings.length === 1 && /^(x-)?gzip$/.test(codings[0] ?? '');
}

/** What the whole members at the start of the bytes hold (RFC 1952), and how many bytes those are. */
export interface GzipStart {
  decoded: Buffer;
  consumed: number;
}

/** Decodes as many members as are whole, whatever follows them; null where not even the first is, or holds more than `most`. */
export function gunzipStart(bytes: Buffer, most: number): GzipStart | null {
  const parts: Buffer[] = [];
  let consumed = 0;
  let room = most;
  while (room > 0) {
    const member = gunzipMember(bytes.subarray(consumed), room);
    if (member === null) break;
    parts.push(member.decoded);
    consumed += member.consumed;
    room -= member.decoded.length;
  }
  return consumed === 0 ? null : { decoded: Buffer.concat(parts), consumed };
}

/** Behind the deflated bytes of a member: its CRC and its length. */
const TRAILER_BYTES = 8;

function gunzipMember(bytes: Buffer, most: number): GzipStart | null {
  const header = headerLength(bytes);
  if (header === null) return null;
  try {
    const options = { info: true, maxOutputLength: most };
    // Node gives both where `info` is set; its types do not know.
    const { buffer, engine } = inflateRawSync(bytes.subarray(header), options) as unknown as {
      buffer: Buffer;
      engine: Zlib & { bytesWritten: number };
    };
    const consumed = header + engine.bytesWritten + TRAILER_BYTES;
    const whole = consumed <= bytes.length && bytes.readUInt32LE(consumed - TRAILER_BYTES) === crc32(buffer);
    return whole ? { decoded: buffer, consumed } : null;
  } catch {
    return null; // not deflated, or not to its end
  }
}

const FLAG = { headerCrc: 2, extra: 4, name: 8, comment: 16 };

/** The length of a member's header; null where the bytes do not start with a whole one. */
function headerLength(bytes: Buffer): number | null {
  if (bytes.length < 18 || bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) return null;
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & FLAG.extra) at += 2 + bytes.readUInt16LE(at);
  for (const flag of [FLAG.name, FLAG.comment]) {
    if (!(flags & flag)) continue;
    const end = bytes.indexOf(0, at);
    if (end === -1) return null;
    at = end + 1;
  }
  if (flags & FLAG.headerCrc) at += 2;
  return at < bytes.length ? at : null;
}
