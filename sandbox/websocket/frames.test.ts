import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type FrameHead, FrameHeads, frame } from './frames';

it('reads the same heads however the stream is cut', () => {
  const sizes = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom(125, 126, 65_535, 65_536));
  fc.assert(
    fc.property(fc.array(sizes, { maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 70_000 })), (lengths, steps) => {
      const stream = Buffer.concat(lengths.map((length) => frame({ opcode: 1, payload: Buffer.alloc(length, 7) })));
      const heads: FrameHead[] = [];
      const reader = new FrameHeads((head) => heads.push(head));
      let at = 0;
      for (const step of steps) {
        reader.push(stream.subarray(at, at + step));
        at += step;
      }
      reader.push(stream.subarray(at));
      expect(heads).toEqual(lengths.map((length) => ({ opcode: 1, final: true, length })));
    }),
    { numRuns: 60 },
  );
});

it('reads one byte at a time, masked or not', () => {
  const heads: FrameHead[] = [];
  const reader = new FrameHeads((head) => heads.push(head));
  // A masked ping of two bytes, then the first part of a text.
  for (const byte of [0x89, 0x82, 1, 2, 3, 4, 9, 9, 0x01, 0x01, 0x61]) reader.push(Buffer.from([byte]));
  expect(heads).toEqual([
    { opcode: 9, final: true, length: 2 },
    { opcode: 1, final: false, length: 1 },
  ]);
});
