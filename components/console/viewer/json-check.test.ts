import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkJson, JsonCheck } from './json-check';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the JSON check', () => {
  test('agrees with JSON.parse on what is JSON', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(checkJson(json)).toBeNull();
      }),
    );
  });

  test('agrees with JSON.parse on what is nearly JSON', () => {
    const marks = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '0',
      '1',
      '-',
      '.',
      'e',
      '+',
      'true',
      'null',
      ' ',
      '\n',
      'u',
      'é',
      '\u0001',
    );
    fc.assert(
      fc.property(fc.string({ unit: marks, maxLength: 12 }), (text) => {
        expect(checkJson(text) === null).toBe(isJson(text));
      }),
      { numRuns: 20_000 },
    );
  });

  test.each([
    ['{"a":1,}', 1, 8, 'expected a key in double quotes'],
    ['{"a":1\n"b":2}', 2, 1, 'expected a comma or }'],
    ['[1,2', 1, 5, 'it ends early: expected a comma or ]'],
    ['{"é": 01}', 1, 8, 'this number is not written as JSON writes numbers'],
    ["{'a':1}", 1, 2, 'expected a key in double quotes or }'],
    ['[1]x', 1, 4, 'expected the end'],
    ['', 1, 1, 'it ends early: expected a value'],
    ['["a\nb"]', 1, 4, 'a string cannot hold a raw line break or control character'],
    ['["\\x"]', 1, 3, 'JSON has no such escape'],
  ])('says where and what: %j', (text, line, column, message) => {
    expect(checkJson(text)).toMatchObject({ line, column, message });
  });

  test('a hundred thousand open brackets neither overflow nor take long', () => {
    expect(checkJson('['.repeat(100_000))?.message).toBe('it ends early: expected a value or ]');
  });

  test('stops after the tokens that it was given', () => {
    const check = new JsonCheck(new TextEncoder().encode('[1,2,3]'));
    expect(check.grow(3)).toBe(true);
    while (check.grow(1));
    expect(check.problem).toBeNull();
  });
});
