import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '@/lib/core/api';
import type { TailClock } from '@/lib/logs/clock';
import type { LogPlace, LogPlaces } from '@/lib/logs/contract';
import { accessChapter } from './access';
import type { StoryChapter, StoryEvent, StoryInput } from './contract';
import { executionChapter } from './execution';
import { functionChapter } from './function';
import { inTurn } from './in-turn';
import { requestTime } from './request-time';
import type { Desk, Logs } from './search';
import { Told } from './told';
import { failure } from './unreadable';

const SYSTEM_CLOCK: TailClock = {
  now: Date.now,
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};

/** Finds what the logs of an API say of one request. All are looked into at once, each until it is found or too late. */
export function tellStory(
  logs: Logs,
  { places, problems }: LogPlaces,
  asked: StoryInput,
  { signal, clock = SYSTEM_CLOCK }: { signal: AbortSignal; clock?: TailClock },
): AsyncGenerator<StoryEvent> {
  const desk: Desk = { logs, clock, signal };
  const ofStage = places.filter(({ stage }) => stage === null || asked.stage === null || stage === asked.stage);
  const told = new Told({ ids: asked.ids, time: requestTime(asked), routeKey: asked.routeKey });
  const access = ofStage.find(({ role }) => role === 'access');
  const execution = ofStage.find(({ role }) => role === 'execution');
  const functions = ofStage.filter(({ role }) => role === 'function');
  if (!access) told.tell({ state: 'none' });
  return inTurn([
    access ? accessChapter(desk, access, told) : saidOnce(noStage(places, asked.stage)),
    ...(execution && asked.ids.length > 0 ? [executionChapter(desk, execution, told)] : []),
    functions.length > 0 ? functionChapter(desk, functions, told) : saidOnce([]),
    saidOnce(unread(problems, { access: access !== undefined, functions: functions.length > 0 })),
  ]);
}

/** An API with access logs that has none for this stage. */
function noStage(places: readonly LogPlace[], stage: string | null): StoryEvent[] {
  if (!places.some(({ role }) => role === 'access')) return [];
  const words = `The API has no stage ${stage ?? ''} any more.`;
  return [{ type: 'missing', chapter: 'access', failure: failure('not-found', words, 'Read the API again.') }];
}

const LEADS_TO: Record<string, StoryChapter> = {
  stages: 'access',
  routes: 'function',
  integrations: 'function',
  'data sources': 'function',
};

/** What of the settings could not be read, where a log is not known for that reason. */
function unread(problems: readonly Problem[], known: { access: boolean; functions: boolean }): StoryEvent[] {
  return problems.flatMap((problem): StoryEvent[] => {
    const chapter = LEADS_TO[problem.subject];
    const isKnown = chapter === 'access' ? known.access : known.functions;
    return chapter === undefined || isKnown ? [] : [{ type: 'missing', chapter, failure: problem.failure }];
  });
}

async function* saidOnce(events: readonly StoryEvent[]): AsyncGenerator<StoryEvent> {
  yield* events;
}
