import { describe, expect, it } from 'vitest';
import { LogRecords } from '@/components/console/logs/log-records';
import { LogStore } from '@/components/console/logs/log-store';
import { giveLines } from '@/components/console/logs/log-store-rig';
import { AccessLogReader } from '@/lib/core/access-log/reader';
import { RecordColumns } from './record-columns';

const START = Date.UTC(2026, 10, 25, 3);
const FORMAT = '$context.routeKey|$context.path|$context.status|$context.responseLatency';

function setUp() {
  const store = new LogStore({ bytes: 1_000_000, rows: 100 });
  const source = store.addSource(new AccessLogReader(FORMAT));
  const push = (at: number, message: string) => {
    giveLines(store, source, [{ at, message }]);
    store.settle();
  };
  return { store, push, columns: new RecordColumns(new LogRecords(store)) };
}

describe('the lines at hand', () => {
  it('are counted over time and by route, late ones too, and what is not in the format is told', () => {
    const { push, columns } = setUp();
    push(START + 5_000, 'GET /a|/a|200|10');
    push(START + 1_000, 'GET /a|/a|503|30');
    push(START + 1_500, '-|/nowhere|404|-');
    push(START + 2_000, 'half a line');
    expect(columns.takeIn()).toBe(true);
    const { binMs, points, hasStatus, hasLatency } = columns.series() ?? { binMs: 0, points: [] };
    expect([binMs, hasStatus, hasLatency, columns.unread]).toEqual([1_000, true, true, 1]);
    expect(points.map(({ requests }) => requests)).toEqual([2, 0, 0, 0, 1]);
    expect(points[0]).toEqual({
      ...{ at: START + 1_000, requests: 2, clientErrors: 1, serverErrors: 1, p50: 30, p95: 30, p99: 30 },
    });
    const none = { clientErrors: 1, serverErrors: 0, p50: null, p95: null, p99: null };
    expect(columns.routes()).toEqual([
      { route: 'GET /a', requests: 2, clientErrors: 0, serverErrors: 1, p50: 20, p95: 29, p99: 29.8 },
      { route: '-', requests: 1, ...none },
    ]);
  });

  it('are taken in a few milliseconds at a time, each once', () => {
    const { push, columns } = setUp();
    for (let index = 0; index < 90; index++) push(START + index, 'GET /a|/a|200|10');
    let time = 0;
    const slow = () => {
      time += 10;
      return time;
    };
    expect(columns.takeIn(slow)).toBe(false);
    expect(columns.routes()[0]?.requests).toBe(64);
    expect(columns.takeIn(slow)).toBe(true);
    push(START + 90, 'GET /a|/a|200|10');
    expect(columns.takeIn()).toBe(true);
    expect(columns.routes()[0]?.requests).toBe(91);
  });

  it('are forgotten with the store: what it let go, and all of it where it was emptied', () => {
    const { store, push, columns } = setUp();
    for (let index = 0; index < 50; index++) push(START + index * 60_000, 'GET /a|/a|200|10');
    columns.takeIn();
    store.clear();
    push(START, 'GET /b|/b|200|10');
    columns.takeIn();
    expect(columns.routes().map(({ route, requests }) => [route, requests])).toEqual([['GET /b', 1]]);
  });
});
