import 'server-only';
import { gatewayApis, summarise } from '@/lib/apis/gateway/apis';
import { knownOr } from '@/lib/apis/known-apis';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiRef, ApiSummary } from '@/lib/core/api';

/** All HTTP APIs of the account and region, page by page. WebSocket APIs are in the same list; those are another kind. */
export async function* discoverHttp(aws: AwsClients, signal: AbortSignal): AsyncGenerator<ApiSummary[]> {
  for await (const page of gatewayApis(aws, signal)) {
    yield page.filter((api) => api.ProtocolType === 'HTTP').map((api) => summarise('http', api, 'GetApis'));
  }
}

/** One API: what is known of it, else what AWS says. Throws not-found where AWS no longer has it. */
export function summaryOf(aws: AwsClients, api: ApiRef, signal: AbortSignal): Promise<ApiSummary> {
  const asked = () => aws.apigatewayv2.getApi({ ApiId: api.id }, { abortSignal: signal });
  return knownOr(api, async () => summarise('http', await asked(), 'GetApi'));
}
