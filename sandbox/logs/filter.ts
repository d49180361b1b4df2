import { AwsFailure } from '@/sandbox/control/failure';
import { type Ask, groupAsked, invalid, number, text, texts } from './ask';
import type { LogEvent, LogGroup } from './model';
import { compilePattern } from './pattern';
import { placeOf } from './write';

const MOST_EVENTS = 10_000;
const LARGEST_PAGE = 1_048_576;
/** How many events are looked through for one page: with a pattern, a page may so be empty and yet not be the last. */
const MOST_LOOKED_AT = 20_000;

export function filterLogEvents(ask: Ask): Record<string, unknown> {
  const group = groupAsked(ask);
  refuseClass(group, 'FilterLogEvents');
  const limit = limitOf(ask);
  const isAsked = eventAsked(ask);
  const [from, to] = rangeAsked(ask);
  const token = text(ask, 'nextToken');
  const events: LogEvent[] = [];
  let bytes = 0;
  let at = token === undefined ? placeOf(group.events, from - 1) : placeAfter(group, readToken(token, group));
  for (let looked = 0; ; at++, looked++) {
    const event = group.events[at];
    if (!event || event.timestamp >= to) return { events: events.map(shownFiltered), searchedLogStreams: [] };
    if (events.length >= limit || bytes >= LARGEST_PAGE || looked >= MOST_LOOKED_AT) break;
    if (!isAsked(event)) continue;
    events.push(event);
    bytes += Buffer.byteLength(event.message);
  }
  const last = group.events[at - 1];
  return { events: events.map(shownFiltered), searchedLogStreams: [], nextToken: last && writeToken(last, group) };
}

function eventAsked(ask: Ask): (event: LogEvent) => boolean {
  const matches = compilePattern(text(ask, 'filterPattern') ?? '');
  const inStream = streamsAsked(ask);
  return ({ visibleAt, stream, message }) => visibleAt <= ask.now && inStream(stream) && matches(message);
}

/** Only log groups of the standard class can be read in this way. */
export function refuseClass({ logGroupClass }: LogGroup, operation: string): void {
  if (logGroupClass !== 'STANDARD') {
    throw new AwsFailure(
      'InvalidOperationException',
      400,
      `${operation} is not supported for log groups of class ${logGroupClass}.`,
    );
  }
}

function limitOf(ask: Ask): number {
  const limit = number(ask, 'limit') ?? MOST_EVENTS;
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= MOST_EVENTS)) {
    throw invalid(
      `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value less than or equal to ${MOST_EVENTS}`,
    );
  }
  return limit;
}

function streamsAsked(ask: Ask): (stream: string) => boolean {
  const names = texts(ask, 'logStreamNames');
  const prefix = text(ask, 'logStreamNamePrefix');
  if (names.length > 0 && prefix !== undefined)
    throw invalid('logStreamNames and logStreamNamePrefix are mutually exclusive.');
  if (names.length > 100) throw invalid('At most 100 log streams can be named.');
  if (prefix !== undefined) return (stream) => stream.startsWith(prefix);
  return names.length === 0 ? () => true : (stream) => names.includes(stream);
}

/** From the first millisecond that counts to the first that does not. */
export function rangeAsked(ask: Ask): [from: number, to: number] {
  const [from = 0, to = Number.POSITIVE_INFINITY] = [number(ask, 'startTime'), number(ask, 'endTime')];
  if (from > to) throw invalid('The start time must not be after the end time.');
  return [from, to];
}

interface Place {
  timestamp: number;
  id: string;
}

function writeToken({ timestamp, id }: Place, { name }: LogGroup): string {
  return Buffer.from(JSON.stringify([name, timestamp, id])).toString('base64url');
}

function readToken(token: string, { name }: LogGroup): Place {
  try {
    const [owner, timestamp, id] = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (owner === name && typeof timestamp === 'number' && typeof id === 'string') return { timestamp, id };
  } catch {}
  throw invalid('The specified nextToken is invalid.');
}

/** Behind the event that ended the page before; what has come in between since stands where its time puts it. */
function placeAfter({ events }: LogGroup, { timestamp, id }: Place): number {
  let at = placeOf(events, timestamp - 1);
  for (let seen = at; events[seen]?.timestamp === timestamp; seen++) if (events[seen]?.id === id) at = seen + 1;
  return at;
}

function shownFiltered({ stream, timestamp, message, ingestionTime, id }: LogEvent) {
  return { logStreamName: stream, timestamp, message, ingestionTime, eventId: id };
}
