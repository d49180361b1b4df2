import type { Failure } from '@/lib/core/error';
import type { LineEvent } from '@/lib/core/line';

/** Where the reading of one log group stands. Never changed, always replaced. */
export interface TailState {
  /** `reading`: older lines are still to come. `following`: up to date. `ended`: a range is read to its end. */
  phase: 'reading' | 'following' | 'trouble' | 'ended' | 'failed';
  /** All that had arrived by then is here; ms since 1970. */
  upTo: number | null;
  /** Why it cannot be read just now, or at all. */
  failure: Failure | null;
  retryAt: number | null;
  /** Live Tail has left lines out. */
  sampled: boolean;
  /** By so much this machine's clock is ahead of AWS's, where that is more than polls take; in ms. */
  aheadMs: number;
  link: 'up' | 'down';
}

export const NEW_TAIL: TailState = {
  phase: 'reading',
  upTo: null,
  failure: null,
  retryAt: null,
  sampled: false,
  aheadMs: 0,
  link: 'up',
};

/** What is less may be the time that a poll took. */
const WRONG_MS = 60_000;

function aheadBy(difference: number): number {
  return Math.abs(difference) < WRONG_MS ? 0 : difference;
}

/** The state after one more event. */
export function afterTailEvent(state: TailState, event: LineEvent, at: number): TailState {
  switch (event.type) {
    case 'polled':
      return {
        ...state,
        phase: event.caughtUp ? 'following' : 'reading',
        upTo: event.upTo,
        failure: null,
        aheadMs: event.caughtUp ? aheadBy(at - event.upTo) : state.aheadMs,
      };
    case 'open':
    case 'started':
      return { ...state, phase: 'following', failure: null };
    case 'trouble':
      return { ...state, phase: 'trouble', failure: event.failure, retryAt: at + event.retryInMs };
    case 'resumed':
      return { ...state, phase: 'reading', failure: null, retryAt: null };
    case 'sampled':
      return { ...state, sampled: true };
    case 'failure':
      return { ...state, phase: 'failed', failure: event.failure };
    case 'ended':
      return state.phase === 'failed' ? state : { ...state, phase: 'ended' };
    default:
      return state;
  }
}

/** Whether an event has a row of its own among the lines. Trouble that goes on is said once. */
export function hasRow(state: TailState, event: LineEvent): boolean {
  switch (event.type) {
    case 'polled':
    case 'open':
    case 'started':
    case 'ended':
    case 'request':
      return false;
    case 'trouble':
      return state.failure?.message !== event.failure.message;
    case 'sampled':
      return !state.sampled;
    default:
      return true;
  }
}
