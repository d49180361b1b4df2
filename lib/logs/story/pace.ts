import 'server-only';
import { AppError, type Failure, toFailure } from '@/lib/core/error';
import type { StoryChapter, StoryEvent } from './contract';
import type { Desk } from './search';

/** Ever less often: what is late by a minute need not be looked for each second. */
const WAITS_MS = [1_000, 1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000];

const PASSING: ReadonlySet<Failure['code']> = new Set(['throttled', 'timed-out', 'unreachable', 'not-found']);

export interface Looking {
  chapter: StoryChapter;
  group: string;
  /** ms since 1970. */
  until: number;
}

/** Looks until something is found, and says so meanwhile; null when it is too late. Failures that last are thrown. */
export async function* lookUntil<T>(
  { clock, signal }: Desk,
  looking: Looking,
  look: () => Promise<T | null>,
  catching = passing,
): AsyncGenerator<StoryEvent, T | null> {
  let trouble: AppError | null = null;
  for (let tries = 0; ; tries++) {
    yield { type: 'looking', ...looking, tries, trouble: trouble && toFailure(trouble) };
    const found = await look().catch(catching);
    trouble = found instanceof AppError ? found : null;
    if (found !== null && !(found instanceof AppError)) return found;
    const wait = waitMs(tries);
    if (clock.now() + wait > looking.until) break;
    await clock.sleep(wait, signal);
  }
  if (trouble) throw trouble;
  return null;
}

/** What may mend itself while one waits, as a value: also a log group that is made with its first line. Throws the rest. */
export function passing(error: unknown): AppError {
  if (error instanceof AppError && PASSING.has(error.code)) return error;
  throw error;
}

/** As `passing`, for a log group that somebody has to make. */
export function passingThere(error: unknown): AppError {
  if (error instanceof AppError && error.code === 'not-found') throw error;
  return passing(error);
}

/** How long to wait after so many tries. */
export function waitMs(tries: number): number {
  return WAITS_MS[Math.min(tries, WAITS_MS.length - 1)] ?? 5_000;
}

/** What has not arrived of a request of long ago will hardly arrive any more. */
const LEAST_PATIENCE_MS = 6_000;

/** How long a log group that was not there is waited for. */
export const NEW_GROUP_PATIENCE_MS = 15_000;

/** Until when it makes sense to look. */
export function untilOf({ clock }: Desk, { time }: { time: { to: number } }, patienceMs: number): number {
  return Math.max(time.to + patienceMs, clock.now() + LEAST_PATIENCE_MS);
}
