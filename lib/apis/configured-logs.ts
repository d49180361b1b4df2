import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiRef } from '@/lib/core/api';
import { accountKey, apiKey } from '@/lib/core/keys';
import { processWide } from '@/lib/core/process-wide';
import type { LogPlaces } from '@/lib/logs/contract';
import { withFacts } from '@/lib/logs/places';
import type { ApiKind, ConfiguredLogs } from './kind';
import { orGone } from './known-apis';

/** Where an API logs to changes when it is deployed, and whoever looks into failures asks for it every few seconds. */
const FRESH_MS = 60_000;

const known = processWide('configured-logs', () => new Map<string, { logs: ConfiguredLogs; readAt: number }>());

interface Asked {
  kind: ApiKind;
  api: ApiRef;
  aws: AwsClients;
  signal: AbortSignal;
}

/** Where an API logs to, as AWS has it now. */
export async function currentPlaces(asked: Asked): Promise<LogPlaces> {
  const { api, aws, signal } = asked;
  const logs = await orGone(api, asked.kind.logs?.(aws, api, signal) ?? Promise.resolve({ logs: [], problems: [] }));
  // A permission that is missing may be given the next moment.
  if (logs.problems.length === 0) known.set(keyOf(api), { logs, readAt: Date.now() });
  else known.delete(keyOf(api));
  return withFacts(aws, logs, signal);
}

/** The same as it was a moment ago, where that is known; whether the log groups are there is asked anew. */
export async function recentPlaces(asked: Asked): Promise<LogPlaces> {
  const before = known.get(keyOf(asked.api));
  const isFresh = before !== undefined && Date.now() - before.readAt < FRESH_MS;
  return isFresh ? withFacts(asked.aws, before.logs, asked.signal) : currentPlaces(asked);
}

function keyOf(api: ApiRef): string {
  return `${accountKey(api.account)} ${apiKey(api)}`;
}
