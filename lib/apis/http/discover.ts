import 'server-only';
import { knownAccount, knownApi, orGone } from '@/lib/apis/known-apis';
import { ownerFromTags } from '@/lib/apis/owner';
import type { AwsClients } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';
import type { Api } from '@/lib/aws/shapes';
import type { ApiRef, ApiSummary } from '@/lib/core/api';
import { apiKey } from '@/lib/core/keys';
import { pages } from './pages';

/** All HTTP APIs of the account and region, page by page. `GetApis` lists WebSocket APIs too; those are another kind. */
export async function* discoverHttp(aws: AwsClients, signal: AbortSignal): AsyncGenerator<ApiSummary[]> {
  const ask = (input: object) => aws.apigatewayv2.getApis(input, { abortSignal: signal });
  for await (const page of pages('GetApis', ask)) {
    yield page.filter((api) => api.ProtocolType === 'HTTP').map((api) => summarise(api, 'GetApis'));
  }
}

/** One API: what is known of it, else what AWS says. Throws not-found where AWS no longer has it. */
export async function summaryOf(aws: AwsClients, api: ApiRef, signal: AbortSignal): Promise<ApiSummary> {
  const known = knownApi(api);
  if (known) return known;
  const asked = await orGone(api, aws.apigatewayv2.getApi({ ApiId: api.id }, { abortSignal: signal }));
  const summary = summarise(asked, 'GetApi');
  knownAccount(api.account).apis.set(apiKey(api), summary); // else every request sent to it would ask AWS again
  return summary;
}

/** An API as the console speaks of it. */
export function summarise(api: Partial<Api>, operation: string): ApiSummary {
  if (!api.ApiId) throw malformed(operation, 'an API in it has no id');
  const tags = { ...api.Tags };
  return {
    kind: 'http',
    id: api.ApiId,
    name: api.Name || api.ApiId,
    description: api.Description ?? null,
    endpoint: api.ApiEndpoint ?? null,
    endpointDisabled: api.DisableExecuteApiEndpoint ?? false,
    createdAt: asTime(api.CreatedDate),
    tags,
    owner: ownerFromTags(tags),
  };
}

/** ISO 8601, null where there is none or an emulator sends nonsense. */
export function asTime(date: Date | undefined): string | null {
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : null;
}
