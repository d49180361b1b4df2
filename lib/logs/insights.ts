import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import { type AwsClients, openAccount } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';
import type { QueryResults } from '@/lib/aws/shapes';
import { backOffMs } from '@/lib/core/back-off';
import { AppError } from '@/lib/core/error';
import type { InsightsEnding, InsightsEvent, InsightsInput, InsightsStatistics } from './contract';
import { rejectionOf } from './insights-rejection';
import { resultOf } from './insights-result';

/** CloudWatch gives no more rows than this unless asked for them, and more make no picture. */
const MOST_ROWS = 10_000;
const FIRST_POLL_MS = 300;
const SLOWEST_POLL_MS = 3_000;
/** So many polls in a row may fail before the query is given up. */
const MOST_FAILURES = 4;
/** Stopping goes on when nobody waits for it any more, but not for ever. */
const STOP_MS = 5_000;

const ENDINGS: Readonly<Record<string, InsightsEnding>> = {
  Complete: 'complete',
  Failed: 'failed',
  Cancelled: 'cancelled',
  Timeout: 'timeout',
};
/** A poll that fails so may succeed the next time. */
const PASSING: ReadonlySet<string> = new Set(['throttled', 'unreachable', 'timed-out']);

type Logs = Pick<AwsClients['cloudwatchLogs'], 'startQuery' | 'getQueryResults' | 'stopQuery'>;

/** Runs a query in an account. Whoever leaves before its end stops it, for it costs by what it reads. */
export function runInsights(input: InsightsInput, signal: AbortSignal): AsyncGenerator<InsightsEvent> {
  return query(openAccount(input.account, 'interactive').cloudwatchLogs, input, { signal });
}

/** The same with the client given. */
export async function* query(
  logs: Logs,
  input: InsightsInput,
  { signal, wait = pause }: { signal: AbortSignal; wait?: typeof pause },
): AsyncGenerator<InsightsEvent> {
  const started = await start(logs, input, signal);
  if (typeof started !== 'string') {
    yield started;
    return;
  }
  let ended = false;
  try {
    for await (const event of poll(logs, started, { signal, wait })) {
      ended = event.type === 'done';
      yield event;
    }
  } finally {
    if (!ended) await stop(logs, started);
  }
}

async function start(logs: Logs, { groups, query: queryString, from, to }: InsightsInput, abortSignal: AbortSignal) {
  const range = { startTime: Math.floor(from / 1_000), endTime: Math.ceil(to / 1_000) };
  try {
    const asked = { logGroupNames: groups, queryString, ...range, limit: MOST_ROWS };
    const { queryId } = await logs.startQuery(asked, { abortSignal });
    if (!queryId) throw malformed('StartQuery', 'the query has no id');
    return queryId;
  } catch (error) {
    const rejection = rejectionOf(error, queryString);
    if (!rejection) throw error;
    return rejection;
  }
}

async function* poll(
  logs: Logs,
  queryId: string,
  { signal, wait }: { signal: AbortSignal; wait: typeof pause },
): AsyncGenerator<InsightsEvent> {
  let failures = 0;
  for (let turn = 0; ; turn++) {
    const waitMs = failures > 0 ? backOffMs(failures) : Math.min(SLOWEST_POLL_MS, FIRST_POLL_MS * 1.4 ** turn);
    await wait(waitMs, undefined, { signal });
    const answer = await results(logs, queryId, signal);
    if (answer instanceof AppError) {
      failures++;
      if (failures > MOST_FAILURES || !PASSING.has(answer.code)) throw answer;
      continue;
    }
    failures = 0;
    const event = eventOf(answer);
    yield event;
    if (event.type === 'done') return;
  }
}

async function results(logs: Logs, queryId: string, abortSignal: AbortSignal): Promise<QueryResults | AppError> {
  try {
    return await logs.getQueryResults({ queryId }, { abortSignal });
  } catch (error) {
    if (error instanceof AppError && !abortSignal.aborted) return error;
    throw error;
  }
}

function eventOf({ status = 'Unknown', statistics, results: rows = [] }: QueryResults): InsightsEvent {
  const read: InsightsStatistics = {
    matched: statistics?.recordsMatched ?? 0,
    scanned: statistics?.recordsScanned ?? 0,
    bytes: statistics?.bytesScanned ?? 0,
  };
  const ended = ENDINGS[status];
  if (ended === undefined) return { type: 'progress', waiting: status === 'Scheduled', statistics: read };
  return { type: 'done', ended, result: resultOf(rows, MOST_ROWS), statistics: read };
}

async function stop(logs: Logs, queryId: string): Promise<void> {
  // It may have ended meanwhile, and nobody is there to be told.
  await logs.stopQuery({ queryId }, { abortSignal: AbortSignal.timeout(STOP_MS) }).catch(() => {});
}
