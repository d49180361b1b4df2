import 'server-only';
import { gatewayApis, summarise } from '@/lib/apis/gateway/apis';
import { knownAccount, knownApi, orGone } from '@/lib/apis/known-apis';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiRef, ApiSummary } from '@/lib/core/api';
import { apiKey } from '@/lib/core/keys';

/** All HTTP APIs of the account and region, page by page. WebSocket APIs are in the same list; those are another kind. */
export async function* discoverHttp(aws: AwsClients, signal: AbortSignal): AsyncGenerator<ApiSummary[]> {
  for await (const page of gatewayApis(aws, signal)) {
    yield page.filter((api) => api.ProtocolType === 'HTTP').map((api) => summarise('http', api, 'GetApis'));
  }
}

/** One API: what is known of it, else what AWS says. Throws not-found where AWS no longer has it. */
export async function summaryOf(aws: AwsClients, api: ApiRef, signal: AbortSignal): Promise<ApiSummary> {
  const known = knownApi(api);
  if (known) return known;
  const asked = await orGone(api, aws.apigatewayv2.getApi({ ApiId: api.id }, { abortSignal: signal }));
  const summary = summarise('http', asked, 'GetApi');
  knownAccount(api.account).apis.set(apiKey(api), summary); // else every request sent to it would ask AWS again
  return summary;
}
