import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFormat } from './format';
import { FORMATS } from './known-formats';
import { AccessLogReader } from './reader';
import type { LogValue } from './value';
import { charsetOf, kindOf } from './variables';

const NAMES = [...new Set(Object.values(FORMATS).flatMap((format) => compileFormat(format).names))].concat([
  'error.message',
  'authorizer.claims.sub',
  '__proto__',
  'customDomain.basePathMatched',
]);

/** Text with much in it of what formats have between values. */
const awkward = fc
  .array(
    fc.constantFrom('","', '" "', ',', ' ', '"', '\\"', '<', '</ip>', '] "', '-', 'a', 'GET /x', '\u202e', '\0', '😀'),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));
/** Text as browsers and people write it, without what stands between values in any format here. */
const usual = fc.stringMatching(/^[\w/{}.+:()*]{1,20}$/);

const chars = (set: string) => fc.string({ unit: fc.constantFrom(...set), minLength: 1, maxLength: 12 });
const BY_CHARSET: Record<string, fc.Arbitrary<string>> = {
  number: fc.integer({ min: -1, max: 99_999 }).map(String),
  time: fc
    .date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((at) => at.toUTCString().replace(/^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/, '$1/$2/$3:$4 +0000')),
  id: chars('abcXYZ019_=-'),
  word: chars('GETPOSTDLN_'),
  protocol: fc.constantFrom('HTTP/1.1', 'HTTP/2.0'),
  host: fc.oneof(fc.ipV4(), fc.ipV6()),
  stage: chars('abc019$_-'),
  principal: chars('AIDA019:@.'),
};
const textFor = (name: string, text: fc.Arbitrary<string>) => BY_CHARSET[charsetOf(name)] ?? text;

const separator = fc.constantFrom(',', ' ', '|', '\t', ' - ', '","', '] "', '\\","k":"\\"', '</a><b>', ';', '😀');
const madeUp = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 8 }),
    fc.array(separator, { minLength: 9, maxLength: 9 }),
  )
  .map(([names, between]) => names.map((name, index) => `${between[index]}$context.${name}`).join('') + between[8]);
const anyFormat = fc.oneof(fc.constantFrom(...Object.values(FORMATS)), madeUp);

function lineOf(format: string, values: Record<string, string>): string {
  return format.replace(/\$context\.(\w+(?:\.\w+)*)/g, (_, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : '-',
  );
}

/** A format with what a request says to it, as text. */
function written(text: fc.Arbitrary<string>) {
  return anyFormat.chain((format) =>
    fc.tuple(
      fc.constant(format.trim()),
      fc
        .tuple(
          ...compileFormat(format).names.map((name) =>
            fc.tuple(fc.constant(name), fc.option(textFor(name, text), { nil: '-' })),
          ),
        )
        .map((pairs) => new Map(pairs)),
    ),
  );
}

function expected(name: string, text: string): LogValue {
  if (text === '' || text === '-') return null;
  if (kindOf(name) === 'text') return text;
  return charsetOf(name) === 'time'
    ? Date.parse(text.replace(/^(\d+)\/(\w+)\/(\d+):(.*)$/, '$1 $2 $3 $4'))
    : Number(text);
}

const entriesOf = (values: Map<string, string>) => [...values].map(([name, text]) => [name, expected(name, text)]);

describe('a line that was written in a format', () => {
  it('reads back as it was, where no value holds what stands between values', () => {
    fc.assert(
      fc.property(written(usual), ([format, values]) => {
        const record = compileFormat(format).parse(lineOf(format, Object.fromEntries(values)));
        expect([...(record?.entries() ?? [])]).toEqual(entriesOf(values));
      }),
      { numRuns: 2000 },
    );
  });

  it('never reads back as something else in silence, whatever is in it', () => {
    let certain = 0;
    let ambiguous = 0;
    fc.assert(
      fc.property(written(awkward), ([format, values]) => {
        const record = compileFormat(format).parse(lineOf(format, Object.fromEntries(values)));
        expect(record).not.toBeNull();
        if (record?.ambiguous) ambiguous++;
        else {
          certain++;
          expect([...(record?.entries() ?? [])]).toEqual(entriesOf(values));
        }
      }),
      { numRuns: 3000, seed: 6 },
    );
    expect(ambiguous).toBeGreaterThan(50);
    expect(certain).toBeGreaterThan(1000);
  });
});

it('reads or refuses any line in any format, and throws at none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), anyFormat, fc.nat(), (noise, format, cut) => {
      const { parse } = compileFormat(format);
      const line = lineOf(format, {});
      parse(noise);
      parse(line.slice(0, cut % line.length) + noise);
      compileFormat(noise + format).parse(noise + line);
    }),
    { numRuns: 2000 },
  );
});

it('comes to an end with lines that are made to cost much', () => {
  // Were the work to grow with the square of the length, these would take an hour.
  const formats = [
    '$context.path-$context.requestId-$context.identity.userAgent-$context.path"x"$context.status;',
    '$context.path$context.status$context.path$context.identity.user;',
    ...Object.values(FORMATS),
  ].map(compileFormat);
  for (const bomb of ['-', 'a-', '-"x"', '-"x"1', '1', '","', ' ', '\u0000']) {
    for (const { parse } of formats) parse(bomb.repeat(100_000 / bomb.length));
  }
});

describe('a stage whose format changes', () => {
  const json = '{"id":"$context.requestId","status":$context.status}';
  const csv = '$context.requestId,$context.status,$context.path';

  it('reads older lines as they were written, and counts what it cannot read', () => {
    const reader = new AccessLogReader(json);
    reader.learn(csv, 1000);
    expect(reader.names).toEqual(['requestId', 'status', 'path']);
    expect(reader.read('{"id":"a","status":200}', 500)?.get('requestId')).toBe('a');
    expect(reader.read('{"id":"late","status":200}', 1500)?.get('requestId')).toBe('late');
    expect(reader.read('b,404,/x', 1500)?.get('path')).toBe('/x');
    expect(reader.read('b,404,/x', 500)?.get('path')).toBe('/x');
    expect(reader.unread).toBe(0);
    expect(reader.read('{"id":"half', 1500)).toBeNull();
    expect(reader.unread).toBe(1);
  });
});
