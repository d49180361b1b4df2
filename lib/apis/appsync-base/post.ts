import 'server-only';
import { exchange } from '@/lib/apis/exchange';
import type { SendContext } from '@/lib/apis/kind';
import type { Outgoing } from '@/lib/apis/outgoing';
import type { Pair } from '@/lib/core/outcome';
import { appSyncAuth } from './ask';
import type { Endpoint } from './endpoint';

/** What differs from one POST to another. */
type Post = Pick<Outgoing, 'api' | 'headers' | 'auth' | 'body' | 'timeoutMs'>;

/** One exchange with AppSync, which takes POSTs alone: to the one address that the API has. */
export async function post({ to, path }: Endpoint, { headers, ...rest }: Post, { aws, signal, sink }: SendContext) {
  const query = { rows: [], wire: '' };
  const outgoing = {
    ...rest,
    to,
    basePath: path,
    method: 'POST',
    path,
    query,
    headers: withType(headers),
    fresh: false,
  };
  await exchange(outgoing, { auth: appSyncAuth(aws, rest.api.id, signal), signal, sink });
}

/** AppSync takes nothing but JSON, so it is said unless the person says something else. */
function withType(headers: readonly Pair[]): readonly Pair[] {
  const told = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return told ? headers : [['content-type', 'application/json'], ...headers];
}
