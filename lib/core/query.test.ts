import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pair } from './outcome';
import { encodeQuery, parseQuery, splitUrl } from './query';

describe('encodeQuery', () => {
  it('keeps order and duplicates, and writes spaces as %20', () => {
    expect(
      encodeQuery([
        ['b', 'x y'],
        ['a', '+&='],
        ['b', ''],
        ['é', '*'],
      ]),
    ).toBe('b=x%20y&a=%2B%26%3D&b=&%C3%A9=%2A');
  });

  it('is read back as it was written', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (rows) => {
        expect(parseQuery(encodeQuery(rows as Pair[]))).toEqual(rows);
      }),
    );
  });
});

describe('splitUrl', () => {
  const base = 'https://abc.execute-api.eu-west-1.amazonaws.com/prod';
  it.each([
    [
      `${base}/notes?q=a+b&q=c#top`,
      '/notes',
      [
        ['q', 'a b'],
        ['q', 'c'],
      ],
      false,
    ],
    [base, '/', [], false],
    [`${base}uction/x`, '/production/x', [], false],
    ['https://abc.execute-api.eu-west-1.amazonaws.com/dev/x', '/dev/x', [], false],
    ['https://evil.example/prod/x?y=1', '/prod/x', [['y', '1']], true],
    ['/notes/a b', '/notes/a%20b', [], false],
    ['notes?x', '/notes', [['x', '']], false],
    ['?x=1', '/', [['x', '1']], false],
    ['', '/', [], false],
    ['/a/https://b/c', '/a/https://b/c', [], false],
  ])('%s', (pasted, path, query, foreign) => {
    expect(splitUrl(pasted, base)).toEqual({ path, query, foreign });
  });
});
