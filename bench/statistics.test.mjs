import { describe, expect, it } from 'vitest';
import { bootstrapMedian, median, quantile, ratioOf } from './statistics.mjs';

describe('figures about samples', () => {
  it.each([
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 2, 3], 0.5, 2.5],
    [[10, 20], 0.95, 19.5],
    [[7], 0.95, 7],
  ])('the quantile of %j at %d is %d', (values, q, expected) => {
    expect(quantile(values, q)).toBeCloseTo(expected, 12);
  });

  it('divides round by round, so that a slow round for both disturbs nothing', () => {
    const base = [1, 1, 50, 1, 1];
    const ratio = ratioOf(
      base.map((value) => value * 2),
      base,
    );
    expect(ratio).toMatchObject({ median: 2, min: 2, max: 2, ci95: [2, 2], rounds: 5 });
  });

  it('gives the same interval for the same seed, around the median', () => {
    const values = Array.from({ length: 31 }, (_, i) => 1 + Math.sin(i) / 10);
    const [low, high] = bootstrapMedian(values, 7);
    expect(bootstrapMedian(values, 7)).toEqual([low, high]);
    expect(low).toBeLessThan(median(values));
    expect(high).toBeGreaterThan(median(values));
    expect(high - low).toBeLessThan(0.15);
  });

  it('narrows with more rounds', () => {
    const width = (n) => {
      const [low, high] = bootstrapMedian(
        Array.from({ length: n }, (_, i) => 1 + ((i * 37) % 100) / 100),
        3,
      );
      return high - low;
    };
    expect(width(400)).toBeLessThan(width(20) / 2);
  });
});
