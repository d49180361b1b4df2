import { createHash } from 'node:crypto';
import type { LogDirectory, LogEvent, LogGroup } from './model';

/** What one group keeps; past it, the oldest goes. */
const MOST_EVENTS = 250_000;

interface Line {
  stream: string;
  /** ms since 1970. */
  timestamp: number;
  message: string;
}

/** Takes in a line that a service logs: it is found when it has been delivered. */
export function writeLog(logs: LogDirectory, group: LogGroup, line: Line): void {
  const { leastMs, mostMs } = logs.delivery;
  // Squared, most take little longer than the least.
  store(group, line, Date.now() + Math.round(leastMs + (mostMs - leastMs) * Math.random() ** 2));
}

let written = 0;

/** Takes in an event that is found from `visibleAt` on. */
export function store(group: LogGroup, { stream, timestamp, message }: Line, visibleAt: number): LogEvent {
  const event = { id: eventId(timestamp, stream), stream, timestamp, ingestionTime: visibleAt, message, visibleAt };
  group.events.splice(placeOf(group.events, timestamp), 0, event);
  group.storedBytes += Buffer.byteLength(message) + 26;
  if (group.events.length > MOST_EVENTS) group.events.shift();
  noteStream(group, event);
  return event;
}

/** Behind everything of that time and before. */
export function placeOf(events: readonly LogEvent[], timestamp: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.timestamp ?? 0) <= timestamp) low = middle + 1;
    else high = middle;
  }
  return low;
}

function noteStream({ streams }: LogGroup, { stream: name, timestamp, ingestionTime }: LogEvent): void {
  const stream = streams.get(name) ?? { name, createdAt: ingestionTime };
  streams.set(name, stream);
  stream.firstEventAt = Math.min(stream.firstEventAt ?? timestamp, timestamp);
  stream.lastEventAt = Math.max(stream.lastEventAt ?? timestamp, timestamp);
  stream.lastIngestionAt = Math.max(stream.lastIngestionAt ?? ingestionTime, ingestionTime);
}

/** By stream: most lines are of few streams. */
const origins = new Map<string, number>();

/** 56 digits that grow with time, as CloudWatch's do: the time, then something of the stream, then a number. */
function eventId(timestamp: number, stream: string): string {
  let origin = origins.get(stream);
  if (origin === undefined) {
    origin = createHash('sha1').update(stream).digest().readUInt32BE();
    origins.set(stream, origin);
  }
  return `3${String(timestamp).padStart(15, '0')}${String(origin).padStart(12, '0')}${String(written++).padStart(28, '0')}`;
}
