import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { learnTime, timeAt } from './clock';

const START = Date.UTC(2026, 10, 25, 10);
const TEN_MINUTES = 600_000;
const date = (at: number) => new Date(at).toUTCString();
let number = 0;
/** One that AWS has not answered yet. */
const newAccount = () => ({ region: `r${number++}` });

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout'], now: START }));
afterEach(() => void vi.useRealTimers());

test('is this machine’s own time until AWS tells another, and where both agree within seconds', () => {
  const account = newAccount();
  expect(timeAt(account)).toBe(START);
  learnTime(account, undefined);
  learnTime(account, 'no date');
  learnTime(account, date(START - 4_000));
  expect(timeAt(account)).toBe(START);
});

test('is AWS’s time where this machine’s is another, and goes on between answers', () => {
  const account = newAccount();
  learnTime(account, date(START - TEN_MINUTES));
  vi.advanceTimersByTime(30_000);
  expect(timeAt(account)).toBe(START - TEN_MINUTES + 30_000);
  expect(timeAt(newAccount()), 'of whom nothing is known').toBe(START + 30_000);
});

test('does not follow a clock that jumps, and follows AWS after a sleep', () => {
  const account = newAccount();
  learnTime(account, date(START));
  vi.setSystemTime(START + 6 * TEN_MINUTES);
  expect(timeAt(account)).toBe(START);
  learnTime(account, date(START + 6 * TEN_MINUTES));
  expect(timeAt(account)).toBe(START + 6 * TEN_MINUTES);
});
