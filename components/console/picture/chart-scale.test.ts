import { expect, it } from 'vitest';
import { labelPlaces, roundUp, shortNumber } from './chart-scale';

it.each([
  [0, 1],
  [0.013, 0.02],
  [1, 1],
  [3, 3],
  [5, 6],
  [51, 60],
  [87, 100],
  [1_000, 1_000],
  [1_001, 2_000],
])('an axis for values up to %d ends at %d', (value, end) => {
  expect(roundUp(value)).toBeCloseTo(end, 9);
});

it.each([
  [0.25, '0.3'],
  [950, '950'],
  [1_240, '1.2k'],
  [2_960_000, '3M'],
])('%d is written %s', (value, text) => {
  expect(shortNumber(value)).toBe(text);
});

it('labels stand at both ends and have room between them', () => {
  expect(labelPlaces(60, 330)).toEqual([0, 30, 59]);
  expect(labelPlaces(1, 330)).toEqual([0]);
  expect(labelPlaces(0, 330)).toEqual([]);
});
