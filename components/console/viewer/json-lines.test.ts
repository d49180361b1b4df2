import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextJsonLine } from './json-lines';
import { DEEPEST_INDENT, putJsonLine } from './json-paint';
import { KEY, LineBuffer, NULL, NUMBER, STRING } from './line-buffer';
import { cursorAt, type Source } from './walker';

const encode = (text: string) => new TextEncoder().encode(text);
const sourceOf = (text: string): Source => {
  const bytes = encode(text);
  return { bytes, length: bytes.length, whole: true };
};

function linesOf(text: string, inline = 64): string[] {
  const source = sourceOf(text);
  const cursor = cursorAt(0);
  const buffer = new LineBuffer();
  const lines: string[] = [];
  while (nextJsonLine(source, cursor, inline)) {
    buffer.reset(0, Number.POSITIVE_INFINITY);
    putJsonLine(source, cursor, buffer);
    lines.push(new TextDecoder('utf-8', { ignoreBOM: true }).decode(buffer.bytes.subarray(0, buffer.length)));
  }
  return lines;
}

/** A layout that JSON allows but nobody would write. */
function sprinkled(text: string, spaces: string[]): string {
  let at = 0;
  return (text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^{}[\],:"]+/g) ?? [])
    .map((token) => token + (spaces[at++ % spaces.length] ?? ''))
    .join('');
}

const space = fc.array(fc.constantFrom('', ' ', '\n', '\t', '\r\n  '), { minLength: 1, maxLength: 7 });

describe('lines of JSON', () => {
  test('are those of JSON.stringify, whatever the layout of the source', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), space, (json, spaces) => {
        const value: unknown = JSON.parse(json);
        const compact = JSON.stringify(value);
        expect(linesOf(sprinkled(compact, spaces), 0).join('\n')).toBe(JSON.stringify(value, null, 2));
      }),
      { numRuns: 500 },
    );
  });

  test('with short containers on one line still say the same, byte for byte save white space', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), space, (json, spaces) => {
        const compact = JSON.stringify(JSON.parse(json));
        const shown = linesOf(sprinkled(compact, spaces)).join('\n');
        expect(JSON.stringify(JSON.parse(shown))).toBe(compact);
      }),
      { numRuns: 500 },
    );
  });

  test('stop at the same places when the bytes come one by one', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (json) => {
        const all = encode(json);
        const source: Source = { bytes: all, length: 0, whole: false };
        const cursor = cursorAt(0);
        const ends: number[] = [];
        for (let length = 1; length <= all.length; length += 1) {
          source.length = length;
          source.whole = length === all.length;
          while (nextJsonLine(source, cursor)) ends.push(cursor.end);
        }
        const whole = cursorAt(0);
        const expected: number[] = [];
        while (nextJsonLine({ bytes: all, length: all.length, whole: true }, whole)) expected.push(whole.end);
        expect(ends).toEqual(expected);
      }),
    );
  });

  test.each([
    [
      'exact numbers',
      '[1e400,12345678901234567890,-0,1.10]',
      ['[', '  1e400,', '  12345678901234567890,', '  -0,', '  1.10', ']'],
    ],
    ['keys that occur twice', '{"a":1,"a":2}', ['{', '  "a": 1,', '  "a": 2', '}']],
    [
      'short inner objects',
      '{"a":{"b":1,"c":[]},"d":{"e":2}}',
      ['{', '  "a": {', '    "b": 1,', '    "c": []', '  },', '  "d": { "e": 2 }', '}'],
    ],
    [
      'one value a line for concatenated JSON',
      '{"a":1}\n{"b":2}\n3',
      ['{', '  "a": 1', '}', '{', '  "b": 2', '}', '3'],
    ],
    ['trailing garbage', '[1] oops', ['[', '  1', ']', 'oops']],
    ['a string that never closes', '["abc', ['[', '  "abc']],
    ['too many closings', ']]}', [']', ']', '}']],
    ['nothing', '  \n', []],
    ['an empty container with space inside', '{"a":[ \n ]}', ['{', '  "a": []', '}']],
  ])('%s', (_, text, lines) => {
    expect(linesOf(text)).toEqual(lines);
  });

  test('no bytes are lost in what is not JSON', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', 'a', '1', 'é') }),
        (text) => {
          expect(linesOf(text).join('').replaceAll(' ', '')).toBe(text);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('a hundred thousand nested arrays are a hundred thousand lines of bounded width', () => {
    const lines = linesOf('['.repeat(100_000) + ']'.repeat(100_000));
    expect(lines).toHaveLength(199_999);
    expect(Math.max(...lines.slice(0, 1000).map((line) => line.length))).toBeLessThanOrEqual(DEEPEST_INDENT * 2 + 2);
  });

  test('paint keys, strings, numbers and null apart', () => {
    const source = sourceOf('{"k":"v","n":1,"z":null}');
    const cursor = cursorAt(0);
    const buffer = new LineBuffer();
    const paints: number[] = [];
    while (nextJsonLine(source, cursor)) {
      buffer.reset(0, 100);
      putJsonLine(source, cursor, buffer);
      for (let at = 0; at < buffer.runs.length; at += 3) paints.push(buffer.runs[at]!);
    }
    expect(paints.filter((paint) => paint > 0)).toEqual([KEY, STRING, KEY, NUMBER, KEY, NULL]);
  });
});
