import { describe, expect, it } from 'vitest';
import { RowSlots } from './rows-in-sight';

const ROWS = 40;

/** The keys of the rows in sight in their order, from each of these on. */
function scrolled(...firsts: number[]): number[][] {
  const slots = new RowSlots();
  return firsts.map((first) => {
    const key = slots.keys(first, first + ROWS);
    return Array.from({ length: ROWS }, (_, at) => key(first + at));
  });
}

describe('the elements of rows', () => {
  it('are one for each row, wherever one goes', () => {
    for (const keys of scrolled(0, 13, 5_000, 4_990, 0, 123_457, 123_456)) expect(new Set(keys).size).toBe(ROWS);
  });

  it('stay with the rows that stay in sight', () => {
    const [before = [], after = []] = scrolled(100, 103);
    expect(after.slice(0, -3)).toEqual(before.slice(3));
  });

  it('stay in their places where none of the rows stays', () => {
    const [, before, further, back] = scrolled(100, 103, 98_765, 20);
    expect([further, back]).toEqual([before, before]);
  });
});
