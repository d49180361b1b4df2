/** A stretch of time up to now, and the length of the slices in which it is drawn, as Insights writes a period. */
export interface Range {
  value: string;
  label: string;
  ms: number;
  bin: string;
}

const HOUR = 3_600_000;

export const RANGES: readonly Range[] = [
  { value: '15m', label: 'Last 15 minutes', ms: HOUR / 4, bin: '15s' },
  { value: '1h', label: 'Last hour', ms: HOUR, bin: '1m' },
  { value: '6h', label: 'Last 6 hours', ms: 6 * HOUR, bin: '5m' },
  { value: '1d', label: 'Last day', ms: 24 * HOUR, bin: '15m' },
  { value: '7d', label: 'Last 7 days', ms: 7 * 24 * HOUR, bin: '2h' },
  { value: '30d', label: 'Last 30 days', ms: 30 * 24 * HOUR, bin: '6h' },
];

export const LAST_HOUR: Range = { value: '1h', label: 'Last hour', ms: HOUR, bin: '1m' };

export function rangeOf(value: string): Range {
  return RANGES.find((range) => range.value === value) ?? LAST_HOUR;
}

/** From when to when, for a query that is run now. */
export function limitsOf({ ms }: Range, now: number): { from: number; to: number } {
  return { from: now - ms, to: now };
}
