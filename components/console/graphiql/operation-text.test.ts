import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { nameToRun } from './operation-text';

test.each([
  ['query Say { a }', 'Read', 'Say'],
  ['{ a }', 'Read', null],
  ['query Read { a } query Say { a }', 'Read', 'Read'],
  ['query Read { a } query Say { a }', 'Gone', 'Gone'],
  ['query Say { a }', null, null],
])('%s, remembered %s: %s', (text, remembered, name) => {
  expect(nameToRun(parse(text), remembered)).toBe(name);
});

test('what does not parse goes as it is', () => {
  expect(nameToRun(null, 'Read')).toBe('Read');
});
