import type { Value } from './row';

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function periodOf(text: string): number {
  const [, count = '1', unit = 'ms'] = /^(\d+)(ms|[smhdw])?$/.exec(text) ?? [];
  return Number(count) * (UNITS[unit] ?? 1);
}

/** What an Insights query may call on the values of one row (AWS: "Supported operations and functions"). */
export const FUNCTIONS: Record<string, (args: Value[]) => Value> = {
  abs: ([a = null]) => Math.abs(Number(a)),
  bin: ([period = '', time = null]) => Math.floor(Number(time) / periodOf(String(period))) * periodOf(String(period)),
  ceil: ([a = null]) => Math.ceil(Number(a)),
  coalesce: (args) => args.find((one) => one !== null) ?? null,
  concat: (args) => args.map((one) => one ?? '').join(''),
  floor: ([a = null]) => Math.floor(Number(a)),
  isblank: ([a = null]) => a === null || String(a).trim() === '',
  isempty: ([a = null]) => a === null || a === '',
  ispresent: ([a = null]) => a !== null,
  strcontains: ([a = null, b = null]) => (String(a ?? '').includes(String(b ?? '')) ? 1 : 0),
  strlen: ([a = null]) => String(a ?? '').length,
  substr: ([a = null, from = 0, length = null]) =>
    String(a ?? '').slice(Number(from), length === null ? undefined : Number(from) + Number(length)),
  tolower: ([a = null]) => String(a ?? '').toLowerCase(),
  toupper: ([a = null]) => String(a ?? '').toUpperCase(),
  trim: ([a = null]) => String(a ?? '').trim(),
};

/** The share of values below: sorted, between the two nearest. */
function percentile(values: number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const place = ((sorted.length - 1) * share) / 100;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place % 1);
}

const numeric = (values: Value[]) =>
  values
    .filter((one) => one !== null && one !== '')
    .map(Number)
    .filter((one) => !Number.isNaN(one));
const present = (values: Value[]) => values.filter((one) => one !== null);
const total = (values: number[]) => values.reduce((sum, one) => sum + one, 0);

/** What `stats` may call on the values of a whole group; `more` are the arguments after the first. */
export const AGGREGATES: Record<string, (values: Value[], more: number[]) => Value> = {
  avg: (values) => (numeric(values).length === 0 ? null : total(numeric(values)) / numeric(values).length),
  count: (values) => present(values).length,
  count_distinct: (values) => new Set(present(values).map(String)).size,
  earliest: (values) => values[0] ?? null,
  latest: (values) => values.at(-1) ?? null,
  max: (values) =>
    numeric(values).reduce<number | null>((most, one) => (most === null || one > most ? one : most), null),
  median: (values) => percentile(numeric(values), 50),
  min: (values) =>
    numeric(values).reduce<number | null>((least, one) => (least === null || one < least ? one : least), null),
  pct: (values, [share = 50]) => percentile(numeric(values), share),
  percentile: (values, [share = 50]) => percentile(numeric(values), share),
  sum: (values) => total(numeric(values)),
};
