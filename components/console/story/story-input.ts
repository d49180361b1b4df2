import type { Exchange } from '@/components/console/exchange/exchange';
import type { ApiRef } from '@/lib/core/api';
import type { Pair } from '@/lib/core/outcome';
import type { StoryInput } from '@/lib/logs/story/contract';

/** Which API, and which of its routes, a request was meant for. */
export interface StoryPlace {
  api: ApiRef;
  /** The route key; null where there are no routes. */
  routeKey: string | null;
}

/** One request of which the logs are looked for, in the words of the page. */
interface Asked extends StoryPlace {
  /** Null for an API without stages. */
  stage: string | null;
  /** By this machine's clock; ms since 1970. */
  sentAt: number;
  answeredAt: number;
}

const ID = /^[A-Za-z0-9_=+/.:-]{8,128}$/;

/** A request whose id is known from elsewhere than an answer's headers. */
export function storyOfId(id: string, { api, routeKey, stage, sentAt, answeredAt }: Asked): StoryInput {
  const ids = ID.test(id) ? [id] : [];
  return { api, routeKey, stage, ids, sentAt: Math.floor(sentAt), answeredAt: Math.ceil(answeredAt), date: null };
}

/** Headers in which AWS says the request's id, the gateway's own first: a function may set the others itself. */
const ID_HEADERS = ['apigw-requestid', 'x-amz-apigw-id', 'x-amzn-requestid'];

/** A request whose answer has these headers. */
export function storyOfHead(headers: readonly Pair[], asked: Asked): StoryInput {
  const date = Date.parse(headerOf(headers, 'date') ?? '');
  return { ...storyOfId('', asked), ids: idsOf(headers), date: Number.isFinite(date) && date >= 0 ? date : null };
}

function idsOf(headers: readonly Pair[]): string[] {
  const ids = ID_HEADERS.flatMap((name) => headerOf(headers, name) ?? []);
  return [...new Set(ids.filter((id) => ID.test(id)))];
}

function headerOf(headers: readonly Pair[], name: string): string | undefined {
  return headers.find(([one]) => one.toLowerCase() === name)?.[1];
}

/** The ids of AWS in an answer; none where it is not there, or not from AWS. */
export function storyIds({ head }: Exchange): string[] {
  return idsOf(head?.headers ?? []);
}

/** What the logs of an exchange are found by. */
export function storyInput(exchange: Exchange, place: StoryPlace): StoryInput {
  const { startedAt, end, unreachable, head, stage } = exchange;
  const took = end?.timings.total ?? unreachable?.timings.total ?? 0;
  const asked = { ...place, stage: stage === '' ? null : stage, sentAt: startedAt, answeredAt: startedAt + took };
  return storyOfHead(head?.headers ?? [], asked);
}
