import { describe, expect, it } from 'vitest';
import { AccessLogReader } from '@/lib/core/access-log/reader';
import type { LineEvent } from '@/lib/core/line';
import { readLogFrame } from '@/lib/core/log-frame';
import { logFrame } from '@/lib/core/log-frame-rig';
import { LogFilter, type ShownLines } from './log-filter';
import { LogRecords } from './log-records';
import { eventIn, LogStore, messageOf } from './log-store';
import { giveLines } from './log-store-rig';
import { TimeOrder } from './time-order';

const ALL: ShownLines = { text: '', test: null };
const HUGE = Number.POSITIVE_INFINITY;

interface Wanted {
  text?: string;
  at: number;
  source?: number;
  event?: LineEvent;
}

function give(store: LogStore, lines: Wanted[]): void {
  for (const { text = '', at, source = 0, event } of lines) {
    if (event) store.pushEvent(source, event, at);
    else giveLines(store, source, [{ at, message: text }]);
  }
  store.settle();
}

function storeOf(lines: Wanted[], format: string | null = null): LogStore {
  const store = new LogStore();
  store.addSource(format === null ? null : new AccessLogReader(format));
  store.addSource(null);
  give(store, lines);
  return store;
}

function shown(filter: LogFilter, store: LogStore): string[] {
  return Array.from({ length: filter.length }, (_, index) => {
    const row = store.row(filter.row(index));
    if (!row) return 'gone';
    const event = eventIn(row);
    return event ? event.type : messageOf(row);
  });
}

function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('the order of time', () => {
  it('is that of a sort, whatever comes late, over many blocks', () => {
    const lot = pseudoRandom(7);
    const order = new TimeOrder();
    const rows: [at: number, row: number][] = [];
    for (let row = 0; row < 30_000; row += 1) {
      const at = row - Math.floor(lot() ** 4 * 9_000);
      rows.push([at, row]);
      order.insert(row, at);
      if (row % 5_000 === 0) order.row(0);
    }
    rows.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    expect(Array.from({ length: order.length }, (_, index) => order.row(index))).toEqual(rows.map(([, row]) => row));
    expect(rows.every(([at, row], index) => order.indexOf(row, at) === index)).toBe(true);
    expect(order.has(3, 1e9)).toBe(false);
  });

  it('stays one when rows go', () => {
    const order = new TimeOrder();
    for (let row = 0; row < 10_000; row += 1) order.insert(row, row % 100);
    order.keep((row) => row >= 9_000);
    expect(order.length).toBe(1_000);
    expect(order.row(0)).toBe(9_000);
    expect(order.row(1)).toBe(9_100);
    order.insert(1, 0.5);
    expect(order.row(10)).toBe(1);
    expect(order.row(1_000)).toBe(9_999);
    expect(order.row(1_001)).toBe(-1);
  });
});

describe('lines of several logs', () => {
  it('are merged by their own time, and a late one is put in its place', () => {
    const store = storeOf([
      { text: 'a', at: 10 },
      { text: 'c', at: 30 },
    ]);
    const filter = new LogFilter(store, ALL);
    filter.grow(HUGE);
    give(store, [
      { text: 'b', at: 20, source: 1 },
      { text: 'd', at: 30, source: 1 },
      { text: '0', at: 5 },
    ]);
    filter.grow(HUGE);
    expect(shown(filter, store)).toEqual(['0', 'a', 'b', 'c', 'd']);
    expect(filter.indexOf(4)).toBe(0);
    expect(filter.indexAt(20)).toBe(2);
  });

  it('go with their log, and only they', () => {
    const store = storeOf([
      { text: 'a', at: 1 },
      { text: 'b', at: 2, source: 1 },
      { text: 'c', at: 3 },
    ]);
    const filter = new LogFilter(store, ALL);
    filter.grow(HUGE);
    store.removeSource(1);
    give(store, [{ text: 'd', at: 2.5, source: 1 }]);
    filter.grow(HUGE);
    expect(shown(filter, store)).toEqual(['a', 'c']);
  });

  it('are searched by their bytes, also what is not in their ends, and events stay', () => {
    const store = storeOf([
      { text: 'GET /Notes', at: 3 },
      { text: 'POST /no', at: 1 },
      { text: 'tes', at: 2 },
      { at: 2.5, event: { type: 'resumed' } },
      { text: 'grüße', at: 4 },
    ]);
    const find = (text: string) => {
      const filter = new LogFilter(store, { text, test: null });
      filter.grow(HUGE);
      expect(filter.lines).toBe(filter.length - 1);
      return shown(filter, store);
    };
    expect(find('notes')).toEqual(['resumed', 'GET /Notes']);
    expect(find('grüße')).toEqual(['resumed', 'grüße']);
    expect(find('resumed')).toEqual(['resumed']);
  });
});

