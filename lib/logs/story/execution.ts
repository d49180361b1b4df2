import 'server-only';
import { toFailure } from '@/lib/core/error';
import type { LogEvent } from '@/lib/core/log-frame';
import type { LogPlace } from '@/lib/logs/contract';
import type { StoryEvent } from './contract';
import { lookUntil, NEW_GROUP_PATIENCE_MS, untilOf } from './pace';
import { type Desk, quoted, search } from './search';
import { shortened } from './shortened';
import type { Told } from './told';
import { failure, gone, unreadable } from './unreadable';

const PATIENCE_MS = 60_000;
/** Lines arrive one by one; when nothing has come for so long, that was all. */
const SETTLING_MS = 12_000;
const BEFORE_MS = 60_000;
const AFTER_MS = 120_000;

/** What AWS logged of its own work on the request: AppSync's log, the execution log of a stage. */
export async function* executionChapter(desk: Desk, place: LogPlace, told: Told): AsyncGenerator<StoryEvent> {
  const why = unreadable(place);
  if (why) return yield { type: 'missing', chapter: 'execution', failure: why };
  const group = place.destination?.type === 'group' ? place.destination.group : '';
  const looking = { chapter: 'execution' as const, group };
  const toEvent = (events: LogEvent[]): StoryEvent => ({
    type: 'execution',
    place: place.id,
    group,
    ...shortened(events),
  });
  try {
    let shown = 0;
    const look = async () => {
      const events = await lines(desk, group, told);
      return events.length > shown ? events : null;
    };
    let until = untilOf(desk, told, place.exists === false ? NEW_GROUP_PATIENCE_MS : PATIENCE_MS);
    for (;;) {
      const events = yield* lookUntil(desk, { ...looking, until }, look);
      if (!events) break;
      shown = events.length;
      until = desk.clock.now() + SETTLING_MS;
      yield toEvent(events);
    }
    if (shown === 0) yield nothing(place, group);
  } catch (error) {
    if (desk.signal.aborted) throw error;
    const reason = toFailure(error);
    yield { type: 'missing', chapter: 'execution', failure: reason.code === 'not-found' ? gone(place, group) : reason };
  }
}

async function lines(desk: Desk, group: string, { ids, time }: Told): Promise<LogEvent[]> {
  const pattern = ids.map((id) => (ids.length > 1 ? `?${quoted(id)}` : quoted(id))).join(' ');
  const events = await search(desk, { group, pattern, from: time.from - BEFORE_MS, to: time.to + AFTER_MS });
  return events.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function nothing({ level }: LogPlace, group: string): StoryEvent {
  const reason = failure(
    'timed-out',
    `Nothing of this request has arrived in ${group}.`,
    level === 'ERROR'
      ? 'Its level is ERROR: of requests without an error little or nothing is logged. Look again later, or raise the level.'
      : 'Logs arrive within seconds, now and then after minutes. Look again later.',
  );
  return { type: 'missing', chapter: 'execution', failure: reason };
}
