/** One event of a log group. Times are in ms since 1970. */
export interface LogEvent {
  /** CloudWatch's own id, by which an event that is read twice is known again. Empty where it came by Live Tail, which has none. */
  id: string;
  stream: string;
  at: number;
  ingestedAt: number;
  message: string;
}

/** An event with its message as it came, not decoded yet: most lines of a flood are never looked at. */
export interface LogFrame extends Omit<LogEvent, 'message'> {
  message: Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const NEWLINE = 10;
const TAB = 9;
const ZERO = 48;

/**
 * An event as a line of the live door carries it: `at`, `ingestedAt`, `id` and `stream` with tabs between them, then a
 * newline, then the message. CloudWatch gives neither ids nor streams a tab or a newline; from a stand-in they are dropped.
 */
export function logFrame(event: LogEvent): Uint8Array<ArrayBuffer> {
  return encoder.encode(textOf(event));
}

/** The same for many events: what is given is good until the next is written, so that nothing is allocated for each. */
export class LogFrameWriter {
  #room = new Uint8Array(16 * 1024);

  write(event: LogEvent): Uint8Array {
    const text = textOf(event);
    // In UTF-8 a character of a string takes three bytes at most.
    if (text.length * 3 > this.#room.length) this.#room = new Uint8Array(text.length * 3);
    return this.#room.subarray(0, encoder.encodeInto(text, this.#room).written);
  }
}

function textOf({ at, ingestedAt, id, stream, message }: LogEvent): string {
  return `${at}\t${ingestedAt}\t${plain(id)}\t${plain(stream)}\n${message}`;
}

function plain(name: string): string {
  return /[\t\n]/.test(name) ? name.replace(/[\t\n]+/g, ' ') : name;
}

/** What `logFrame` wrote; the message is a view on the same bytes. Null where it is something else. */
export function readLogFrame(payload: Uint8Array): LogFrame | null {
  const end = payload.indexOf(NEWLINE);
  const first = payload.indexOf(TAB);
  const second = payload.indexOf(TAB, first + 1);
  if (first < 0 || second < 0 || end < second) return null;
  const names = decoder.decode(payload.subarray(second + 1, end));
  const tab = names.indexOf('\t');
  if (tab < 0) return null;
  return {
    at: numberIn(payload, 0, first),
    ingestedAt: numberIn(payload, first + 1, second),
    id: names.slice(0, tab),
    stream: names.slice(tab + 1),
    message: payload.subarray(end + 1),
  };
}

/** The event's own time alone, for sorting: nothing is decoded. */
export function logFrameTime(payload: Uint8Array): number {
  return numberIn(payload, 0, payload.indexOf(TAB));
}

function numberIn(bytes: Uint8Array, from: number, to: number): number {
  let number = 0;
  for (let index = from; index < to; index += 1) number = number * 10 + ((bytes[index] ?? ZERO) - ZERO);
  return number;
}

/** Where the message begins in a frame. */
export function logMessageStart(payload: Uint8Array): number {
  return payload.indexOf(NEWLINE) + 1;
}
