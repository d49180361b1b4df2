import { describe, expect, it } from 'vitest';
import type { InsightsResult } from '@/lib/logs/contract';
import { routesOf, seriesOf } from './insights-series';

const table = (columns: string[], rows: (string | null)[][]): InsightsResult => ({ columns, rows, cut: false });
const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 25, 3);

describe('a table of Insights', () => {
  it('over time becomes points without a hole, from one end of the range to the other', () => {
    const result = table(
      ['bin(5m)', 'requests', 'serverErrors', 'p50'],
      [
        ['2026-11-25 03:10:00.000', '7', '1', '12.5'],
        ['2026-11-25 03:05:00.000', '2', '0', null],
      ],
    );
    const series = seriesOf(result, [START + 4 * MINUTE, START + 20 * MINUTE]);
    expect(series?.points.map(({ at, requests }) => [(at - START) / MINUTE, requests])).toEqual([
      [0, 0],
      [5, 2],
      [10, 7],
      [15, 0],
    ]);
    expect(series?.points[2]).toMatchObject({ serverErrors: 1, clientErrors: 0, p50: 12.5, p95: null });
    expect([series?.hasStatus, series?.hasLatency]).toEqual([true, true]);
  });

  it('by route keeps the route as it is, and no route as a dash', () => {
    const result = table(
      ['requests', 'routeKey'],
      [
        ['7', 'GET /'],
        ['2', null],
      ],
    );
    expect(routesOf(result)?.map(({ route, requests }) => [route, requests])).toEqual([
      ['GET /', 7],
      ['-', 2],
    ]);
  });

  it.each([
    ['another shape', ['@timestamp', '@message']],
    ['two things beside the numbers', ['requests', 'route', 'ip']],
    ['nothing', []],
  ])('is no picture where it has %s', (_, columns) => {
    expect(seriesOf(table(columns, []), [0, MINUTE])).toBeNull();
    expect(routesOf(table(columns, []))).toBeNull();
  });
});
