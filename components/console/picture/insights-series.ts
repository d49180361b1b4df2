import { COLUMNS } from '@/lib/core/insights-query';
import type { InsightsResult } from '@/lib/logs/contract';
import { type Point, type RouteTotals, type Series, type Totals, withoutHoles } from './series';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads the table of a query over time; null where it is of another shape, as after the query was changed. */
export function seriesOf({ columns, rows }: InsightsResult, range: [from: number, to: number]): Series | null {
  const bin = columns.findIndex((name) => /^bin\(/.test(name));
  const binMs = binMsOf(columns[bin] ?? '');
  if (binMs === null || !columns.includes('requests')) return null;
  const points = rows.flatMap((row): Point[] => {
    const at = timeOf(row[bin] ?? '');
    return at === null ? [] : [{ at, ...totalsOf(columns, row) }];
  });
  return {
    binMs,
    points: withoutHoles(points, binMs, range),
    hasStatus: columns.includes('serverErrors'),
    hasLatency: columns.includes('p50'),
  };
}

/** Reads the table of a query by route; null where it is of another shape. */
export function routesOf({ columns, rows }: InsightsResult): RouteTotals[] | null {
  const others = columns.filter((name) => !(COLUMNS as readonly string[]).includes(name));
  const [name] = others;
  if (name === undefined || others.length > 1 || /^bin\(/.test(name) || !columns.includes('requests')) return null;
  const place = columns.indexOf(name);
  return rows.map((row) => ({ route: row[place] ?? '-', ...totalsOf(columns, row) }));
}

function totalsOf(columns: readonly string[], row: readonly (string | null)[]): Totals {
  const number = (name: string) => {
    const text = row[columns.indexOf(name)] ?? '';
    const value = Number(text);
    return text === '' || Number.isNaN(value) ? null : value;
  };
  return {
    ...{ requests: number('requests') ?? 0, clientErrors: number('clientErrors') ?? 0 },
    ...{ serverErrors: number('serverErrors') ?? 0, p50: number('p50'), p95: number('p95'), p99: number('p99') },
  };
}

function binMsOf(column: string): number | null {
  const [, count, unit = ''] = /^bin\(\s*(\d+)\s*(ms|[smhd])\s*\)$/.exec(column) ?? [];
  const ms = Number(count) * (UNITS[unit] ?? Number.NaN);
  return ms > 0 ? ms : null;
}

/** `2026-11-25 03:41:00.000`, which is UTC. */
function timeOf(text: string): number | null {
  const at = Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(at) ? null : at;
}
