import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadOf } from './round-trips';

test('the ranks are those of the sorted list', () => {
  const trips = Array.from({ length: 100 }, (_, at) => 100 - at);
  expect(spreadOf(trips)).toMatchObject({ p50: 50, p95: 95, max: 100, from: 1 });
  expect(spreadOf([])).toBeNull();
});

test('each round trip is in one bar, however they lie', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 60_000, noNaN: true }), { minLength: 1 }), (trips) => {
      const spread = spreadOf(trips);
      expect(spread?.bars.reduce((sum, bar) => sum + bar, 0)).toBe(trips.length);
    }),
  );
});

test('one that took far longer does not flatten the rest', () => {
  const spread = spreadOf([...Array.from({ length: 99 }, (_, at) => 10 + (at % 10)), 5_000]);
  expect(spread?.bars.filter((bar) => bar > 0).length).toBeGreaterThan(5);
  expect(spread?.bars.at(-1)).toBe(1);
});
