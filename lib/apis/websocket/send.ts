import 'server-only';
import { exchange } from '@/lib/apis/exchange';
import { stageBase } from '@/lib/apis/gateway/stage-base';
import type { SendContext } from '@/lib/apis/kind';
import { authContext } from '@/lib/auth/context';
import { parse } from '@/lib/core/parse';
import { ConnectionsInput } from './contract';
import { summaryOf } from './discover';

/** Posts to, looks at or ends one connection of the API, as its backend would (aws.md §4.6). */
export async function sendToConnection(raw: unknown, { aws, body, signal, sink }: SendContext): Promise<void> {
  const { api, stage, method, connectionId, auth, timeoutMs, ...where } = parse(ConnectionsInput, raw);
  const to = await stageBase({ api, stage, ...where }, { aws, summaryOf, signal });
  const outgoing = {
    api,
    to,
    basePath: to.basePath,
    method,
    // As the SDK writes it: the signature is over these very bytes.
    path: `${to.basePath}/%40connections/${encodeURIComponent(connectionId)}`,
    query: { rows: [], wire: '' },
    headers: [],
    auth,
    body,
    timeoutMs,
    fresh: false,
  };
  await exchange(outgoing, { auth: authContext(aws, signal), signal, sink });
}
