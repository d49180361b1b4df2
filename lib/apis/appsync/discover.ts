import 'server-only';
import { appSyncPages } from '@/lib/apis/appsync-base/pages';
import { knownOr, orGone } from '@/lib/apis/known-apis';
import { ownerFromTags } from '@/lib/apis/owner';
import type { AwsClients } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';
import type { GraphqlApi } from '@/lib/aws/shapes';
import type { ApiRef, ApiSummary } from '@/lib/core/api';

/** All GraphQL APIs of AppSync in the account and region, page by page. */
export async function* discoverAppSync(aws: AwsClients, signal: AbortSignal): AsyncGenerator<ApiSummary[]> {
  const ask = (input: object) => aws.appsync.listGraphqlApis(input, { abortSignal: signal });
  for await (const page of appSyncPages('ListGraphqlApis', 'graphqlApis', ask)) {
    yield page.map((api) => summarise(api, 'ListGraphqlApis'));
  }
}

/** One API: what is known of it, else what AWS says. Throws not-found where AWS no longer has it. */
export function summaryOf(aws: AwsClients, api: ApiRef, signal: AbortSignal): Promise<ApiSummary> {
  return knownOr(api, async () => summarise(await readApi(aws, api, signal), 'GetGraphqlApi'));
}

export async function readApi(aws: AwsClients, api: ApiRef, signal: AbortSignal): Promise<GraphqlApi> {
  const answer = await orGone(api, aws.appsync.getGraphqlApi({ apiId: api.id }, { abortSignal: signal }));
  if (!answer.graphqlApi) throw malformed('GetGraphqlApi', 'there is no API in it');
  return answer.graphqlApi;
}

/** An API as the console speaks of it. */
export function summarise(api: GraphqlApi, operation: string): ApiSummary {
  if (!api.apiId) throw malformed(operation, 'an API in it has no id');
  const tags = { ...api.tags };
  return {
    kind: 'appsync',
    id: api.apiId,
    ...(api.arn ? { physicalId: api.arn } : {}),
    name: api.name || api.apiId,
    description: null,
    endpoint: api.uris?.GRAPHQL ?? null,
    endpointDisabled: false,
    createdAt: null, // AppSync does not tell
    tags,
    owner: ownerFromTags(tags),
  };
}
