import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import type { LogEvent } from '@/lib/core/log-frame';
import type { TailClock } from '@/lib/logs/clock';
import { eventOf } from '@/lib/logs/reading';

export type Logs = Pick<AwsClients['cloudwatchLogs'], 'filterLogEvents'>;

/** What the chapters of a story share. */
export interface Desk {
  logs: Logs;
  clock: TailClock;
  signal: AbortSignal;
}

export interface Sought {
  group: string;
  /** CloudWatch's filter pattern; all events where there is none. */
  pattern?: string;
  stream?: string;
  /** ms since 1970; `to` is not part of it. */
  from: number;
  to: number;
}

/** A page may be empty and not the last; a busy group has many. */
const MOST_PAGES = 25;
const MOST_EVENTS = 20_000;

/** The events of a log group that CloudWatch finds. What is beyond the limits is left out. */
export async function search({ logs, signal }: Desk, sought: Sought): Promise<LogEvent[]> {
  const { group, pattern, stream, from, to } = sought;
  const found: LogEvent[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES && found.length < MOST_EVENTS; page++) {
    const answer = await logs.filterLogEvents(
      {
        logGroupName: group,
        startTime: Math.max(0, from),
        endTime: to,
        ...(pattern === undefined ? {} : { filterPattern: pattern }),
        ...(stream === undefined ? {} : { logStreamNames: [stream] }),
        ...(nextToken === undefined ? {} : { nextToken }),
      },
      { abortSignal: signal },
    );
    found.push(...(answer.events ?? []).flatMap((event) => eventOf(event) ?? []));
    if (answer.nextToken === undefined || answer.nextToken === nextToken) break;
    nextToken = answer.nextToken;
  }
  return found;
}

/** A filter pattern for events that hold this text as it stands. */
export function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
