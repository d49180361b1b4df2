import 'server-only';
import { gatewayApis, summarise } from '@/lib/apis/gateway/apis';
import { knownOr } from '@/lib/apis/known-apis';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiRef, ApiSummary } from '@/lib/core/api';

/** All WebSocket APIs of the account and region, page by page. HTTP APIs are in the same list; those are another kind. */
export async function* discoverWebSocket(aws: AwsClients, signal: AbortSignal): AsyncGenerator<ApiSummary[]> {
  for await (const page of gatewayApis(aws, signal)) {
    yield page.filter((api) => api.ProtocolType === 'WEBSOCKET').map((api) => summarise('websocket', api, 'GetApis'));
  }
}

/** One API: what is known of it, else what AWS says. Throws not-found where AWS no longer has it. */
export function summaryOf(aws: AwsClients, api: ApiRef, signal: AbortSignal): Promise<ApiSummary> {
  const asked = () => aws.apigatewayv2.getApi({ ApiId: api.id }, { abortSignal: signal });
  return knownOr(api, async () => summarise('websocket', await asked(), 'GetApi'));
}
