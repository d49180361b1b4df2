import 'server-only';
import { restPages } from '@/lib/apis/gateway/rest-pages';
import { asTime } from '@/lib/apis/gateway/time';
import { knownOr } from '@/lib/apis/known-apis';
import { ownerFromTags } from '@/lib/apis/owner';
import type { AwsClients } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';
import type { RestApi } from '@/lib/aws/shapes';
import type { ApiRef, ApiSummary } from '@/lib/core/api';

/** All REST APIs of the account and region, page by page. */
export async function* discoverRest(aws: AwsClients, signal: AbortSignal): AsyncGenerator<ApiSummary[]> {
  const ask = (input: object) => aws.apigateway.getRestApis(input, { abortSignal: signal });
  for await (const page of restPages('GetRestApis', ask)) {
    yield page.map((api) => summariseRest(aws.account.region, api, 'GetRestApis'));
  }
}

/** One API: what is known of it, else what AWS says. Throws not-found where AWS no longer has it. */
export function summaryOf(aws: AwsClients, api: ApiRef, signal: AbortSignal): Promise<ApiSummary> {
  const asked = () => aws.apigateway.getRestApi({ restApiId: api.id }, { abortSignal: signal });
  return knownOr(api, async () => summariseRest(aws.account.region, await asked(), 'GetRestApi'));
}

export function summariseRest(region: string, api: Partial<RestApi>, operation: string): ApiSummary {
  if (!api.id) throw malformed(operation, 'an API in it has no id');
  const tags = { ...api.tags };
  return {
    kind: 'rest',
    id: api.id,
    name: api.name || api.id,
    description: api.description ?? null,
    endpoint: endpointOf(region, api.id, api.endpointConfiguration),
    endpointDisabled: api.disableExecuteApiEndpoint ?? false,
    createdAt: asTime(api.createdDate),
    tags,
    owner: ownerFromTags(tags),
  };
}

/** AWS tells none: it follows from the id (aws.md §3.2). A private API is found by the name of a VPC endpoint that it is bound to. */
function endpointOf(region: string, id: string, configuration: RestApi['endpointConfiguration']): string {
  const [vpcEndpoint] = configuration?.types?.includes('PRIVATE') ? (configuration.vpcEndpointIds ?? []) : [];
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://${vpcEndpoint ? `${id}-${vpcEndpoint}` : id}.execute-api.${region}.${suffix}`;
}
