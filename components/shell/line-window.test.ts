import { describe, expect, it } from 'vitest';
import { clamped, heightOf, LINE_PX, lineAt, linesIn, offsetToSee, topOf } from './line-window';

const VIEW = { offset: 1_000, height: 10 * LINE_PX };

describe('the lines that exist', () => {
  it.each([
    ['at the top', { first: 0, count: 5_000 }],
    ['in the middle', { first: 2_000, count: 5_000 }],
    ['at the end', { first: 4_990, count: 5_000 }],
    ['after the list has become shorter', { first: 2_000, count: 30 }],
    ['of a list that is shorter than the view', { first: 0, count: 3 }],
  ])('cover the view %s and are few', (_, { first, count }) => {
    const [from, to] = linesIn(first, VIEW.height, count);
    const begin = Math.max(0, Math.min(first, count - 10));
    expect(from).toBeGreaterThanOrEqual(0);
    expect(to).toBeLessThanOrEqual(count);
    for (let seen = begin; seen < Math.min(count, begin + 10); seen += 1) {
      expect(seen >= from && seen < to).toBe(true);
    }
    expect(to - from).toBeLessThanOrEqual(30);
  });

  it('are found again from their place', () => {
    for (const index of [0, 1, 777]) expect(lineAt(topOf(index))).toBe(index);
  });
});

describe('bringing a line into view', () => {
  it('moves nothing where it is seen whole', () => {
    expect(offsetToSee(lineAt(VIEW.offset) + 4, VIEW, 'middle')).toBe(VIEW.offset);
  });

  it.each([0, 20, 4_999])('scrolls so that line %i is seen whole, in either way', (index) => {
    for (const align of ['nearest', 'middle'] as const) {
      const offset = clamped(offsetToSee(index, VIEW, align), VIEW, 5_000);
      expect(topOf(index)).toBeGreaterThanOrEqual(offset);
      expect(topOf(index + 1)).toBeLessThanOrEqual(offset + VIEW.height);
    }
  });

  it('goes no further than it must, and to the very ends with the first and the last', () => {
    expect(offsetToSee(0, VIEW, 'nearest')).toBe(0);
    expect(offsetToSee(4_999, VIEW, 'nearest')).toBe(heightOf(5_000) - VIEW.height);
  });
});
