import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { learnTime } from '@/lib/aws/clock';
import type { LineEvent } from '@/lib/core/line';
import { openLogLine } from './tail-line';

const NOW = Date.UTC(2026, 10, 25, 10);
const MINUTE = 60_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'], now: NOW }));
afterEach(() => void vi.useRealTimers());

/** Opens a line by the clock of this machine, and gives what CloudWatch is asked for first and what is said of it. */
async function opened(region: string, since: number | { back: number }, ahead: number) {
  const account = { region };
  learnTime(account, new Date(NOW - ahead).toUTCString());
  const events: LineEvent[] = [];
  let ended = () => {};
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  let startTime: number | undefined;
  const cloudwatchLogs = {
    describeLogGroups: async () => ({ logGroups: [] }),
    filterLogEvents: async (asked: { startTime: number }) => {
      startTime ??= asked.startTime;
      return { events: [] };
    },
  };
  const event = (one: LineEvent) => {
    events.push(one);
    if (one.type === 'polled') line.close({ cut: true });
    if (one.type === 'ended') ended();
  };
  const line = await openLogLine(
    { account, tail: { group: 'g', since } },
    {
      open: () => ({ account, cloudwatchLogs }) as never,
      signal: new AbortController().signal,
      sink: { event, frame: () => true },
    },
  );
  await end;
  return { startTime, notes: events.flatMap((one) => (one.type === 'note' ? [one.message] : [])) };
}

test('what is counted back is counted by AWS’s clock, and a wrong one of this machine is named', async () => {
  const back = { back: 5 * MINUTE };
  expect(await opened('eu-west-1', back, 0)).toEqual({ startTime: NOW - 5 * MINUTE, notes: [] });
  expect(await opened('eu-west-2', back, 10 * MINUTE)).toEqual({
    startTime: NOW - 15 * MINUTE,
    notes: [expect.stringContaining('is 10 minutes ahead of that of AWS.')],
  });
  expect((await opened('eu-west-2', NOW - MINUTE, 10 * MINUTE)).startTime).toBe(NOW - MINUTE);
});
