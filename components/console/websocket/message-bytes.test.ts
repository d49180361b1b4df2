import { expect, test } from 'vitest';
import { bytesOf, sizeInWords } from './message-bytes';

test.each([
  ['hex', '68 65:6C6c-6f', [0x68, 0x65, 0x6c, 0x6c, 0x6f]],
  ['hex', '0x00, 0xff', [0, 255]],
  ['hex', '', []],
  ['base64', 'aGVs\nbG8=', [0x68, 0x65, 0x6c, 0x6c, 0x6f]],
  ['base64', '_-8', [0xff, 0xef]],
  ['text', 'é', [0xc3, 0xa9]],
] as const)('%s %s', (mode, text, expected) => {
  const typed = bytesOf(mode, text);
  expect(typed.ok && [...typed.bytes]).toEqual(expected);
  expect(typed.ok && typed.binary).toBe(mode !== 'text');
});

test.each([
  ['hex', '6'],
  ['hex', 'xy'],
  ['base64', 'a'],
  ['base64', 'é'],
] as const)('%s %s is none', (mode, text) => {
  expect(bytesOf(mode, text).ok).toBe(false);
});

test('the limits are said before the message goes', () => {
  expect(sizeInWords(32 * 1024, true)).toBeNull();
  expect(sizeInWords(32 * 1024 + 1, false)).toEqual({ text: expect.stringContaining('2 frames'), bad: false });
  expect(sizeInWords(32 * 1024 + 1, true)).toEqual({ text: expect.stringContaining('32 KB'), bad: true });
  expect(sizeInWords(128 * 1024, false)).toEqual({ text: expect.stringContaining('4 frames'), bad: false });
  expect(sizeInWords(128 * 1024 + 1, false)).toEqual({ text: expect.stringContaining('128 KB'), bad: true });
});
