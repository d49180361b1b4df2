/** Round trips in a few numbers, in milliseconds. */
export interface Spread {
  p50: number;
  p95: number;
  max: number;
  /** How many lie in each part; all parts from `from` on are `width` wide. */
  bars: number[];
  from: number;
  width: number;
}

const BARS = 24;

/** How round trips are distributed; null for none. The slowest are in the last bar, where they would flatten the rest. */
export function spreadOf(trips: readonly number[]): Spread | null {
  if (trips.length === 0) return null;
  const sorted = [...trips].sort((a, b) => a - b);
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  const from = sorted[0] ?? 0;
  const max = sorted.at(-1) ?? 0;
  const width = Math.max((Math.min(max, rank(0.95) * 2) - from) / BARS, 0.01);
  const bars = Array.from({ length: BARS }, () => 0);
  for (const trip of sorted) {
    const bar = Math.min(BARS - 1, Math.floor((trip - from) / width));
    bars[bar] = (bars[bar] ?? 0) + 1;
  }
  return { p50: rank(0.5), p95: rank(0.95), max, bars, from, width };
}
