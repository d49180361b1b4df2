import { describe, expect, test } from 'vitest';
import type { Exchange } from '@/components/console/exchange/exchange';
import type { Pair } from '@/lib/core/outcome';
import { bodyDiff, bodyLines } from './body-diff';
import { type BodySource, COMPARED_BYTES, type Comparable, comparableOf } from './comparable';
import { headerDiff } from './header-diff';
import { type DiffLine, lineDiff, partsOf } from './line-diff';

const text = (value: string, cut = false): Comparable => ({ type: 'text', text: value, cut });
const SIGNS: Record<DiffLine['kind'], string> = { same: ' ', gone: '-', new: '+' };
const drawn = (lines: readonly DiffLine[]) => lines.map(({ kind, text: line }) => SIGNS[kind] + line);

describe('lines laid over each other', () => {
  test.each<[string, string, string[]]>([
    ['a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['a\r\nb', 'a\nb', [' a', ' b']],
    ['', 'a', ['+a']],
    ['a', '', ['-a']],
    ['', '', []],
    ['a\n', 'a', [' a', '-']],
  ])('%j and %j', (first, other, lines) => {
    const diff = lineDiff(first, other);
    expect(drawn(diff.lines)).toEqual(lines);
    expect(diff.gone).toBe(lines.filter((line) => line.startsWith('-')).length);
    expect(diff.new).toBe(lines.filter((line) => line.startsWith('+')).length);
  });

  test('the shortest way is given up for texts that have nothing in common, and no line is lost', () => {
    const many = (word: string) => Array.from({ length: 3_000 }, (_, at) => `${word}${at}`);
    const [a, b] = [
      ['{', ...many('a'), '}'],
      ['{', ...many('b'), '}'],
    ];
    const diff = lineDiff(a.join('\n'), b.join('\n'));
    expect(diff).toMatchObject({ coarse: true, gone: 3_000, new: 3_000 });
    expect(diff.lines.filter(({ kind }) => kind !== 'new').map((line) => line.text)).toEqual(a);
    expect(diff.lines.filter(({ kind }) => kind !== 'gone').map((line) => line.text)).toEqual(b);
  });

  test('lines that repeat are not counted at both ends', () => {
    const diff = lineDiff('=\n=', Array.from({ length: 3_002 }, () => '=').join('\n'));
    expect(diff).toMatchObject({ coarse: true, gone: 0, new: 3_000 });
    expect(diff.lines).toHaveLength(3_002);
  });

  test('long equal runs are left out, a single equal line is not', () => {
    const equal = (count: number): DiffLine[] => Array.from({ length: count }, () => ({ kind: 'same', text: '=' }));
    const change: DiffLine = { kind: 'new', text: 'x' };
    const sizes = (lines: DiffLine[]) => partsOf(lines, 1).map(({ type, lines: { length } }) => [type, length]);
    expect(sizes([...equal(5), change, ...equal(4)])).toEqual([
      ['equal', 4],
      ['lines', 3],
      ['equal', 3],
    ]);
    expect(sizes([...equal(2), change]).every(([type]) => type === 'lines')).toBe(true);
    expect(sizes(equal(3))).toEqual([['equal', 3]]);
  });
});

describe('bodies', () => {
  test('JSON is laid out, so that only what it says makes a difference', () => {
    expect(bodyDiff(text('{"a":1,"b":[2]}'), text('{ "a": 1,\n"b": [ 2 ] }'))).toEqual({ type: 'equal' });
    const diff = bodyDiff(text('{"owner":"alice","n":1}'), text('{"owner":"bob","n":1}'));
    expect(diff.type === 'lines' && drawn(diff.diff.lines)).toEqual([
      ' {',
      '-  "owner": "alice",',
      '+  "owner": "bob",',
      '   "n": 1',
      ' }',
    ]);
  });

  test('numbers are compared as they are written, and what is no JSON as text', () => {
    expect(bodyDiff(text('[1.0]'), text('[1]')).type).toBe('lines');
    expect(bodyDiff(text('{"a"'), text('{"a"')).type).toBe('equal');
    expect(bodyLines(text('{"a"'))).toEqual([{ kind: 'same', text: '{"a"' }]);
  });

  test('equal beginnings of cut bodies are not called equal bodies', () => {
    expect(bodyDiff(text('x', true), text('x'))).toMatchObject({ type: 'lines', cut: true });
  });

  test('what is no text is compared by its bytes', () => {
    const bytes = (digest: string): Comparable => ({ type: 'binary', bytes: 3, digest });
    expect(bodyDiff(bytes('a'), bytes('a'))).toEqual({ type: 'equal' });
    expect(bodyDiff(bytes('a'), bytes('b')).type).toBe('other');
    expect(bodyDiff(bytes('a'), text('a')).type).toBe('other');
    expect(bodyDiff({ type: 'none' }, text('a')).type).toBe('other');
  });
});

describe('what of an answer is compared', () => {
  const answer = (contentType: string, values: Partial<Exchange> = {}) =>
    ({
      id: 'x',
      head: { status: 200, headers: [['Content-Type', contentType]] },
      received: 3,
      bodyKept: true,
      stored: false,
      ...values,
    }) as Exchange;
  const source = (bytes: string): BodySource => ({
    text: async (_body, charset, limit) => ({ text: `${charset} ${limit} ${bytes}`, cut: false }),
    blob: async () => new Blob([bytes]),
  });

  test('text in its own charset, up to the limit', async () => {
    const found = await comparableOf(answer('text/plain; charset=latin1'), source('abc'));
    expect(found).toEqual(text(`latin1 ${COMPARED_BYTES} abc`));
  });

  test('other bytes by their digest', async () => {
    const [a, b, c] = await Promise.all(
      ['abc', 'abc', 'abd'].map((bytes) => comparableOf(answer('image/png'), source(bytes))),
    );
    expect(a).toMatchObject({ type: 'binary', digest: expect.stringMatching(/^ba7816bf/) });
    expect(b).toEqual(a);
    expect(c).not.toEqual(a);
  });

  test('an empty body is an empty text; one that was given up is none', async () => {
    expect(await comparableOf(answer('image/png', { received: 0, bodyKept: false }), source(''))).toEqual(text(''));
    expect(await comparableOf(answer('text/plain', { bodyKept: false }), source('abc'))).toEqual({ type: 'none' });
    expect(await comparableOf(answer('text/plain', { head: null }), source('abc'))).toEqual({ type: 'none' });
  });
});

test('headers that differ are told apart from those that always do', () => {
  const first: Pair[] = [
    ['Date', 'Mon'],
    ['apigw-requestid', '1'],
    ['X-Amzn-Trace-Id', 'Root=1'],
    ['Content-Type', 'application/json'],
    ['Vary', 'a'],
    ['vary', 'b'],
    ['X-Role', 'admin'],
  ];
  const other: Pair[] = [
    ['date', 'Tue'],
    ['apigw-requestid', '2'],
    ['x-amzn-trace-id', 'Root=2'],
    ['content-type', 'application/json'],
    ['Vary', 'a, b'],
    ['www-authenticate', 'Bearer'],
  ];
  expect(headerDiff(first, other)).toEqual({
    changes: [
      { name: 'x-role', first: 'admin', other: null },
      { name: 'www-authenticate', first: null, other: 'Bearer' },
    ],
    always: ['date', 'apigw-requestid', 'x-amzn-trace-id'],
  });
});
