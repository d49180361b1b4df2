import 'server-only';
import { exchange } from '@/lib/apis/exchange';
import type { SendContext } from '@/lib/apis/kind';
import { authContext } from '@/lib/auth/context';
import type { AuthContext } from '@/lib/auth/scheme';
import type { AwsClients } from '@/lib/aws/clients';
import { parse } from '@/lib/core/parse';
import { AppSyncSendInput } from './contract';
import { summaryOf } from './discover';
import { graphqlEndpoint } from './endpoints';
import { keyValue } from './keys';

/** One operation over HTTP: always a POST to the one address that the API has. */
export async function sendAppSync(raw: unknown, { aws, body, signal, sink }: SendContext): Promise<void> {
  const { api, auth, headers, timeoutMs } = parse(AppSyncSendInput, raw);
  const { to, path } = await graphqlEndpoint(aws, await summaryOf(aws, api, signal));
  const outgoing = {
    api,
    to,
    basePath: path,
    method: 'POST',
    path,
    query: { rows: [], wire: '' },
    headers: withType(headers),
    auth,
    body,
    timeoutMs,
    fresh: false,
  };
  await exchange(outgoing, { auth: appSyncAuth(aws, api.id, signal), signal, sink });
}

/** What schemes may ask for an AppSync API: its own keys, and signatures for its own service. */
export function appSyncAuth(aws: AwsClients, apiId: string, signal: AbortSignal): AuthContext {
  return {
    ...authContext(aws, signal),
    scope: { service: 'appsync', region: aws.account.region },
    apiKey: (keyId) => keyValue(aws, apiId, keyId, signal),
  };
}

/** AppSync takes nothing but JSON, so it is said unless the person says something else. */
function withType(headers: AppSyncSendInput['headers']): [string, string][] {
  const told = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return told ? headers : [['content-type', 'application/json'], ...headers];
}
