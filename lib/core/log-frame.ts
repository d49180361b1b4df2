import { idNumber } from './id-number';

/** One event of a log group. Times are in ms since 1970. */
export interface LogEvent {
  /** CloudWatch's own id, by which an event that is read twice is known again. Empty where it came by Live Tail, which has none. */
  id: string;
  stream: string;
  at: number;
  ingestedAt: number;
  message: string;
}

/** Events in a row as one frame of the live door has them: column by column, because most of a flood are never looked at. */
export interface LogFrame {
  count: number;
  at: Float64Array;
  ingestedAt: Float64Array;
  /** Each id as a number (./id-number.ts). */
  ids: Float64Array;
  /** Of each event, where its stream stands in `names`. */
  streams: Uint16Array;
  names: readonly string[];
  /** The messages one after the other in UTF-8, and where each ends. */
  messages: Uint8Array;
  ends: Uint32Array;
}

/** A frame has so many characters of messages and so many events at most, but one event in any case. */
const FRAME_CHARACTERS = 128 * 1024;
const FRAME_EVENTS = 8_192;
/** The count and the length of the names, then of each event three times eight bytes, four and two. */
const HEAD_BYTES = 8;
const EVENT_BYTES = 30;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Writes events as frames: `[u32 count][u32 length of the names]`, the columns `at`, `ingestedAt`, `ids`, `ends` and
 * `streams`, the names as JSON, the messages. Numbers stand as in memory, which is little endian wherever Node and
 * browsers run.
 */
export class LogFrameWriter {
  #room = new ArrayBuffer(16 * 1024);

  /** Each frame is good until the next is asked for, so that nothing is allocated for each. */
  *write(events: readonly LogEvent[]): Generator<{ bytes: Uint8Array; count: number }> {
    for (let from = 0; from < events.length; ) {
      const to = endOfFrame(events, from);
      yield {
        bytes: this.#frame(from === 0 && to === events.length ? events : events.slice(from, to)),
        count: to - from,
      };
      from = to;
    }
  }

  #frame(events: readonly LogEvent[]): Uint8Array {
    const count = events.length;
    const text = events.map(({ message }) => message).join('');
    const numbers = new Map<string, number>();
    const streams = events.map(({ stream }) => numberOf(stream, numbers));
    const names = encoder.encode(JSON.stringify([...numbers.keys()]));
    const messagesAt = HEAD_BYTES + count * EVENT_BYTES + names.length;
    // In UTF-8 a character of a string takes three bytes at most.
    const whole = messagesAt + text.length * 3;
    if (whole > this.#room.byteLength) this.#room = new ArrayBuffer(whole);
    const bytes = new Uint8Array(this.#room);
    const columns = columnsIn(this.#room, count);
    new Uint32Array(this.#room, 0, 2).set([count, names.length]);
    for (let index = 0; index < count; index += 1) {
      const { at, ingestedAt, id } = events[index] as LogEvent;
      columns.at[index] = at;
      columns.ingestedAt[index] = ingestedAt;
      columns.ids[index] = idNumber(id);
      columns.streams[index] = streams[index] as number;
    }
    bytes.set(names, messagesAt - names.length);
    const end = writeMessages(events, text, { room: bytes.subarray(messagesAt), ends: columns.ends });
    return bytes.subarray(0, messagesAt + end);
  }
}

/** What a `LogFrameWriter` wrote; the messages are a view on the same bytes. Null where it is something else. */
export function readLogFrame(payload: Uint8Array): LogFrame | null {
  if (payload.length < HEAD_BYTES) return null;
  const head = new DataView(payload.buffer, payload.byteOffset);
  const count = head.getUint32(0, true);
  const namesAt = HEAD_BYTES + count * EVENT_BYTES;
  const messagesAt = namesAt + head.getUint32(4, true);
  if (count === 0 || messagesAt > payload.length) return null;
  const messages = payload.subarray(messagesAt);
  // A copy, because columns of numbers have to be aligned.
  const columns = columnsIn(payload.slice(0, namesAt).buffer, count);
  if (columns.ends[count - 1] !== messages.length) return null;
  const names = JSON.parse(decoder.decode(payload.subarray(namesAt, messagesAt))) as string[];
  return { count, ...columns, names, messages };
}

function columnsIn(room: ArrayBuffer, count: number) {
  return {
    at: new Float64Array(room, HEAD_BYTES, count),
    ingestedAt: new Float64Array(room, HEAD_BYTES + count * 8, count),
    ids: new Float64Array(room, HEAD_BYTES + count * 16, count),
    ends: new Uint32Array(room, HEAD_BYTES + count * 24, count),
    streams: new Uint16Array(room, HEAD_BYTES + count * 28, count),
  };
}

function endOfFrame(events: readonly LogEvent[], from: number): number {
  const most = Math.min(events.length, from + FRAME_EVENTS);
  let characters = 0;
  for (let to = from; to < most; to += 1) {
    characters += (events[to] as LogEvent).message.length;
    if (characters > FRAME_CHARACTERS) return Math.max(to, from + 1);
  }
  return most;
}

function numberOf(stream: string, numbers: Map<string, number>): number {
  const known = numbers.get(stream);
  if (known !== undefined) return known;
  numbers.set(stream, numbers.size);
  return numbers.size - 1;
}

/** All at once where they are ASCII, which most are: then they are as long as their text. Gives where the last one ends. */
function writeMessages(
  events: readonly LogEvent[],
  text: string,
  { room, ends }: { room: Uint8Array; ends: Uint32Array },
): number {
  const isAscii = encoder.encodeInto(text, room).written === text.length;
  let end = 0;
  for (let index = 0; index < events.length; index += 1) {
    const { message } = events[index] as LogEvent;
    end += isAscii ? message.length : encoder.encodeInto(message, room.subarray(end)).written;
    ends[index] = end;
  }
  return end;
}
