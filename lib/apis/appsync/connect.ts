import 'server-only';
import { createHash } from 'node:crypto';
import { appSyncAuth } from '@/lib/apis/appsync-base/ask';
import type { ConnectContext } from '@/lib/apis/kind';
import { accountKey } from '@/lib/core/keys';
import type { Line } from '@/lib/core/line';
import { parse } from '@/lib/core/parse';
import { processWide } from '@/lib/core/process-wide';
import { AppSyncConnectInput } from './contract';
import { endpointFor } from './endpoints';
import { Realtime, type RealtimePlan } from './realtime';

const connections = processWide('appsync-realtime', () => new Map<string, Realtime[]>());

/** Opens one subscription; those of one API and one identity share a connection, up to what AppSync lets one carry. */
export async function connectAppSync(raw: unknown, { aws, signal, sink }: ConnectContext): Promise<Line> {
  const { api, auth, query, variables, operationName, through } = parse(AppSyncConnectInput, raw);
  const endpoint = await endpointFor(aws, { api, through }, signal);
  // The connection outlives the signal of who opens it.
  const may = appSyncAuth(aws, api.id, new AbortController().signal);
  const key = keyOf(`${accountKey(api.account)} ${api.id} ${endpoint.url}`, JSON.stringify(auth));
  const operation = { query, variables, operationName };
  const shared = connections.get(key)?.find(({ full }) => !full);
  if (shared) return shared.subscribe(operation, sink);
  const opened = start(key, { endpoint, auth, may });
  const line = opened.subscribe(operation, sink);
  await opened.open().catch((error: unknown) => opened.fail(error));
  return line;
}

function start(key: string, plan: RealtimePlan): Realtime {
  const opened: Realtime = new Realtime(plan, () => drop(key, opened));
  connections.set(key, [...(connections.get(key) ?? []), opened]);
  return opened;
}

function drop(key: string, gone: Realtime): void {
  const left = (connections.get(key) ?? []).filter((one) => one !== gone);
  if (left.length > 0) connections.set(key, left);
  else connections.delete(key);
}

/** The identity may hold a token, which is no key to keep things under. */
function keyOf(place: string, identity: string): string {
  return `${place} ${createHash('sha256').update(identity).digest('hex')}`;
}
