import { type LogEvent, LogFrameWriter, readLogFrame } from './log-frame';

// Frames as tests write and read them: event by event.

const decoder = new TextDecoder();

/** A copy of the one frame that these events fit into. */
export function logFrame(events: readonly LogEvent[]): Uint8Array<ArrayBuffer> {
  const [first, ...others] = [...new LogFrameWriter().write(events)];
  if (!first || others.length > 0) throw new RangeError('These events are no single frame.');
  return first.bytes.slice();
}

/** The events of a frame, each with its id as a number; none where it is no frame. */
export function framedEvents(payload: Uint8Array): (Omit<LogEvent, 'id'> & { id: number })[] {
  const frame = readLogFrame(payload);
  return Array.from({ length: frame?.count ?? 0 }, (_, index) => ({
    id: frame?.ids[index] ?? Number.NaN,
    stream: frame?.names[frame.streams[index] ?? -1] ?? '',
    at: frame?.at[index] ?? Number.NaN,
    ingestedAt: frame?.ingestedAt[index] ?? Number.NaN,
    message: decoder.decode(frame?.messages.subarray(frame.ends[index - 1] ?? 0, frame.ends[index])),
  }));
}
