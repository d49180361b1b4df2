import 'server-only';
import { executionLog } from '@/lib/apis/appsync-base/execution-log';
import type { ConfiguredLogs } from '@/lib/apis/kind';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiRef } from '@/lib/core/api';
import { readApi } from './discover';

/** The log that AppSync writes where the API's settings ask for it. */
export async function eventsLogs(aws: AwsClients, ref: ApiRef, signal: AbortSignal): Promise<ConfiguredLogs> {
  const { eventConfig } = await readApi(aws, ref, signal);
  const level = eventConfig?.logConfig ? (eventConfig.logConfig.logLevel ?? 'NONE') : null;
  return { logs: [executionLog(ref.id, level)], problems: [] };
}
