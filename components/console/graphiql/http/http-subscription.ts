import { draftPath } from '@/components/console/draft/draft-request';
import { newDraft } from '@/components/console/draft/new-draft';
import type { GraphqlOperation } from '@/components/console/graphiql/port';
import type { Asked } from '@/components/identity/asked';
import { authFor } from '@/components/identity/auth-for';
import type { Identity } from '@/components/identity/identity';
import type { HttpConnectInput } from '@/lib/apis/http/contract';
import type { HttpEndpoint } from './http-request';
import type { SubscriptionWay } from './subscription-way';

/** The contract's limit for opening a line, in milliseconds. A request may take longer. */
const MOST_OPENING_MS = 120_000;

/** One subscription to a GraphQL server behind a route, as the contract has it. */
export function httpSubscription(
  { query, variables, operationName, headers }: GraphqlOperation,
  { identity, asked, way }: { identity: Identity; asked: Asked; way: SubscriptionWay },
  { api, route, stage, path, draft }: Omit<HttpEndpoint, 'place'>,
): HttpConnectInput {
  const at = {
    api,
    stage,
    path: draftPath({ ...newDraft(route), ...(path === null ? {} : { path }) }, route),
    query: [],
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    auth: authFor(identity, asked),
    operation: { query, variables: variables ?? {}, operationName },
    timeoutMs: Math.min(draft.timeoutMs, MOST_OPENING_MS),
    ...(draft.base ? { base: draft.base } : {}),
  };
  if (way === 'events') return { ...at, protocol: 'sse' };
  if (way === 'socket') return { ...at, protocol: 'graphql-transport-ws' };
  const connectionParams = Object.fromEntries(headers);
  return { ...at, protocol: 'graphql-transport-ws', connectionParams, identityInParams: true };
}
