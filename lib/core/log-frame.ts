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
  if (end < 0) return null;
  const [at, ingestedAt, id, stream] = decoder.decode(payload.subarray(0, end)).split('\t');
  if (at === undefined || ingestedAt === undefined || id === undefined || stream === undefined) return null;
  return { at: Number(at), ingestedAt: Number(ingestedAt), id, stream, message: payload.subarray(end + 1) };
}

/** The event's own time alone, for sorting: nothing is decoded. */
export function logFrameTime(payload: Uint8Array): number {
  let time = 0;
  for (let index = 0; index < payload.length; index += 1) {
    const byte = payload[index] ?? TAB;
    if (byte === TAB) break;
    time = time * 10 + (byte - ZERO);
  }
  return time;
}

/** Where the message begins in a frame. */
export function logMessageStart(payload: Uint8Array): number {
  return payload.indexOf(NEWLINE) + 1;
}
