import type { Draft } from '@/components/console/draft/draft';
import type { SentAs } from '@/components/identity/sent-as';
import type { Failure } from '@/lib/core/error';
import type { AnswerEnd, AnswerHead, ExchangeEvent, Timings, UnreachableReason, WireRequest } from '@/lib/core/outcome';
import type { Foresight } from '@/lib/diagnosis/exchange';

/** One request and what became of it. Never changed, always replaced. */
export interface Exchange {
  /** Unique, also over visits. Its body goes by the same id. */
  id: string;
  /** Account, API and route to which it belongs. */
  place: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  /** As it was asked: what a history shows before the wire has spoken. */
  method: string;
  target: string;
  running: boolean;
  request: WireRequest | null;
  head: AnswerHead | null;
  end: AnswerEnd | null;
  unreachable: { reason: UnreachableReason; message: string; timings: Timings } | null;
  failure: Failure | null;
  /** Decoded bytes that have arrived. */
  received: number;
  /** The body is at hand; false once it was given up for newer ones. */
  bodyKept: boolean;
  /** From an earlier visit: secrets in it are masked. */
  stored: boolean;
  /** What was sent, to send it again; null for a followed redirect. */
  draft: Draft | null;
  /** As whom it was sent; null where that was not kept, and for a redirect that was followed out of the API. */
  as: SentAs | null;
  /** What the route was expected to say to it; null where nothing was. */
  foresight: Foresight | null;
  stage: string;
}

/** What it takes to send a request of the history again. */
export interface Redo {
  draft: Draft;
  as: SentAs | null;
}

/** The exchange after one event of its stream. */
export function afterEvent(exchange: Exchange, event: ExchangeEvent): Exchange {
  switch (event.type) {
    case 'request':
      return { ...exchange, request: event.request };
    case 'head':
      return { ...exchange, head: event.head };
    case 'end': {
      const { type: _, ...end } = event;
      return { ...exchange, end, running: false };
    }
    case 'unreachable': {
      const { type: _, ...unreachable } = event;
      return { ...exchange, unreachable, running: false };
    }
    case 'failure':
      return { ...exchange, failure: event.failure, running: false };
  }
}

/** The value of an answer's header, the first of that name in any case; null where there is none. */
export function headerOf(exchange: Pick<Exchange, 'head'>, name: string): string | null {
  return exchange.head?.headers.find(([one]) => one.toLowerCase() === name)?.[1] ?? null;
}

/** How long it took so far or in all, in milliseconds. */
export function durationOf(exchange: Exchange, now: number): number {
  return exchange.end?.timings.total ?? exchange.unreachable?.timings.total ?? Math.max(0, now - exchange.startedAt);
}

/** What became of an exchange in a word or two. */
export function outcomeOf(exchange: Exchange): string {
  if (exchange.head) return String(exchange.head.status);
  if (exchange.unreachable) return exchange.unreachable.reason === 'cancelled' ? 'Cancelled' : 'No answer';
  return exchange.failure ? 'Not sent' : 'Running';
}
