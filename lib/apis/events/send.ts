import 'server-only';
import { appSyncAuth, withType } from '@/lib/apis/appsync-base/ask';
import { exchange } from '@/lib/apis/exchange';
import type { SendContext } from '@/lib/apis/kind';
import { parse } from '@/lib/core/parse';
import { EventsSendInput } from './contract';
import { endpointFor } from './endpoints';

/** Publishes to a channel over HTTP. */
export async function publishEvents(raw: unknown, { aws, signal, sink }: SendContext): Promise<void> {
  const { api, channel, events, auth, timeoutMs, through } = parse(EventsSendInput, raw);
  const { to, path } = await endpointFor(aws, { api, through }, signal);
  const outgoing = {
    api,
    to,
    basePath: path,
    method: 'POST',
    path,
    query: { rows: [], wire: '' },
    headers: withType([]),
    auth,
    body: Buffer.from(JSON.stringify({ channel, events })),
    timeoutMs,
    fresh: false,
  };
  await exchange(outgoing, { auth: appSyncAuth(aws, api.id, signal), signal, sink });
}
