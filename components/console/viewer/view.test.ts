import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BodyBytes } from './body-bytes';
import type { LineMode, ShownLine } from './protocol';
import { View } from './view';

const encode = (text: string) => new TextEncoder().encode(text);

function bodyOf(bytes: Uint8Array): BodyBytes {
  const body = new BodyBytes(bytes.length);
  body.append(bytes);
  body.finish();
  return body;
}

function viewOf(text: string | Uint8Array, mode: LineMode = 'json', charset: string | null = null): View {
  const view = new View(bodyOf(typeof text === 'string' ? encode(text) : text), mode, charset);
  while (view.work());
  return view;
}

const textOf = (line: ShownLine) => line.parts.map((part) => part.text).join('');

function shown(view: View, row = 0, count = 1000): string[] {
  return view.lines({ row, count, column: 0, columns: 4096 }).map(textOf);
}

describe('a view', () => {
  test('gives any window of a long document as the whole has it', () => {
    const value = Array.from({ length: 3000 }, (_, at) => ({ at, name: `item ${at}`, deep: { list: [at, [at]] } }));
    const all = JSON.stringify(value, null, 2);
    const view = viewOf(JSON.stringify(value));
    const whole = shown(view, 0, 100_000);
    expect(JSON.stringify(JSON.parse(whole.join('\n')), null, 2)).toBe(all);
    fc.assert(
      fc.property(fc.nat(whole.length), fc.integer({ min: 1, max: 200 }), (row, count) => {
        expect(shown(view, row, count)).toEqual(whole.slice(row, row + count));
      }),
    );
  });

  test('folds and unfolds; rows and lines stay in step', () => {
    const view = viewOf('{"a":{"b":{"c":1,"d":[]},"e":2},"f":3}');
    const open = shown(view);
    view.fold(1, true);
    expect(shown(view)).toEqual(['{', '  "a": {', '  "f": 3', '}']);
    expect(view.state()).toMatchObject({ rows: 4, hidden: open.length - 4 });
    expect(view.lines({ row: 1, count: 1, column: 0, columns: 99 })[0]).toMatchObject({ folded: open.length - 4 });
    view.fold(1, false);
    expect(shown(view)).toEqual(open);
  });

  test('finds the closing line of every container, whatever lies between', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (json) => {
        const view = viewOf(json);
        const lines = view.lines({ row: 0, count: 10_000, column: 0, columns: 4096 });
        for (const line of lines.filter((one) => one.opens)) {
          view.fold(line.line, true);
          const after = view.lines({ row: 0, count: 10_000, column: 0, columns: 4096 });
          const close = lines.findIndex((one, at) => at > line.line && one.level <= line.level);
          expect(after.map((one) => one.line)).not.toContain(close);
          expect(after.length).toBe(lines.length - (close - line.line));
          view.fold(line.line, false);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('searches what is shown, without and with case, and opens folds on the way to a match', () => {
    const view = viewOf('{"Name":"ada","other":{"x":{"name":"Ada"}}}');
    view.find('"NAME": "ada"', false, 0);
    while (view.work());
    expect(view.found()).toMatchObject({ count: 2, done: true, at: 0, row: 1, column: 2 });
    view.fold(2, true);
    view.go(1);
    expect(view.found()).toMatchObject({ at: 1, row: 3 });
    expect(view.lines({ row: 3, count: 1, column: 0, columns: 99 })[0]?.parts.some((part) => part.hit)).toBe(true);
    view.go(1);
    expect(view.found().at).toBe(0);
    view.find('"name"', true, 0);
    while (view.work());
    expect(view.found().count).toBe(1);
  });

  test('counts matches as a plain search of the formatted text does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom('a', '"', '1', ': ', '  ', 'ul', ','), (json, needle) => {
        const view = viewOf(json);
        view.find(needle, true, 0);
        while (view.work());
        const expected = view
          .lines({ row: 0, count: 100_000, column: 0, columns: 1_000_000 })
          .reduce((sum, line) => sum + rawOf(line).split(needle).length - 1, 0);
        expect(view.found().count).toBe(expected);
      }),
    );
  });

  test('shows a part of a line of a million bytes, at the column that was asked for', () => {
    const long = 'abcdefghij'.repeat(100_000);
    const view = viewOf(`["${long}"]`);
    const [line] = view.lines({ row: 1, count: 1, column: 500_003, columns: 100 });
    expect(textOf(line!)).toBe(long.slice(500_000, 500_100));
    expect(line!.column).toBe(500_003);
  });

  test('shows hidden characters by name, in JSON and in text', () => {
    expect(shown(viewOf('["a\u202eb"]'))[1]).toBe('  "aU+202Eb"');
    expect(shown(viewOf('x\u0007y\tz', 'text'))[0]).toBe('xU+0007y\tz');
  });

  test('says where JSON stops being JSON, in lines of the source', () => {
    expect(viewOf('{"a":1,\n"b":}').state().problem).toEqual({ message: 'expected a value', line: 2, column: 5 });
    expect(viewOf('\ufeff{"a":1}').state().problem).toBeNull();
  });

  test.each([
    ['iso-8859-1', Uint8Array.from([0x66, 0xfc, 0x72]), 'für'],
    ['utf-16le', Uint8Array.from([0x66, 0, 0xfc, 0]), 'fü'],
    [null, Uint8Array.from([0xff, 0xfe, 0x66, 0]), 'f'],
    ['utf-7', encode('+ADw-'), '+ADw-'],
  ])('reads %s', (charset, bytes, text) => {
    expect(shown(viewOf(bytes, 'text', charset))).toEqual([text]);
  });

  test('shows bytes as xxd does', () => {
    const view = viewOf(
      Uint8Array.from({ length: 18 }, (_, at) => at + 0x41),
      'hex',
    );
    expect(shown(view)).toEqual([
      '00000000  41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50 ABCDEFGHIJKLMNOP',
      `00000010  51 52${' '.repeat(44)}QR`,
    ]);
  });

  test('grows with a body that is still arriving, and ends as if it had been whole from the start', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.integer({ min: 1, max: 9 }), (json, size) => {
        const bytes = encode(json);
        const body = new BodyBytes(0);
        const view = new View(body, 'json', null);
        for (let at = 0; at < bytes.length; at += size) {
          body.append(bytes.slice(at, at + size));
          view.renew();
          while (view.work());
        }
        body.finish();
        view.renew();
        while (view.work());
        expect(view.state().done).toBe(true);
        expect(shown(view, 0, 100_000)).toEqual(shown(viewOf(json), 0, 100_000));
      }),
    );
  });
});

/** The line as its bytes are, names of hidden characters turned back. */
function rawOf(line: ShownLine): string {
  return line.parts
    .map((part) => (part.paint === 6 ? String.fromCodePoint(Number.parseInt(part.text.slice(2), 16)) : part.text))
    .join('');
}