describe('lines of a format', () => {
  const FORMAT = '{"key":"$context.routeKey","status":$context.status}';
  const line = (status: number) => `{"key":"GET /a","status":${status}}`;
  const lines: Wanted[] = [
    { text: line(200), at: 1 },
    { text: line(503), at: 2 },
    { text: 'half of {', at: 3 },
    { text: 'START RequestId', at: 4, source: 1 },
  ];

  it('are asked about what they say; a log without a format is not', () => {
    const store = storeOf(lines, FORMAT);
    const failed = new LogFilter(store, { text: '', test: (record) => (record.number('status') ?? 0) >= 500 });
    failed.grow(HUGE);
    expect(shown(failed, store)).toEqual([line(503), 'START RequestId']);
    const unread = new LogFilter(store, { text: '', test: null, unreadOnly: true });
    unread.grow(HUGE);
    expect(shown(unread, store)).toEqual(['half of {']);
  });

  it('are read as they are, whatever the lines around them hold', () => {
    const store = new LogStore();
    const source = store.addSource(new AccessLogReader('$context.path $context.status'));
    const messages = ['/a 200', '/größe 200', '/bx 20x', 'xc 200', '/d 200'];
    const events = messages.map((message, at) => ({ id: '', stream: '', at, ingestedAt: at, message }));
    const frame = readLogFrame(logFrame(events));
    if (!frame) throw new RangeError('This is no frame.');
    // Two broken lines: what one ends with and the other begins with would be one letter.
    frame.messages.set([0xc3, 0xa9], (frame.ends[2] as number) - 1);
    store.pushFrame(source, frame);
    const read = messages.map((_, row) => store.record(row)?.text('path') ?? null);
    expect(read).toEqual(['/a', '/größe', null, '\ufffdc', '/d']);
  });

  it('are handed to charts in the order of arrival, from where they were', () => {
    const store = storeOf(lines, FORMAT);
    const records = new LogRecords(store);
    expect([...records.from(0)].map(({ record }) => record?.number('status') ?? null)).toEqual([200, 503, null]);
    const { end } = records;
    give(store, [{ text: line(404), at: 0 }]);
    expect([...records.from(end)].map(({ at, record }) => [at, record?.number('status')])).toEqual([[0, 404]]);
  });
});

describe('bounds', () => {
  it('let the lines go that came first, and count them', () => {
    const store = new LogStore({ bytes: 1e9, rows: 20_000 });
    store.addSource(null);
    const filter = new LogFilter(store, ALL);
    for (let batch = 0; batch < 10; batch += 1) {
      give(
        store,
        Array.from({ length: 5_000 }, (_, at) => ({ text: `${batch}:${at}`, at: batch * 5_000 + at })),
      );
      filter.grow(HUGE);
    }
    expect(store.end).toBe(50_000);
    expect(store.end - store.first).toBeLessThanOrEqual(20_000);
    expect(store.lost).toBe(store.first);
    expect(filter.length).toBe(store.end - store.first);
    expect(filter.row(0)).toBe(store.first);
    expect(filter.taken).toBe(50_000);
    expect(store.row(store.first - 1)).toBe(null);
  });

  it('hold for bytes too, and lines of 256 KB are whole', () => {
    const store = new LogStore({ bytes: 8_000_000, rows: 1e6 });
    store.addSource(null);
    for (let at = 0; at < 100; at += 1) give(store, [{ text: String(at % 10).repeat(262_144), at }]);
    expect(store.bytes).toBeLessThanOrEqual(8_000_000);
    const last = store.row(99);
    expect(last && messageOf(last)).toBe('9'.repeat(262_144));
  });
});

describe('a slice', () => {
  it('ends when its time is up and goes on where it was', () => {
    const store = storeOf(Array.from({ length: 20_000 }, (_, at) => ({ text: `line ${at}`, at })));
    const filter = new LogFilter(store, { text: 'line', test: null });
    let clock = 0;
    const tick = () => {
      clock += 1;
      return clock;
    };
    expect(filter.grow(1, store.end, tick)).toBe(false);
    expect(filter.length).toBeGreaterThan(0);
    expect(filter.length).toBeLessThan(20_000);
    while (!filter.grow(1, store.end, tick));
    expect(filter.length).toBe(20_000);
  });

  it('goes no further than it is told: a pause holds what is shown', () => {
    const store = storeOf([{ text: 'a', at: 2 }]);
    const filter = new LogFilter(store, ALL);
    const pausedAt = store.end;
    filter.grow(HUGE, pausedAt);
    give(store, [
      { text: 'b', at: 1 },
      { text: 'c', at: 3 },
    ]);
    filter.grow(HUGE, pausedAt);
    expect(shown(filter, store)).toEqual(['a']);
    filter.grow(HUGE);
    expect(shown(filter, store)).toEqual(['b', 'a', 'c']);
  });
});
