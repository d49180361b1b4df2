import 'server-only';
import { apiEndpoint, domainEndpoint, type Endpoint, lineEndpoint, pinOf } from '@/lib/apis/appsync-base/endpoint';
import type { Through } from '@/lib/apis/domains/contract';
import { addressThrough } from '@/lib/apis/domains/through';
import type { AwsClients } from '@/lib/aws/clients';
import { isEmulator } from '@/lib/aws/endpoint';
import type { ApiRef, ApiSummary } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import { summaryOf } from './discover';

/** A publication of nothing to nowhere: it changes nothing, and without proof of who asks AppSync refuses it. */
const NOTHING = JSON.stringify({ channel: '', events: [] });

/** Where events are published over HTTP. */
export function eventEndpoint(aws: AwsClients, api: ApiSummary): Promise<Endpoint> {
  return apiEndpoint(aws, api, { path: '/event', question: NOTHING, forms: (emulator) => formsOf(emulator, api) });
}

/** Where a request goes: through the custom domain that it names, else to the API's own address. */
export async function endpointFor(
  aws: AwsClients,
  { api, through }: { api: ApiRef; through?: Through | undefined },
  signal: AbortSignal,
): Promise<Endpoint> {
  if (!through) return eventEndpoint(aws, await summaryOf(aws, api, signal));
  return domainEndpoint(aws, `${await addressThrough(aws, { api, stage: null }, through)}/event`);
}

/** Where lines are held (aws.md §5.5): an API's own realtime host; for any other address the same with `/realtime` behind it. */
export function realtimeEndpoint(http: Endpoint): Endpoint {
  const own = http.url.replace(/^https:\/\/(\w+)\.appsync-api\./, 'https://$1.appsync-realtime-api.');
  return lineEndpoint(`${http.url.includes('.amazonaws.com') ? own : http.url}/realtime`, http);
}

/** Both for the screen: an address that could not be worked out is a fact, not a failure. */
export async function shownEndpoints(aws: AwsClients, api: ApiSummary) {
  try {
    const http = await eventEndpoint(aws, api);
    return { endpoints: { http: http.url, realtime: realtimeEndpoint(http).url }, pinnedTo: pinOf(http) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { endpoints: { http: null, realtime: null }, pinnedTo: null };
  }
}

/** What an emulator says, as long as it does not say AWS; then what emulators are known to serve. */
function formsOf(emulator: string, { id, endpoint: told }: ApiSummary): string[] {
  const { protocol, port } = new URL(emulator);
  const own = told !== null && URL.canParse(told) && isEmulator(told) ? [told.replace(/^https:/, protocol)] : [];
  const domain = `${id}.appsync-api.localhost.localstack.cloud${port ? `:${port}` : ''}`;
  return [...own, `${emulator}/appsync-api/${id}/event`, `${protocol}//${domain}/event`];
}
