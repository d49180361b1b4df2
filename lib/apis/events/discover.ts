import 'server-only';
import { appSyncPages } from '@/lib/apis/appsync-base/pages';
import { knownOr, orGone } from '@/lib/apis/known-apis';
import { ownerFromTags } from '@/lib/apis/owner';
import type { AwsClients } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';
import type { EventApi } from '@/lib/aws/shapes';
import type { ApiRef, ApiSummary } from '@/lib/core/api';

/** All Event APIs of AppSync in the account and region, page by page. */
export async function* discoverEvents(aws: AwsClients, signal: AbortSignal): AsyncGenerator<ApiSummary[]> {
  const ask = (input: object) => aws.appsync.listApis(input, { abortSignal: signal });
  for await (const page of appSyncPages('ListApis', 'apis', ask)) {
    yield page.map((api) => summarise(api, 'ListApis'));
  }
}

/** One API: what is known of it, else what AWS says. Throws not-found where AWS no longer has it. */
export function summaryOf(aws: AwsClients, api: ApiRef, signal: AbortSignal): Promise<ApiSummary> {
  return knownOr(api, async () => summarise(await readApi(aws, api, signal), 'GetApi'));
}

export async function readApi(aws: AwsClients, api: ApiRef, signal: AbortSignal): Promise<EventApi> {
  const answer = await orGone(api, aws.appsync.getApi({ apiId: api.id }, { abortSignal: signal }));
  if (!answer.api) throw malformed('GetApi', 'there is no API in it');
  return answer.api;
}

/** An API as the console speaks of it. */
export function summarise(api: EventApi, operation: string): ApiSummary {
  if (!api.apiId) throw malformed(operation, 'an API in it has no id');
  const tags = { ...api.tags };
  const host = api.dns?.HTTP;
  const created = api.created;
  return {
    kind: 'events',
    id: api.apiId,
    ...(api.apiArn ? { physicalId: api.apiArn } : {}),
    name: api.name || api.apiId,
    description: null,
    endpoint: host ? `https://${host}/event` : null,
    endpointDisabled: false,
    createdAt: created && !Number.isNaN(created.getTime()) ? created.toISOString() : null,
    tags,
    owner: ownerFromTags(tags),
  };
}
