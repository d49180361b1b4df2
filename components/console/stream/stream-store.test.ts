import { describe, expect, test, vi } from 'vitest';
import { ENTRY, type EntryTag } from '@/lib/core/line';
import { EVERYTHING, type Shown, StreamFilter } from './stream-filter';
import { eventOf, StreamStore, textOf } from './stream-store';

const encoder = new TextEncoder();

function entries(texts: readonly (string | Uint8Array)[], tag: EntryTag = ENTRY.textIn) {
  const payloads = texts.map((text) => (typeof text === 'string' ? encoder.encode(text) : text));
  return {
    count: texts.length,
    at: (index: number) => 1_000 + index,
    tag: () => tag,
    payload: (index: number) => payloads[index] as Uint8Array,
  };
}

function need<T>(found: T | null): T {
  if (found === null) throw new Error('there is no such row');
  return found;
}

const numbered = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `message ${from + at}`);
const texts = (store: StreamStore, filter: StreamFilter) =>
  Array.from({ length: filter.length }, (_, at) => {
    const row = store.row(filter.at(at));
    return row ? textOf(row) : null;
  });

describe('what is kept', () => {
  test('rows are what was appended, over many pieces and whatever their size', () => {
    const store = new StreamStore();
    const large = new Uint8Array(700_000).fill(97);
    store.append(entries(numbered(0, 20_000)));
    store.append(entries([large, '', 'last']));
    expect([store.first, store.end]).toEqual([0, 20_003]);
    for (const row of [0, 1, 8_191, 8_192, 19_999]) expect(textOf(need(store.row(row)))).toBe(`message ${row}`);
    expect(store.row(20_000)?.payload.length).toBe(700_000);
    expect(store.row(20_001)?.payload.length).toBe(0);
    expect(textOf(need(store.row(20_002)))).toBe('last');
    expect(store.row(20_003)).toBeNull();
  });

  test('the payload of a batch may be used again by who gave it', () => {
    const store = new StreamStore();
    const bytes = encoder.encode('first');
    store.append(entries([bytes]));
    bytes.fill(0);
    expect(textOf(need(store.row(0)))).toBe('first');
  });

  test('a million rows take no more than the limits, and what is dropped is counted', () => {
    const limits = { bytes: 2 * 1024 * 1024, rows: 50_000 };
    const store = new StreamStore(limits);
    for (let batch = 0; batch < 1_000; batch += 1)
      store.append(entries(numbered(batch * 1_000, batch * 1_000 + 1_000)));
    expect(store.end).toBe(1_000_000);
    expect(store.bytes).toBeLessThanOrEqual(limits.bytes);
    expect(store.end - store.first).toBeLessThanOrEqual(limits.rows);
    expect(store.row(store.first - 1)).toBeNull();
    expect(textOf(need(store.row(store.first)))).toBe(`message ${store.first}`);
    expect(textOf(need(store.row(999_999)))).toBe('message 999999');
  });

  test('a pinned row stays when it would be dropped, and when all is cleared', () => {
    const store = new StreamStore({ bytes: 1_024, rows: 10 });
    store.append(entries(['keep me']));
    store.pin(0, true);
    for (let batch = 0; batch < 5; batch += 1) store.append(entries(numbered(0, 9_000)));
    expect(store.first).toBeGreaterThan(0);
    expect(store.pins.map((row) => textOf(row))).toEqual(['keep me']);
    store.clear();
    expect(store.pinned(0)).toBe(true);
    const { end } = store;
    store.append(entries(['after']));
    expect(textOf(need(store.row(end)))).toBe('after');
    store.pin(0, false);
    expect(store.pins).toEqual([]);
  });

  test('an event is told apart from what was said', () => {
    const store = new StreamStore();
    store.append(entries(['{"type":"started"}'], ENTRY.event));
    store.append(entries(['{"type":"started"}']));
    expect(eventOf(need(store.row(0)))).toEqual({ type: 'started' });
    expect(eventOf(need(store.row(1)))).toBeNull();
  });
});

describe('what is shown', () => {
  const filtered = (store: StreamStore, shown: Partial<Shown>) => {
    const filter = new StreamFilter(store, { ...EVERYTHING, ...shown });
    while (!filter.grow(0)) {}
    return filter;
  };

  test('a text is found in any case, never across two rows, and once a row', () => {
    const store = new StreamStore();
    store.append(entries(['Say HELLO hello', 'hel', 'lo', 'nothing', 'hello']));
    expect(texts(store, filtered(store, { text: 'hello' }))).toEqual(['Say HELLO hello', 'hello']);
  });

  test('a text is found in rows of every piece', () => {
    const store = new StreamStore();
    store.append(entries(numbered(0, 30_000)));
    expect(texts(store, filtered(store, { text: 'message 29999' }))).toEqual(['message 29999']);
    expect(filtered(store, { text: '9' }).length).toBe(numbered(0, 30_000).filter((one) => one.includes('9')).length);
  });

  test.each<[Shown['show'], string[]]>([
    ['all', ['event', 'came', 'went']],
    ['in', ['came']],
    ['out', ['went']],
    ['messages', ['came', 'went']],
  ])('%s', (show, expected) => {
    const store = new StreamStore();
    store.append(entries(['event'], ENTRY.event));
    store.append(entries(['came'], ENTRY.binaryIn));
    store.append(entries(['went'], ENTRY.textOut));
    expect(texts(store, filtered(store, { show }))).toEqual(expected);
  });

  test('what comes later is looked at and what was dropped is forgotten', () => {
    const store = new StreamStore({ bytes: 10_000_000, rows: 10_000 });
    const filter = filtered(store, { text: 'message' });
    for (let batch = 0; batch < 40; batch += 1) {
      store.append(entries(numbered(batch * 5_000, batch * 5_000 + 5_000)));
      while (!filter.grow(0)) {}
    }
    expect(filter.length).toBe(store.end - store.first);
    expect(filter.at(0)).toBe(store.first);
    expect(filter.at(filter.length - 1)).toBe(store.end - 1);
  });

  test('a slice ends when its time is up, and the next goes on', () => {
    const store = new StreamStore();
    store.append(entries(numbered(0, 30_000)));
    const filter = new StreamFilter(store, EVERYTHING);
    let clock = 0;
    expect(filter.grow(1, () => clock++)).toBe(false);
    const some = filter.length;
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(30_000);
    while (!filter.grow(1, () => clock++)) {}
    expect(filter.length).toBe(30_000);
  });
});

test('whoever listens is told of the last change, also of one that comes while it hears of another', async () => {
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => setImmediate(frame));
  const store = new StreamStore();
  const heard: number[] = [];
  const whole = new Promise<void>((resolve) => {
    store.subscribe(() => {
      heard.push(store.end);
      if (heard.length === 1) store.append(entries(['two']));
      else resolve();
    });
  });
  store.append(entries(['one']));
  await whole;
  expect(heard).toEqual([1, 2]);
  vi.unstubAllGlobals();
});
