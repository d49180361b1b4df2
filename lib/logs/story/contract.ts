import { z } from 'zod';
import type { LogValue } from '@/lib/core/access-log/value';
import { ApiRef } from '@/lib/core/api';
import type { Failure } from '@/lib/core/error';
import type { LogEvent } from '@/lib/core/log-frame';

/** An id of a request as AWS gives it, safe between the quotes of a filter pattern. */
const RequestId = z.string().regex(/^[A-Za-z0-9_=+/.:-]{8,128}$/, 'That is no request id of AWS.');
const Time = z.number().int().min(0).max(8_640_000_000_000_000);

/** One request of which the logs are looked for. Times are in ms since 1970. */
export const StoryInput = z.object({
  api: ApiRef,
  /** Null for an API without stages. */
  stage: z.string().min(1).max(128).nullable(),
  /** The route that was meant; what the access log says goes before it. */
  routeKey: z.string().min(1).max(4_096).nullable(),
  /** The ids of the answer's headers, the gateway's own first. */
  ids: z.array(RequestId).max(8),
  /** By the clock of this machine. */
  sentAt: Time,
  answeredAt: Time,
  /** The answer's `date`, by AWS's clock; null where there was none. */
  date: Time.nullable(),
});
export type StoryInput = z.infer<typeof StoryInput>;

/** The three logs of a request: the stage's line, what AWS did of it, what the function printed. */
export type StoryChapter = 'access' | 'execution' | 'function';

/** How an invocation was told to be the request's: by the access log, by the gateway's id in its lines, or by its time alone. */
export type StoryJoin = 'access-log' | 'gateway-id' | 'time';

/** What was logged of one request, as it is found. An event of a chapter takes the place of the one before. */
export type StoryEvent =
  /** It is being looked for until `until`. `trouble` is why the last try failed. */
  | { type: 'looking'; chapter: StoryChapter; group: string; tries: number; until: number; trouble: Failure | null }
  | StoryAccess
  | ({ type: 'execution' } & StoryLines)
  | ({ type: 'function' } & StoryFunction)
  /** The gateway answered by itself: nothing behind it was called. */
  | { type: 'not-called' }
  /** There is nothing to look at or for, and why. */
  | { type: 'missing'; chapter: StoryChapter; failure: Failure };

export interface StoryAccess {
  type: 'access';
  /** The id of the log (`ConfiguredLog`) and its log group. */
  place: string;
  group: string;
  event: LogEvent;
  /** By AWS's names, in the order of the format. Null where the line is not in the stage's format. */
  fields: [name: string, value: LogValue][] | null;
  /** The line can be read in another way too. */
  ambiguous: boolean;
}

export interface StoryLines {
  place: string;
  group: string;
  events: LogEvent[];
  /** So many lines in the middle were left out. */
  more: number;
}

export interface StoryFunction extends StoryLines {
  /** The function's name. */
  name: string;
  /** Lambda's id of the invocation. */
  requestId: string;
  joined: StoryJoin;
}
