import type { Failure } from './error';
import type { AnswerHead, Timings, UnreachableReason, WireRequest } from './outcome';

/** What one entry of a line is. The tag travels as one byte in front of its payload. */
export const ENTRY = { event: 0, textIn: 1, binaryIn: 2, textOut: 3, binaryOut: 4 } as const;
export type EntryTag = (typeof ENTRY)[keyof typeof ENTRY];
/** The tags of what was said, without the events around it. */
export type FrameTag = Exclude<EntryTag, typeof ENTRY.event>;

/** How a line ended: `asked` by the person, by the `api`, or `broken` without a word. */
export interface LineEnd {
  /** The close code of RFC 6455 §7.4; 1006 where none came, null for a line that is no WebSocket. */
  code: number | null;
  reason: string;
  by: 'asked' | 'api' | 'broken';
}

/**
 * What happens on a line that is held open with an inspected API, in order, beside what is said on it. A line opens with
 * `request`, then `open`, `refused` or `unreachable`; after `waiting` it opens again. `ended` is the last word, and so is
 * `failure`, where Signalbox itself could not do its part.
 */
export type LineEvent =
  | { type: 'request'; request: WireRequest }
  | { type: 'open'; head: AnswerHead; protocol: string | null; timings: Timings }
  /** The handshake was answered by something else than an open line. `body` is its first 64 KB as text. */
  | { type: 'refused'; head: AnswerHead; body: string; timings: Timings }
  | { type: 'unreachable'; reason: UnreachableReason; message: string; timings: Timings }
  /** One subscription's own course: accepted, refused or failed by the API (`errors` as it sent them), completed. */
  | { type: 'started' }
  | { type: 'errors'; errors: unknown }
  | { type: 'completed' }
  /** What was said about a channel was taken, or not, with the API's own errors. */
  | { type: 'answered'; said: 'subscribe' | 'unsubscribe' | 'publish'; channel: string; errors: unknown }
  /** A control frame or a keep-alive that came or went. */
  | { type: 'beat'; beat: 'ping' | 'pong' | 'keep-alive'; out: boolean }
  /** Frames that came and were not kept, and why: nobody read them in time, or there was no more room. Beats and notes go with them. */
  | { type: 'gap'; frames: number; bytes: number; why: 'unread' | 'room' }
  /** Something is off, and the line goes on: invalid UTF-8, a message that makes no sense in this protocol. */
  | { type: 'note'; message: string }
  /** Of a log: all up to `upTo` (ms since 1970) that has arrived was told. `caughtUp`: that is up to now, or to the end of the range. */
  | { type: 'polled'; upTo: number; caughtUp: boolean }
  /** Of a log: it cannot be read just now. It is tried again by itself, and what is missed meanwhile is read then. */
  | { type: 'trouble'; failure: Failure; retryInMs: number }
  /** Of a log: it can be read again. */
  | { type: 'resumed' }
  /** Of a log: Live Tail left events out, because there were more than it brings. */
  | { type: 'sampled' }
  | { type: 'closed'; end: LineEnd }
  /** The line opens again by itself after this many milliseconds. */
  | { type: 'waiting'; attempt: number; delayMs: number }
  | { type: 'ended' }
  | { type: 'failure'; failure: Failure };

/** Whether nothing can follow an event on its line. */
export function isLast(event: LineEvent): boolean {
  return event.type === 'ended' || event.type === 'failure';
}

/** Where a held line puts what happens on it. */
export interface LineSink {
  event(event: LineEvent): void;
  /**
   * One message, whole, or `said` of them in one; the bytes are copied before this returns. False when the receiver is
   * full: then the line is paused until `resume` is called on it.
   */
  frame(tag: FrameTag, bytes: Uint8Array, said?: number): boolean;
}

/** How a person ends a line: with the closing handshake, or by cutting it. */
export type HowToClose = { cut: true } | { cut: false; code?: number | undefined; reason?: string | undefined };

/** A line as the one who holds it sees it. */
export interface Line {
  /** It can be paused for as long as it takes and loses nothing by it. Others are read on after a while. */
  readonly patient?: true;
  /** Parses `input` and says it. Throws AppError where it cannot be said; then nothing was sent. */
  say(input: unknown, bytes: Uint8Array | null): void | Promise<void>;
  /** Reads no more from the other end, so that it feels the pressure. Twice is the same as once. */
  pause(): void;
  resume(): void;
  /** The last word of the line still comes: `ended`. */
  close(how: HowToClose): void;
}
