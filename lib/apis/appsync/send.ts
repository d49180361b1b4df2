import 'server-only';
import { appSyncAuth, withType } from '@/lib/apis/appsync-base/ask';
import { exchange } from '@/lib/apis/exchange';
import type { SendContext } from '@/lib/apis/kind';
import { parse } from '@/lib/core/parse';
import { AppSyncSendInput } from './contract';
import { endpointFor } from './endpoints';

/** One operation over HTTP: always a POST to the one address that the API has. */
export async function sendAppSync(raw: unknown, { aws, body, signal, sink }: SendContext): Promise<void> {
  const { api, auth, headers, timeoutMs, through } = parse(AppSyncSendInput, raw);
  const { to, path } = await endpointFor(aws, { api, through }, signal);
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
