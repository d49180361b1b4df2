/** One slice of time, or one route: what happened there. Latencies are in ms; null where nothing tells them. */
export interface Totals {
  requests: number;
  /** Answers with a status of 400 to 499. */
  clientErrors: number;
  /** Answers with a status of 500 and more. */
  serverErrors: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
}

export interface Point extends Totals {
  /** Where the slice begins, in ms since 1970. */
  at: number;
}

/** Slices of one length without a hole: where nothing happened stands a point of zeros. */
export interface Series {
  binMs: number;
  points: Point[];
  hasStatus: boolean;
  hasLatency: boolean;
}

export interface RouteTotals extends Totals {
  /** As the log has it: a route key, or a method and a path; `-` where the request met no route. */
  route: string;
}

export const NOTHING: Totals = { requests: 0, clientErrors: 0, serverErrors: 0, p50: null, p95: null, p99: null };

/** More points than this cannot be told apart on a screen. */
const MOST_POINTS = 400;

/** Puts points of zeros where none is, from `from` to `to`. Too many slices become fewer of the same length at the end. */
export function withoutHoles(points: readonly Point[], binMs: number, [from, to]: [number, number]): Point[] {
  const known = new Map(points.map((point) => [point.at, point]));
  const last = Math.floor((to - 1) / binMs) * binMs;
  const first = Math.max(Math.floor(from / binMs) * binMs, last - (MOST_POINTS - 1) * binMs);
  const all: Point[] = [];
  for (let at = first; at <= last; at += binMs) all.push(known.get(at) ?? { at, ...NOTHING });
  return all;
}

/** The share of requests that failed, from 0 to 1. */
export function errorRate({ requests, serverErrors }: Totals): number {
  return requests === 0 ? 0 : serverErrors / requests;
}

export function clientErrorRate({ requests, clientErrors }: Totals): number {
  return requests === 0 ? 0 : clientErrors / requests;
}

/** The value below which this share of the values lies, between the two nearest, as Insights reckons it. The values are in order. */
export function percentile(sorted: ArrayLike<number>, share: number): number | null {
  const place = ((sorted.length - 1) * share) / 100;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place % 1);
}
