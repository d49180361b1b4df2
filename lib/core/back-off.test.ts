import { expect, test } from 'vitest';
import { backOffMs } from './back-off';

test('waits twice as long each time, up to half a minute, and at least half of that', () => {
  const longest = [1, 2, 3, 7, 100].map((attempt) => backOffMs(attempt, () => 1));
  expect(longest).toEqual([500, 1_000, 2_000, 30_000, 30_000]);
  expect(backOffMs(1, () => 0)).toBe(250);
});
