import type { Failure } from '@/lib/core/error';

/** One event of a log group. Times are in ms since 1970. */
export interface LogEvent {
  /** CloudWatch's own id, by which an event that is read twice is known again. */
  id: string;
  stream: string;
  at: number;
  ingestedAt: number;
  message: string;
}

/** What a tail has to tell. Events of one part are in the order of their time; late ones come in a later part. */
export type TailPart =
  | { kind: 'events'; events: LogEvent[] }
  /** A poll failed; the tail goes on by itself, and what was missed in the meantime is read then. */
  | { kind: 'trouble'; failure: Failure; retryInMs: number }
  /** The first poll that succeeded after trouble. */
  | { kind: 'resumed' };
