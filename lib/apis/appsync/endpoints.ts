import 'server-only';
import { apiEndpoint, domainEndpoint, type Endpoint, lineEndpoint, pinOf } from '@/lib/apis/appsync-base/endpoint';
import type { Through } from '@/lib/apis/domains/contract';
import { addressThrough } from '@/lib/apis/domains/through';
import type { AwsClients } from '@/lib/aws/clients';
import { isEmulator } from '@/lib/aws/endpoint';
import type { ApiRef, ApiSummary } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import { summaryOf } from './discover';

/** The smallest operation there is: it asks for nothing, and without proof of who asks AppSync refuses it. */
const SMALLEST = JSON.stringify({ query: '{ __typename }' });

/** Where operations go. */
export function graphqlEndpoint(aws: AwsClients, api: ApiSummary): Promise<Endpoint> {
  return apiEndpoint(aws, api, { path: '/graphql', question: SMALLEST, forms: (emulator) => formsOf(emulator, api) });
}

/** Where a request goes: through the custom domain that it names, else to the API's own address. */
export async function endpointFor(
  aws: AwsClients,
  { api, through }: { api: ApiRef; through?: Through | undefined },
  signal: AbortSignal,
): Promise<Endpoint> {
  if (!through) return graphqlEndpoint(aws, await summaryOf(aws, api, signal));
  return domainEndpoint(aws, `${await addressThrough(aws, { api, stage: null }, through)}/graphql`);
}

/**
 * Where subscriptions are held (aws.md §5.4): an API's own realtime host; for any other address, a custom domain or an
 * emulator's, the same with `/realtime` behind it.
 */
export function realtimeEndpoint(graphql: Endpoint): Endpoint {
  const own = /^https:\/\/(\w+)\.appsync-api\.([\w-]+\.amazonaws\.com(?:\.cn)?)\/graphql$/.exec(graphql.url);
  const address = own ? `https://${own[1]}.appsync-realtime-api.${own[2]}/graphql` : `${graphql.url}/realtime`;
  return lineEndpoint(address, graphql);
}

/** Both for the screen: an address that could not be worked out is a fact, not a failure. */
export async function shownEndpoints(aws: AwsClients, api: ApiSummary) {
  try {
    const graphql = await graphqlEndpoint(aws, api);
    const endpoints = { graphql: graphql.url, realtime: realtimeEndpoint(graphql).url };
    return { endpoints, pinnedTo: pinOf(graphql) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { endpoints: { graphql: null, realtime: null }, pinnedTo: null };
  }
}

/** What emulators are known to serve, and before that what this one says, as long as it does not say AWS. */
function formsOf(emulator: string, { id, endpoint: told }: ApiSummary): string[] {
  const { protocol, port } = new URL(emulator);
  const own = told !== null && URL.canParse(told) && isEmulator(told) ? [told] : [];
  return [
    ...own,
    `${emulator}/appsync-api/${id}/graphql`,
    `${emulator}/v1/apis/${id}/graphql`,
    `${emulator}/graphql/${id}`,
    `${protocol}//${id}.appsync-api.localhost.localstack.cloud${port ? `:${port}` : ''}/graphql`,
  ];
}
