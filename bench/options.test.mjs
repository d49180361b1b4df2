import { expect, it } from 'vitest';
import { parseOptions } from './options.mjs';

it('reads what the person asked for', () => {
  expect(parseOptions(['--case', 'c2,b1', '--case', 'A1', '--rounds', '9', '--json', 'out.json', '--gate'])).toEqual({
    full: false,
    gate: true,
    cases: ['C2', 'B1', 'A1'],
    rounds: 9,
    json: 'out.json',
  });
});

it.each([
  [['--cases', 'C2'], '--cases is no option'],
  [['--case'], '--case needs a value'],
  [['--json', '--gate'], '--json needs a value'],
  [['--rounds', '1.5'], 'a whole number from 1 on, not 1.5'],
])('refuses %j', (args, words) => {
  expect(() => parseOptions(args)).toThrow(words);
});
