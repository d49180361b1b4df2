import { randomUUID } from 'node:crypto';
import { AwsFailure } from '@/sandbox/control/failure';
import { type Ask, groupNamed, invalid, number, text, texts } from '@/sandbox/logs/ask';
import type { LogDirectory, LogGroup } from '@/sandbox/logs/model';
import { placeOf } from '@/sandbox/logs/write';
import { type Command, commandsOf, type Table } from './commands';
import { type Row, rowOf, type Value } from './row';

type Cell = { field: string; value: string };

/** What a query came to. */
interface Ended {
  found: Cell[][];
  matched: number;
}

interface Query {
  commands: Command[];
  groups: LogGroup[];
  /** ms since 1970. */
  range: [from: number, to: number];
  limit: number;
  startedAt: number;
  /** Past this it has ended; before it says that it runs. */
  endsAt: number;
  cancelledAt: number | null;
  ended?: Ended;
}

const queries = new WeakMap<LogDirectory, Map<string, Query>>();

export function startQuery(ask: Ask): Record<string, unknown> {
  const named = [
    ...texts(ask, 'logGroupNames'),
    ...texts(ask, 'logGroupIdentifiers'),
    text(ask, 'logGroupName') ?? [],
  ].flat();
  if (named.length === 0 || named.length > 50) throw invalid('1 to 50 log groups can be queried.');
  const groups = named.map((name) => groupNamed(ask, name));
  if (groups.some(({ logGroupClass }) => logGroupClass === 'DELIVERY'))
    throw invalid('Log groups of class DELIVERY cannot be queried.');
  const [from, to] = [number(ask, 'startTime'), number(ask, 'endTime')];
  if (from === undefined || to === undefined || from > to)
    throw invalid('The start time must not be after the end time.');
  const queryString = text(ask, 'queryString') ?? '';
  if (queryString.length > 10_000) throw invalid('A query has at most 10,000 characters.');
  const known = queries.get(ask.logs) ?? new Map<string, Query>();
  queries.set(ask.logs, known);
  const queryId = randomUUID();
  known.set(queryId, {
    commands: commandsOf(queryString),
    ...{ groups, limit: number(ask, 'limit') ?? 10_000, cancelledAt: null },
    range: [from * 1000, to * 1000 + 999],
    startedAt: ask.now,
    // A scan takes its time where lines do too.
    endsAt: ask.now + (ask.logs.scanMs ?? ask.logs.delivery.leastMs),
  });
  return { queryId };
}

export function stopQuery(ask: Ask): Record<string, unknown> {
  const query = queryOf(ask);
  if (query.cancelledAt !== null || query.endsAt <= ask.now)
    throw invalid('Query is already ended with Complete status');
  query.cancelledAt = ask.now;
  return { success: true };
}

export function getQueryResults(ask: Ask): Record<string, unknown> {
  const query = queryOf(ask);
  const events = query.groups.flatMap((group) => {
    const [from, to] = query.range;
    const found = group.events.slice(placeOf(group.events, from - 1), placeOf(group.events, to));
    return found.filter(({ visibleAt }) => visibleAt <= query.startedAt).map((event) => ({ group, event }));
  });
  const running = query.cancelledAt === null && query.endsAt > ask.now;
  const scanned = events.slice(0, Math.floor(events.length * shareScanned(query, ask.now)));
  const bytesScanned = scanned.reduce((sum, { event }) => sum + Buffer.byteLength(event.message), 0);
  const rows = () => events.map(({ group, event }) => rowOf(group, event)).reverse();
  if (!running && query.cancelledAt === null) query.ended ??= run(query, rows());
  const { found, matched } = query.ended ?? { found: [], matched: 0 };
  return {
    queryLanguage: 'CWLI',
    status: query.cancelledAt !== null ? 'Cancelled' : running ? 'Running' : 'Complete',
    results: found,
    statistics: {
      ...{ recordsMatched: matched, recordsScanned: scanned.length, bytesScanned },
      ...{ estimatedRecordsSkipped: 0, estimatedBytesSkipped: 0, logGroupsScanned: query.groups.length },
    },
  };
}

/** From 0 to 1. What was cancelled goes no further. */
function shareScanned({ startedAt, endsAt, cancelledAt }: Query, now: number): number {
  return endsAt <= startedAt ? 1 : Math.min(1, ((cancelledAt ?? now) - startedAt) / (endsAt - startedAt));
}

function queryOf(ask: Ask): Query {
  const query = queries.get(ask.logs)?.get(text(ask, 'queryId') ?? '');
  if (!query) throw new AwsFailure('ResourceNotFoundException', 400, 'The specified query does not exist.');
  return query;
}

function run({ commands, limit }: Query, rows: Row[]): Ended {
  const whole: Table = { rows, shown: null, matched: rows.length, counted: false };
  const table = commands.reduce((so, command) => command(so), whole);
  const shown = table.shown ?? ['@timestamp', '@message'];
  return { found: table.rows.slice(0, limit).map((row) => cellsOf(row, shown)), matched: table.matched };
}

function cellsOf(row: Row, shown: string[]): Cell[] {
  const names = row.get('@ptr') === null ? shown : [...shown, '@ptr'];
  return names.flatMap((field) => {
    const value = row.get(field);
    return value === null ? [] : [{ field, value: written(field, value) }];
  });
}

/** `2026-11-25 03:41:07.123` for times; numbers as short as they are. */
function written(field: string, value: Value): string {
  const isTime = /^(@timestamp|@ingestionTime|bin\(.*\))$/.test(field);
  return isTime ? new Date(Number(value)).toISOString().replace('T', ' ').replace('Z', '') : String(value);
}
