import { maskHeader, recordedRequests } from './data/recorder';
import type { World } from './model';

/** One request that the sandbox received, to AWS's services or to an API. Signatures and tokens are masked. */
export interface ReceivedRequest {
  /** ISO 8601 */
  at: string;
  /** As in the credential scope; `execute-api` for requests to APIs. */
  service: string;
  /** The operation, or the route key that an API matched. */
  operation: string | null;
  method: string;
  path: string;
  headers: [name: string, value: string][];
  /** 0 where the connection was cut or the answer is still under way. */
  status: number;
}

const LONGEST_LIST = 1000;
const received = new WeakMap<World, ReceivedRequest[]>();

export function recordControl(world: World, request: ReceivedRequest): void {
  const list = received.get(world) ?? [];
  received.set(world, list);
  list.push(request);
  if (list.length > LONGEST_LIST) list.shift();
}

export function forgetControl(world: World): void {
  received.delete(world);
}

/** Oldest first, the last thousand of each plane; what is known of an API's request beyond the common part is there as well. */
export function receivedRequests(world: World): ReceivedRequest[] {
  const toApis = recordedRequests(world).map((request) => ({
    ...request,
    service: 'execute-api',
    operation: request.routeKey,
    path: request.target,
    status: request.status ?? 0,
  }));
  return [...(received.get(world) ?? []), ...toApis].sort((a, b) => a.at.localeCompare(b.at));
}

/** Node's flat list of header names and values, in pairs and masked. */
export function maskedHeaders(rawHeaders: readonly string[]): [string, string][] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => {
    const name = rawHeaders[index * 2] ?? '';
    return [name, maskHeader(name, rawHeaders[index * 2 + 1] ?? '')];
  });
}
