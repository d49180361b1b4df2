import type { GraphQLSchema } from 'graphql';
import { authorize, type Caller, type Guarded, type Presented } from './auth/authorize';
import { AUTH_MODES } from './auth/provider';
import type { GraphqlTarget } from './directory';
import { mayBegin } from './graphql/access';
import type { GraphqlRequest } from './graphql/operation';

/** What a Lambda authorizer is told that somebody wants to do. */
export type Wanted = Partial<Pick<GraphqlRequest, 'query' | 'variables' | 'operationName'>>;

/** Lets a caller into an API in any of its modes; which fields they may have is asked field by field. Throws the refusal. */
export function enter(
  { target, schema }: { target: GraphqlTarget; schema: GraphQLSchema | null },
  presented: Presented,
  { query, variables, operationName }: Wanted,
): Promise<Caller> {
  const roots = [schema?.getQueryType(), schema?.getMutationType(), schema?.getSubscriptionType()];
  return authorize(guardedOf(target), presented, {
    allowed: AUTH_MODES,
    permits: (key) => mayBegin(target, roots, key),
    context: { queryString: query ?? null, operationName: operationName ?? null, variables: variables ?? {} },
  });
}

function guardedOf({ world, account, region, api }: GraphqlTarget): Guarded {
  const { apiId, apiKeys, providers } = api;
  return { world, account, region, apiId, apiKeys, providers };
}
