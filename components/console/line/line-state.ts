import type { Failure } from '@/lib/core/error';
import type { LineEnd, LineEvent } from '@/lib/core/line';
import type { AnswerHead, Timings, UnreachableReason, WireRequest } from '@/lib/core/outcome';

/** Where a line stands, from all that happened on it. Never changed, always replaced. */
export interface LineState {
  phase: 'opening' | 'open' | 'waiting' | 'closed' | 'ended';
  /** The last handshake as it went on the wire, secrets masked. */
  request: WireRequest | null;
  /** What the last handshake was answered with; `refusal` is its body where it was not what opens a line. */
  head: AnswerHead | null;
  refusal: string | null;
  timings: Timings | null;
  protocol: string | null;
  unreachable: { reason: UnreachableReason; message: string } | null;
  /** Milliseconds since 1970: when the line last opened, when anything last went or came, when it opens again. */
  openedAt: number | null;
  lastAt: number | null;
  opensAt: number | null;
  attempt: number;
  closed: LineEnd | null;
  /** The last thing that was off since the line last opened; null again where all came to its proper end. */
  note: string | null;
  /** What the API refused or failed the subscription with, as it sent it. */
  errors: unknown;
  /** The last thing said that the API did not take, until the same is taken. */
  notTaken: Extract<LineEvent, { type: 'answered' }> | null;
  failure: Failure | null;
  /** The channels that are subscribed to. */
  following: readonly string[];
  /** The server of the console: reached, tried again, or no longer knowing this line. */
  link: 'up' | 'down' | 'gone';
}

export const NEW_LINE: LineState = {
  phase: 'opening',
  request: null,
  head: null,
  refusal: null,
  timings: null,
  protocol: null,
  unreachable: null,
  openedAt: null,
  lastAt: null,
  opensAt: null,
  attempt: 0,
  closed: null,
  note: null,
  errors: null,
  notTaken: null,
  failure: null,
  following: [],
  link: 'up',
};

/** The state after one more event. */
export function afterLineEvent(state: LineState, event: LineEvent, at: number): LineState {
  switch (event.type) {
    case 'request': {
      const { link, attempt, following } = state;
      return { ...NEW_LINE, link, attempt, following, request: event.request };
    }
    case 'open': {
      const { head, timings, protocol } = event;
      return { ...state, phase: 'open', head, timings, protocol, openedAt: at, lastAt: at, attempt: 0 };
    }
    case 'refused':
      return { ...state, phase: 'closed', head: event.head, refusal: event.body, timings: event.timings, lastAt: at };
    case 'unreachable':
      return { ...state, phase: 'closed', unreachable: event, timings: event.timings };
    case 'closed':
      return { ...state, phase: 'closed', closed: event.end };
    case 'waiting':
      return { ...state, phase: 'waiting', opensAt: at + event.delayMs, attempt: event.attempt };
    case 'note':
      return { ...state, lastAt: at, note: event.message };
    case 'completed':
      return { ...state, lastAt: at, note: null };
    case 'errors':
      return { ...state, lastAt: at, errors: event.errors };
    case 'answered':
      return {
        ...state,
        lastAt: at,
        following: followingAfter(state.following, event),
        notTaken: notTakenAfter(state.notTaken, event),
      };
    case 'ended':
      return { ...state, phase: 'ended' };
    case 'failure':
      return { ...state, phase: 'ended', failure: event.failure };
    default:
      return { ...state, lastAt: at };
  }
}

function followingAfter(before: readonly string[], event: Extract<LineEvent, { type: 'answered' }>): readonly string[] {
  const { said, channel, errors } = event;
  if (errors !== null || said === 'publish') return before;
  const others = before.filter((one) => one !== channel);
  return said === 'subscribe' ? [...others, channel] : others;
}

function notTakenAfter(before: LineState['notTaken'], event: Extract<LineEvent, { type: 'answered' }>) {
  if (event.errors !== null) return event;
  return before?.said === event.said ? null : before;
}

/** Whether anything can still be said or heard. */
export function isLive({ phase, link }: LineState): boolean {
  return phase !== 'ended' && link !== 'gone';
}
