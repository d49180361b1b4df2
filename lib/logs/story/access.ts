import 'server-only';
import { AccessLogReader } from '@/lib/core/access-log/reader';
import type { AccessLogRecord } from '@/lib/core/access-log/record';
import { toFailure } from '@/lib/core/error';
import type { LogEvent } from '@/lib/core/log-frame';
import type { LogPlace } from '@/lib/logs/contract';
import type { StoryAccess, StoryEvent } from './contract';
import { lookUntil, passingThere, untilOf } from './pace';
import { type Desk, quoted, search } from './search';
import type { Told } from './told';
import { failure, gone, unreadable } from './unreadable';

/** Access logs arrive within seconds, now and then after a minute; AWS promises no time. */
export const ACCESS_PATIENCE_MS = 120_000;
/** Lines carry the time at which the request came or ended, by the gateway's clock. */
const BEFORE_MS = 60_000;
const AFTER_MS = 120_000;

/** Looks for the request's line in the log of its stage, and tells what it came to. */
export async function* accessChapter(desk: Desk, place: LogPlace, told: Told): AsyncGenerator<StoryEvent> {
  const reader = place.format === null ? null : new AccessLogReader(place.format);
  const group = place.destination?.type === 'group' ? place.destination.group : '';
  const why = unreadable(place) ?? unjoinable(reader, told.ids);
  if (why) {
    told.tell({ state: 'none' });
    yield { type: 'missing', chapter: 'access', failure: why };
    return;
  }
  try {
    const until = untilOf(desk, told, ACCESS_PATIENCE_MS);
    const found = yield* lookUntil(
      desk,
      { chapter: 'access', group, until },
      () => findLine(desk, group, told, reader),
      passingThere,
    );
    told.tell(found ? { state: 'found', record: found.record, names: reader?.names ?? [] } : { state: 'none' });
    yield found ? toAccess({ ...found, place: place.id, group }) : tooLate(group);
  } catch (error) {
    if (desk.signal.aborted) throw error;
    told.tell({ state: 'none' });
    const reason = toFailure(error);
    yield { type: 'missing', chapter: 'access', failure: reason.code === 'not-found' ? gone(place, group) : reason };
  }
}

const IDS = ['requestId', 'extendedRequestId'];

function unjoinable(reader: AccessLogReader | null, ids: readonly string[]) {
  if (ids.length === 0) {
    return failure(
      'not-found',
      'No request id of AWS came back, so that no line can be told to be this request’s.',
      'Look at the lines of that time in the log. A proxy may take the id away, and an emulator may give none.',
    );
  }
  if (!reader || IDS.some((name) => reader.names.includes(name))) return null;
  return failure(
    'not-supported',
    'The format of the access log names no request, so that no line can be told to be this one’s.',
    'Add $context.requestId to the format of the stage.',
  );
}

interface Line {
  event: LogEvent;
  record: AccessLogRecord | null;
}

async function findLine(desk: Desk, group: string, told: Told, reader: AccessLogReader | null): Promise<Line | null> {
  const pattern = told.ids.map((id) => (told.ids.length > 1 ? `?${quoted(id)}` : quoted(id))).join(' ');
  const { from, to } = told.time;
  const events = await search(desk, { group, pattern, from: from - BEFORE_MS, to: to + AFTER_MS });
  const lines = events.map((event) => ({ event, record: reader?.read(event.message, event.at) ?? null }));
  const own = lines.find(({ record }) => record && IDS.some((name) => told.ids.includes(record.text(name) ?? '')));
  // An id can stand in another request's line too: anybody may send it along.
  return own ?? lines.find(({ record }) => record === null) ?? null;
}

function toAccess({ event, record, place, group }: Line & { place: string; group: string }): StoryAccess {
  const fields = record ? [...record.entries()] : null;
  return { type: 'access', place, group, event, fields, ambiguous: record?.ambiguous ?? false };
}

function tooLate(group: string): StoryEvent {
  return {
    type: 'missing',
    chapter: 'access',
    failure: failure(
      'timed-out',
      `No line of this request has arrived in ${group}.`,
      'AWS delivers lines as well as it can, which may take minutes, and writes none of some refusals: of 413, of many 429, and where a domain leads to no stage. Look again later.',
    ),
  };
}
