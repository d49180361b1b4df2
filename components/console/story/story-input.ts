import { type Exchange, headerOf } from '@/components/console/exchange/exchange';
import type { ApiRef } from '@/lib/core/api';
import type { StoryInput } from '@/lib/logs/story/contract';

/** Which API, and which of its routes, a request was meant for. */
export interface StoryPlace {
  api: ApiRef;
  /** The route key; null where there are no routes. */
  routeKey: string | null;
}

/** Headers in which AWS says the request's id, the gateway's own first: a function may set the others itself. */
const ID_HEADERS = ['apigw-requestid', 'x-amz-apigw-id', 'x-amzn-requestid'];
const ID = /^[A-Za-z0-9_=+/.:-]{8,128}$/;

/** What the logs of an exchange are found by. */
export function storyInput(exchange: Exchange, { api, routeKey }: StoryPlace): StoryInput {
  const ids = ID_HEADERS.flatMap((name) => headerOf(exchange, name) ?? []).filter((id) => ID.test(id));
  const took = exchange.end?.timings.total ?? exchange.unreachable?.timings.total ?? 0;
  const date = Date.parse(headerOf(exchange, 'date') ?? '');
  return {
    api,
    stage: exchange.stage === '' ? null : exchange.stage,
    routeKey,
    ids: [...new Set(ids)],
    sentAt: exchange.startedAt,
    answeredAt: Math.round(exchange.startedAt + took),
    date: Number.isFinite(date) && date >= 0 ? date : null,
  };
}
