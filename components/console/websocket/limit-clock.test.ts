import { expect, test } from 'vitest';
import { type LineState, NEW_LINE } from '@/components/console/line/line-state';
import { clockInWords, limitClock } from './limit-clock';

const open: LineState = { ...NEW_LINE, phase: 'open', openedAt: 1_000_000, lastAt: 1_000_000 };

test('both limits count from the last frame and from the opening', () => {
  expect(limitClock(open, 1_000_000)).toEqual({ idle: 600_000, life: 7_200_000 });
  expect(limitClock({ ...open, lastAt: 1_300_000 }, 1_360_000)).toEqual({ idle: 540_000, life: 6_840_000 });
  expect(limitClock(open, 9_000_000)).toEqual({ idle: 0, life: 0 });
});

test('no limit counts where no session is open', () => {
  expect(limitClock({ ...open, phase: 'closed' }, 1_000_000)).toBeNull();
  expect(limitClock({ ...open, link: 'gone' }, 1_000_000)).toBeNull();
});

test.each([
  [7_200_000, '2:00:00'],
  [7_199_001, '2:00:00'],
  [3_600_000, '1:00:00'],
  [599_000, '9:59'],
  [5_000, '0:05'],
  [0, '0:00'],
])('%d ms reads %s', (ms, words) => {
  expect(clockInWords(ms)).toBe(words);
});
