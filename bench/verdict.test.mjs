import { expect, it } from 'vitest';
import { judgeRatio, judgeValue } from './verdict.mjs';

const quiet = { median: 1.01, ci95: [0.97, 1.04] };
const off = { median: 1.06, ci95: [1.01, 1.1] };
const wide = { median: 1, ci95: [0.86, 1.1] };
const most = { op: '<=', value: 2 };
const least = { op: '>=', value: 2 };

it.each([
  ['wholly under', [1.5, 2], most, quiet, 'pass'],
  ['across', [1.9, 2.1], most, quiet, 'inconclusive'],
  ['wholly over', [2.01, 2.5], most, quiet, 'fail'],
  ['under by less than the noise', [1.5, 1.85], most, off, 'noisy'],
  ['under by less than the restlessness', [1, 1.75], most, wide, 'noisy'],
  ['under by far more than the noise', [0.01, 0.02], most, wide, 'pass'],
  ['a rate over by less than the noise', [2.1, 3], least, off, 'noisy'],
  ['over, however restless the machine', [3, 4], most, wide, 'fail'],
  ['under a bound that has no null', [1, 1.5], most, null, 'pass'],
  ['a rate wholly over', [2, 3], least, quiet, 'pass'],
  ['a rate across', [1.9, 3], least, quiet, 'inconclusive'],
  ['a rate wholly under', [1, 1.9], least, quiet, 'fail'],
])('%s', (_, ...[ci95, goal, nullRatio, verdict]) => {
  expect(judgeRatio({ ci95 }, goal, nullRatio)).toBe(verdict);
});

it.each([
  [3, { op: '=', value: 3 }, 'pass'],
  [4, { op: '=', value: 3 }, 'fail'],
  [50, { op: '<=', value: 50 }, 'pass'],
  [51, { op: '<=', value: 50 }, 'fail'],
  [0.3, { op: '>=', value: 0.33 }, 'fail'],
])('%d against %o is a %s', (value, goal, verdict) => {
  expect(judgeValue(value, goal)).toBe(verdict);
});
