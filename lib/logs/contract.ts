import { z } from 'zod';
import { AccountRef } from '@/lib/core/account';
import type { Problem } from '@/lib/core/api';
import type { Failure } from '@/lib/core/error';
import type { LogEvent } from '@/lib/core/log-frame';

/** What a tail has to tell. Events of one part are in the order of their time; late ones come in a later part. */
export type TailPart =
  | { kind: 'events'; events: LogEvent[] }
  /** What had arrived by then of all up to `upTo` (ms since 1970) was told. `caughtUp`: a window was read to its end. */
  | { kind: 'polled'; upTo: number; isLong: boolean; caughtUp: boolean }
  /** A poll failed; the tail goes on by itself, and what was missed in the meantime is read then. */
  | { kind: 'trouble'; failure: Failure; retryInMs: number }
  /** The first poll that succeeded after trouble. */
  | { kind: 'resumed' };

/** Where a log goes. */
export type LogDestination = { type: 'group'; group: string } | { type: 'firehose'; arn: string };

/** Infrequent Access can be queried and not read; Delivery cannot even be queried (aws.md §7.5). What Essentials allows, AWS does not say. */
export type LogClass = 'STANDARD' | 'INFREQUENT_ACCESS' | 'DELIVERY' | 'ESSENTIALS';

/** What CloudWatch Logs says of a log group. */
export interface LogGroupFacts {
  /** Null for ever. */
  retentionDays: number | null;
  class: LogClass;
  /** Some hours old, as AWS tells it. */
  storedBytes: number | null;
}

/** One log of an API as it is configured. */
export interface ConfiguredLog {
  /** Unique within its API: `access:$default`, `execution:prod`, `function:notes-get`. */
  id: string;
  /** `access`: a line for each request. `execution`: what the gateway did. `function`: what the code behind it printed. */
  role: 'access' | 'execution' | 'function';
  /** Null for what belongs to the API as a whole. */
  stage: string | null;
  /** Keys of the routes that write here; none for all of them. */
  routes: string[];
  /** What a person calls it: "Access log of $default", a function's name. */
  label: string;
  /** Null where nothing is configured. */
  destination: LogDestination | null;
  /** Of an access log: the format as its stage has it. */
  format: string | null;
  /** Of an execution log: as much is logged, as AWS spells it: `ERROR`, `INFO`, `ALL`. */
  level: string | null;
  /** The group is where AWS writes unless told otherwise, and whether it was told otherwise could not be read. */
  assumed: boolean;
}

/** One log of an API and what CloudWatch Logs says of it. */
export interface LogPlace extends ConfiguredLog {
  facts: LogGroupFacts | null;
  /** Whether the log group is there; null where that could not be read, or there is none to look for. */
  exists: boolean | null;
}

export interface LogPlaces {
  places: LogPlace[];
  /** Parts that could not be read. */
  problems: Problem[];
}

/** The name of a log group as CloudWatch Logs lets it be given. */
export const LogGroupName = z
  .string()
  .regex(/^[.\-_/#A-Za-z0-9]{1,512}$/, 'A log group is named in letters, digits and . - _ / # only.');

const Time = z.number().int().min(0).max(8_640_000_000_000_000);

/** What is to be followed. The line brings events in frames (lib/core/log-frame.ts) and line events in between. */
export const LogTailInput = z.object({
  group: LogGroupName,
  /** CloudWatch's filter pattern; null for all events. */
  pattern: z.string().min(1).max(1_024).nullable().default(null),
  /** Nothing before is told: ms since 1970 by AWS's clock, or so many before now, which this machine's clock need not know. */
  since: z.union([Time, z.object({ back: Time })]),
  /** Nothing after is told, and the line ends by itself when it is there; null to go on. ms since 1970. */
  until: Time.nullable().default(null),
  /** `poll` loses nothing; `live-tail` is quicker, costs by the minute, begins now, and leaves out what exceeds 500 events a second. */
  way: z.enum(['poll', 'live-tail']).default('poll'),
});
export type LogTailInput = z.input<typeof LogTailInput>;

/** What opens the line of a log group at the live door, in place of an API's own connect input. */
export const LogLineInput = z.object({ account: AccountRef, tail: LogTailInput });
export type LogLineInput = z.input<typeof LogLineInput>;

/** A query of CloudWatch Logs Insights. CloudWatch takes 50 log groups and 10,000 characters at most. */
export const InsightsInput = z
  .object({
    account: AccountRef,
    groups: z.array(LogGroupName).min(1, 'Name a log group.').max(50, 'Insights queries 50 log groups at most.'),
    query: z
      .string()
      .max(10_000, 'A query has 10,000 characters at most.')
      .refine((text) => text.trim() !== '', 'Write a query.'),
    from: Time,
    to: Time,
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'The time range ends before it begins.' });
export type InsightsInput = z.infer<typeof InsightsInput>;

/** What a query has read so far. CloudWatch charges by `bytes`. */
export interface InsightsStatistics {
  matched: number;
  scanned: number;
  bytes: number;
}

/** How a query ended, as CloudWatch has it: `Complete`, `Failed`, `Cancelled`, `Timeout`. */
export type InsightsEnding = 'complete' | 'failed' | 'cancelled' | 'timeout';

/** `rejected` and `done` are the last. */
export type InsightsEvent =
  | { type: 'progress'; waiting: boolean; statistics: InsightsStatistics }
  /** CloudWatch does not understand the query's text: what it says, and where, as offsets of characters. */
  | { type: 'rejected'; message: string; at: { from: number; to: number } | null }
  | { type: 'done'; ended: InsightsEnding; result: InsightsResult; statistics: InsightsStatistics };

/** A table as Insights gives it: everything is text, and what a row lacks is null. */
export interface InsightsResult {
  columns: string[];
  rows: (string | null)[][];
  /** There may be more rows than CloudWatch gives at once. */
  cut: boolean;
}
