import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRAME_BYTES, FRAME_HEAD_BYTES, type Frame, FrameReader, frameHead, jsonFrame } from './frames';

function bytesFrame(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([frameHead(FRAME_BYTES, bytes.length), bytes]);
}

/** Reads a stream that was broken into pieces of the given sizes, and joins the parts of bytes frames again. */
function readInPieces(stream: Uint8Array, size: number): { frames: Frame[]; bytes: Buffer; atRest: boolean } {
  const reader = new FrameReader();
  const frames: Frame[] = [];
  for (let at = 0; at < stream.length; at += size) frames.push(...reader.read(stream.subarray(at, at + size)));
  const bytes = Buffer.concat(frames.flatMap((frame) => (frame.kind === 'bytes' ? [frame.bytes] : [])));
  return { frames, bytes, atRest: reader.atRest };
}

describe('FrameReader', () => {
  it('gives back what was framed, wherever the chunks break', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.jsonValue(), fc.uint8Array({ maxLength: 40 })), { maxLength: 6 }),
        fc.integer({ min: 1, max: 11 }),
        (parts, size) => {
          const stream = Buffer.concat(parts.map((p) => (p instanceof Uint8Array ? bytesFrame(p) : jsonFrame(p))));
          const read = readInPieces(stream, size);
          const json = read.frames.flatMap((frame) => (frame.kind === 'json' ? [frame.value] : []));
          const wanted = parts.filter((p) => !(p instanceof Uint8Array));
          expect(json).toEqual(JSON.parse(JSON.stringify(wanted)));
          expect(read.bytes).toEqual(Buffer.concat(parts.filter((p) => p instanceof Uint8Array)));
          expect(read.atRest).toBe(true);
        },
      ),
    );
  });

  it('passes a large body on in parts instead of holding it back', () => {
    const reader = new FrameReader();
    const frame = bytesFrame(new Uint8Array(1_000).fill(7));
    const first = [...reader.read(frame.subarray(0, FRAME_HEAD_BYTES + 10))];
    expect(first).toEqual([{ kind: 'bytes', bytes: Buffer.alloc(10, 7) }]);
    expect(reader.atRest).toBe(false);
  });

  it('knows that a stream ended inside a frame', () => {
    const reader = new FrameReader();
    expect([...reader.read(jsonFrame({ a: 1 }).subarray(0, 8))]).toEqual([]);
    expect(reader.atRest).toBe(false);
  });

  it('refuses a kind that it does not know', () => {
    expect(() => [...new FrameReader().read(Uint8Array.of(9, 0, 0, 0, 0))]).toThrow('unknown frame kind');
  });
});
