import 'server-only';
import { type Invocation, invocationIn } from '@/lib/core/lambda-log/invocation';
import { readLambdaLine } from '@/lib/core/lambda-log/line';
import type { LogEvent } from '@/lib/core/log-frame';
import type { StoryJoin } from './contract';
import type { RequestTime } from './request-time';
import { type Desk, quoted, search } from './search';

/** A function that may have done the request's work. */
export interface Worker {
  /** The id of its log (`ConfiguredLog`). */
  place: string;
  name: string;
  group: string;
}

/** The invocation that did it. */
export interface Traced extends Worker {
  requestId: string;
  joined: StoryJoin;
}

/** An environment takes no longer to begin. */
const INIT_MS = 15_000;
/** Nor a function to end, though the gateway has long answered. */
const LONGEST_MS = 15 * 60_000;
const BEFORE_MS = 60_000;

function around({ from, to }: RequestTime) {
  return { from: from - BEFORE_MS, to: to + LONGEST_MS };
}

/** All that the log has of an invocation by now, in order; null while it has nothing. */
export async function readInvocation(
  desk: Desk,
  traced: Traced,
  time: RequestTime,
): Promise<Invocation<LogEvent> | null> {
  const { group, requestId } = traced;
  const named = await search(desk, { group, pattern: quoted(requestId), ...around(time) });
  const first = named.find(({ message }) => readLambdaLine(message).kind === 'start') ?? named[0];
  if (!first) return null;
  const ended = named.some(({ message }) => readLambdaLine(message).kind === 'report');
  const times = named.map(({ at }) => at);
  const events = await search(desk, {
    group,
    stream: first.stream,
    from: Math.min(...times) - INIT_MS,
    to: ended ? Math.max(...times) + 1 : around(time).to,
  });
  const invocation = invocationIn(events, requestId);
  // What reads a log may see an event at one time and not at the next.
  return invocation.lines.length > 0 ? invocation : invocationIn(named, requestId);
}

/** The worker in whose log an invocation is. */
export async function findWorker(
  desk: Desk,
  workers: readonly Worker[],
  asked: { requestId: string; time: RequestTime },
): Promise<Traced | null> {
  for (const worker of workers) {
    const hits = await search(desk, { group: worker.group, pattern: quoted(asked.requestId), ...around(asked.time) });
    if (hits.length > 0) return { ...worker, requestId: asked.requestId, joined: 'access-log' };
  }
  return null;
}

/** The invocation that printed the gateway's id of the request: functions that log their event do. */
export async function findByGatewayId(
  desk: Desk,
  workers: readonly Worker[],
  asked: { ids: readonly string[]; time: RequestTime },
): Promise<Traced | null> {
  for (const worker of workers) {
    for (const id of asked.ids) {
      const [hit] = await search(desk, { group: worker.group, pattern: quoted(id), ...around(asked.time) });
      const requestId = hit && (await requestOf(desk, worker, hit));
      if (requestId) return { ...worker, requestId, joined: 'gateway-id' };
    }
  }
  return null;
}

/** The invocation that an event belongs to: the one it names, else the one that began before it in its stream. */
async function requestOf(desk: Desk, { group }: Worker, event: LogEvent): Promise<string | null> {
  const line = readLambdaLine(event.message);
  if (line.kind !== 'init' && line.requestId !== null) return line.requestId;
  const sought = { group, stream: event.stream, from: event.at - LONGEST_MS, to: event.at + 1 };
  const starts = (await search(desk, { ...sought, pattern: STARTS })).flatMap(startOf);
  return starts.at(-1)?.requestId ?? null;
}

/** Text and JSON. */
const STARTS = '?"START RequestId" ?"platform.start"';
/** Clocks differ, and `date` has whole seconds. */
const MARGINS_MS = [1_000, 4_000];

interface Start {
  requestId: string;
  at: number;
}

function startOf({ message, at }: LogEvent): Start[] {
  const line = readLambdaLine(message);
  return line.kind === 'start' ? [{ requestId: line.requestId, at }] : [];
}

/** The invocations that began while the request was under way. Only where there is one can it be taken for the request's. */
export async function findByTime(desk: Desk, workers: readonly Worker[], { from, to }: RequestTime): Promise<Traced[]> {
  const widest = Math.max(...MARGINS_MS);
  const all: (Traced & Start)[] = [];
  for (const worker of workers) {
    const events = await search(desk, { group: worker.group, pattern: STARTS, from: from - widest, to: to + widest });
    all.push(...events.flatMap(startOf).map((start) => ({ ...worker, ...start, joined: 'time' as const })));
  }
  for (const margin of MARGINS_MS) {
    const near = all.filter(({ at }) => at >= from - margin && at <= to + margin);
    if (near.length > 0) return near;
  }
  return [];
}
