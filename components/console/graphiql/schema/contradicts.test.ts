import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { contradicts } from './contradicts';

const schema = buildSchema('type Query { a: Int, b(n: Int): Int }');
const known = (query: string) => ({ schema, document: parse(query, { noLocation: true }) });

test.each<[what: string, kinds: Parameters<typeof contradicts>[0], query: string | null, expected: boolean]>([
  ['the server does not know the field', [{ kind: 'not-in-schema' }], '{ a }', true],
  ['nor does the page, which has built nothing', [{ kind: 'not-in-schema' }], null, true],
  ['all is well', [], '{ a b(n: 1) }', false],
  ['the server answers a field that is not known here', [], '{ a c }', true],
  ['and an argument', [{ kind: 'resolver' }], '{ b(m: 1) }', true],
  ['it refused the caller, whatever was asked', [{ kind: 'not-authorized' }], '{ c }', false],
  ['it answered with no GraphQL', [{ kind: 'other' }], '{ c }', false],
])('%s', (_what, words, query, expected) => {
  expect(contradicts(words, query === null ? null : known(query))).toBe(expected);
});
