import type { LambdaError } from './error';
import { type LambdaLine, readLambdaLine } from './line';
import type { LambdaReport } from './report';

/** An event of a log group, as far as it is looked at here. Times are in ms since 1970. */
export interface Logged {
  id: string;
  at: number;
  message: string;
}

/** One invocation of a function, from what its log has of it. */
export interface Invocation<E extends Logged = Logged> {
  requestId: string;
  /** When Lambda logged START; null while that is not there. */
  startedAt: number | null;
  report: LambdaReport | null;
  /** The environment was begun for it. */
  cold: boolean;
  /** What it threw, or how else it broke: the last that its log tells. */
  error: LambdaError | null;
  /** In order, with what belongs to the beginning of its environment in front. */
  lines: { event: E; line: LambdaLine }[];
}

/**
 * Takes one invocation out of the events of its log stream. An environment serves one request at a time, so that what
 * stands between START and REPORT belongs to it, whatever it says; what begins an environment belongs to its first
 * request.
 */
export function invocationIn<E extends Logged>(events: readonly E[], requestId: string): Invocation<E> {
  const all = [...events].sort(inOrder).map((event) => ({ event, line: readLambdaLine(event.message) }));
  const lines = cut(all, requestId);
  const report = lines.flatMap(({ line }) => (line.kind === 'report' ? [line.report] : [])).at(-1) ?? null;
  const errors = lines.flatMap(({ line }) => (line.kind === 'said' && line.error ? [line.error] : []));
  return {
    requestId,
    startedAt: lines.find(({ line }) => line.kind === 'start')?.event.at ?? null,
    report,
    cold: (report?.initMs ?? report?.restoreMs ?? null) !== null || lines.some(({ line }) => line.kind === 'init'),
    error: errors.at(-1) ?? errorOf(report),
    lines,
  };
}

type Read<E> = { event: E; line: LambdaLine };

function cut<E extends Logged>(all: Read<E>[], requestId: string): Read<E>[] {
  const mine = (one: Read<E> | undefined) => idOf(one) === requestId;
  const start = all.findIndex((one) => one.line.kind === 'start' && mine(one));
  if (start < 0) return all.filter(mine);
  const end = endOf(all, start, requestId);
  const within = all.slice(beginningOf(all, start), end).filter((one) => mine(one) || isFree(one));
  const around = all.filter((one, at) => (at < start || at >= end) && mine(one));
  const found = new Set([...within, ...around]);
  return all.filter((one) => found.has(one));
}

/** Behind the REPORT; where there is none yet, before the next request, or behind all. */
function endOf<E extends Logged>(all: Read<E>[], start: number, requestId: string): number {
  const report = all.findLastIndex(({ line }) => line.kind === 'report' && line.requestId === requestId);
  if (report > start) return report + 1;
  const next = all.findIndex(({ line }, at) => at > start && line.kind === 'start' && line.requestId !== requestId);
  return next < 0 ? all.length : next;
}

/** Where the environment begins that served this request first; START itself where it had served others. */
function beginningOf<E extends Logged>(all: Read<E>[], start: number): number {
  for (let at = start - 1; at >= 0; at--) {
    const kind = all[at]?.line.kind;
    if (kind === 'init') return at;
    if (kind === 'start' || kind === 'end' || kind === 'report') return start;
  }
  return start;
}

/** Whether a line names no request: then it belongs to whichever it stands in. */
function isFree<E extends Logged>(one: Read<E>): boolean {
  return idOf(one) === null;
}

function idOf<E extends Logged>(one: Read<E> | undefined): string | null {
  return one && 'requestId' in one.line ? one.line.requestId : null;
}

function errorOf(report: LambdaReport | null): LambdaError | null {
  if (!report || report.status === 'success') return null;
  const message = report.status === 'timeout' ? 'The function reached its time limit.' : 'The function failed.';
  return { type: report.errorType, message, stack: [] };
}

/** CloudWatch's ids grow with time, and within one millisecond in the order of the stream. */
function inOrder(a: Logged, b: Logged): number {
  if (a.at !== b.at) return a.at - b.at;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
