import 'server-only';
import { appSyncAuth, withType } from '@/lib/apis/appsync-base/ask';
import { exchange } from '@/lib/apis/exchange';
import type { SendContext } from '@/lib/apis/kind';
import { parse } from '@/lib/core/parse';
import { EventsSendInput } from './contract';
import { summaryOf } from './discover';
import { eventEndpoint } from './endpoints';

/** Publishes to a channel over HTTP. */
export async function publishEvents(raw: unknown, { aws, signal, sink }: SendContext): Promise<void> {
  const { api, channel, events, auth, timeoutMs } = parse(EventsSendInput, raw);
  const { to, path } = await eventEndpoint(aws, await summaryOf(aws, api, signal));
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
