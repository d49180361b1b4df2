import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Needle } from './needle';

const encoder = new TextEncoder();
/** Few letters, so that needles are found, nearly found, and overlap. */
const words = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'ä', '"'), maxLength: 40 });
const needles = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'ä', '"'), minLength: 1, maxLength: 5 });

const lower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

test('finds what stands there first, and nothing else', () => {
  fc.assert(
    fc.property(words, needles, fc.boolean(), (text, wanted, matchCase) => {
      const bytes = encoder.encode(text);
      const plain = Buffer.from(matchCase ? text : lower(text));
      const expected = plain.indexOf(Buffer.from(matchCase ? wanted : lower(wanted)));
      expect(new Needle(wanted, matchCase).find(bytes, 0, bytes.length)).toBe(expected);
    }),
  );
});

test('looks only between where it is told to', () => {
  const bytes = encoder.encode('one two one');
  const needle = new Needle('ONE', false);
  expect(needle.find(bytes, 1, bytes.length)).toBe(8);
  expect(needle.find(bytes, 1, bytes.length - 1)).toBe(-1);
  expect(new Needle('e', true).find(bytes, 2, 3)).toBe(2);
});

test('finds nothing where nothing is looked for', () => {
  expect(new Needle('', false).find(encoder.encode('one'), 0, 3)).toBe(-1);
});
