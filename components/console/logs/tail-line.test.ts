import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ENTRY, type LineEvent } from '@/lib/core/line';
import { logFrame } from '@/lib/core/log-frame-rig';
import type { LogLineInput } from '@/lib/logs/contract';
import type { LineBatch, LineListener } from '@/lib/wire/browser/live';
import { eventIn, LogStore, messageOf } from './log-store';
import { TailLine } from './tail-line';
import { TailStats } from './tail-stats';

const START = Date.UTC(2026, 10, 25, 10);
const ASK = {
  account: { region: 'eu-west-1' },
  group: '/notes',
  pattern: null,
  since: START,
  until: null,
  way: 'poll',
} as const;

type Said = { id: string; at: number } | LineEvent;

function batch(said: Said[]): LineBatch {
  const payloads = said.map((one) =>
    'type' in one
      ? new TextEncoder().encode(JSON.stringify(one))
      : logFrame([{ ...one, ingestedAt: one.at + 10, stream: 's', message: `line ${one.id}` }]),
  );
  return {
    firstSeq: 1,
    count: said.length,
    bytes: new Uint8Array(),
    at: () => START + 60_000,
    tag: (index) => ('type' in (said[index] as Said) ? ENTRY.event : ENTRY.binaryIn),
    payload: (index) => payloads[index] as Uint8Array<ArrayBuffer>,
    event: (index) => said[index] as LineEvent,
  };
}

/** A tail whose door is in the test's hands. */
function tail() {
  const opened: { since: number | { back: number }; listener: LineListener }[] = [];
  let forgotten = 0;
  const open = (input: unknown, listener: LineListener) => {
    opened.push({ since: (input as LogLineInput).tail.since, listener });
    const forget = () => {
      forgotten += 1;
    };
    return { id: 'x', say: () => Promise.reject(new Error('not said')), close: forget, forget };
  };
  const store = new LogStore();
  const line = new TailLine(store.addSource(null), ASK, { store, stats: new TailStats(), changed: () => {}, open });
  const rows = () =>
    Array.from({ length: store.end }, (_, at) => {
      const row = store.row(at);
      return row ? (eventIn(row)?.type ?? messageOf(row)) : 'gone';
    });
  return {
    line,
    opened,
    rows,
    timeOf: (row: number) => store.row(row)?.at,
    say: (...said: Said[]) => opened.at(-1)?.listener.batch(batch(said)),
    forgotten: () => forgotten,
  };
}

beforeEach(() => void vi.useFakeTimers({ now: START + 60_000 }));
afterEach(() => void vi.useRealTimers());

describe('a tail of one log group', () => {
  it('goes on where it was when the server is another one: nothing twice, and nothing late is missed', () => {
    const { line, opened, rows, say } = tail();
    const late = START + 400_000;
    say({ id: 'a', at: START + 1 }, { id: 'b', at: late - 50_000 }, { id: 'c', at: late });
    say({ type: 'polled', upTo: late, caughtUp: true });
    expect(line.state).toMatchObject({ phase: 'following', upTo: late });
    opened.at(-1)?.listener.link('gone');
    expect(line.state.link).toBe('down');
    vi.runAllTimers();
    expect(opened.map(({ since }) => since)).toEqual([{ back: 60_000 }, late - 180_000]);
    say(
      { id: 'b', at: late - 50_000 },
      { id: 'slow', at: late - 40_000 },
      { id: 'c', at: late },
      { id: 'd', at: late + 1 },
    );
    expect(rows()).toEqual(['line a', 'line b', 'line c', 'line slow', 'line d']);
  });

  it('says trouble once, in its place, and that it is over', () => {
    const { line, rows, say } = tail();
    const failure = { code: 'throttled', message: 'Too many.' } as const;
    const trouble = { type: 'trouble', failure, retryInMs: 1_000 } as const;
    say(trouble, trouble, trouble);
    expect(line.state).toMatchObject({ phase: 'trouble', failure, retryAt: START + 61_000 });
    say({ type: 'resumed' }, trouble);
    say({ type: 'polled', upTo: START, caughtUp: true });
    expect(line.state).toMatchObject({ phase: 'following', failure: null });
    expect(rows()).toEqual(['trouble', 'resumed', 'trouble']);
  });

  it('puts what happens among the lines of its moment, also where this machine’s clock is ahead', () => {
    const ahead = 600_000;
    const { rows, timeOf, say } = tail();
    say({ type: 'polled', upTo: START + 60_000 - ahead, caughtUp: true });
    say({ type: 'note', message: 'The clock.' });
    expect([rows(), timeOf(0)]).toEqual([['note'], START + 60_000 - ahead]);
  });

  it('asks for nothing more when its range is read, it failed, or nobody wants it', () => {
    for (const last of [
      { type: 'ended' },
      { type: 'failure', failure: { code: 'not-found', message: 'Gone.' } },
    ] as const) {
      const { opened, say } = tail();
      say(last);
      opened.at(-1)?.listener.link('gone');
      vi.runAllTimers();
      expect(opened).toHaveLength(1);
    }
    const { line, opened, rows, say, forgotten } = tail();
    opened.at(-1)?.listener.link('gone');
    line.close();
    vi.runAllTimers();
    say({ id: 'a', at: START });
    expect([opened.length, forgotten(), rows()]).toEqual([1, 1, []]);
  });
});
