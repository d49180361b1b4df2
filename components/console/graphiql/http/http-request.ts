import { foresee } from '@/components/console/auth/foresight';
import { type Draft, type DraftRow, keyFor } from '@/components/console/draft/draft';
import { draftBody, draftInput, draftTarget } from '@/components/console/draft/draft-request';
import { newDraft } from '@/components/console/draft/new-draft';
import { operationBody } from '@/components/console/graphiql/operation-body';
import type { GraphqlOperation, GraphqlRequest } from '@/components/console/graphiql/port';
import { byHand } from '@/components/console/request/send-as';
import type { Asked } from '@/components/identity/asked';
import { authFor } from '@/components/identity/auth-for';
import type { Identity } from '@/components/identity/identity';
import { sentAs } from '@/components/identity/sent-as';
import type { GatewayRoute, PlannedKey } from '@/lib/apis/gateway/contract';
import type { ApiRef } from '@/lib/core/api';
import type { Pair } from '@/lib/core/outcome';

/** Where a GraphQL server behind an HTTP API is. */
export interface HttpEndpoint {
  place: string;
  api: ApiRef;
  route: GatewayRoute;
  /** Keys of usage plans, of which one may go along. */
  keys?: readonly PlannedKey[] | undefined;
  stage: string;
  /** The path below the stage, for routes that leave it to the caller; null where the route says it. */
  path: string | null;
  /** What was filled in for the route elsewhere: time limit, base address of an emulator. */
  draft: Draft;
}

const ACCEPT: Pair = ['accept', 'application/graphql-response+json, application/json'];

/** One operation as a request to a route: by POST as JSON, or in the query where the route takes GET alone. */
export function httpRequest(
  operation: GraphqlOperation,
  { identity, asked }: { identity: Identity; asked: Asked },
  endpoint: HttpEndpoint,
): GraphqlRequest {
  const { place, api, route, stage, keys = [] } = endpoint;
  const draft = draftOf(operation, endpoint);
  const auth = authFor(identity, asked);
  return {
    start: {
      place,
      stage,
      draft,
      method: draft.method,
      target: draftTarget(draft, route),
      as: sentAs(identity, auth),
      foresight: foresee(identity, asked, byHand(draft), Date.now()),
    },
    input: draftInput(draft, { api, stage, route, file: null, auth, keyId: keyFor(draft, route, keys, stage) }),
    body: draftBody(draft, null) as Uint8Array<ArrayBuffer> | null,
  };
}

function draftOf(operation: GraphqlOperation, { route, path, draft }: HttpEndpoint): Draft {
  const own = operation.headers.some(([name]) => name.toLowerCase() === 'accept');
  const headers = rows(own ? operation.headers : [ACCEPT, ...operation.headers]);
  const { timeoutMs, base, freshConnection, keyId } = draft;
  const at = {
    ...newDraft(route),
    headers,
    timeoutMs,
    base,
    freshConnection,
    keyId,
    ...(path === null ? {} : { path }),
  };
  if (route.method === 'GET') return { ...at, query: rows(queryOf(operation)) };
  return {
    ...at,
    method: route.method === 'ANY' ? 'POST' : route.method,
    bodyMode: 'json',
    json: operationBody(operation),
  };
}

function queryOf({ query, variables, operationName }: GraphqlOperation): Pair[] {
  return [
    ['query', query],
    ...(variables ? [['variables', JSON.stringify(variables)] satisfies Pair] : []),
    ...(operationName ? [['operationName', operationName] satisfies Pair] : []),
  ];
}

function rows(pairs: readonly Pair[]): DraftRow[] {
  return pairs.map(([name, value], at) => ({ id: at + 1, on: true, name, value }));
}
