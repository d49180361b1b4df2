import 'server-only';
import { gatewayLogs } from '@/lib/apis/gateway/logs';
import type { ConfiguredLogs } from '@/lib/apis/kind';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiRef } from '@/lib/core/api';
import { readRoutes } from './routes';

/** The access log of each stage, and the log of each function behind a route. */
export function httpLogs(aws: AwsClients, api: ApiRef, signal: AbortSignal): Promise<ConfiguredLogs> {
  return gatewayLogs(aws, api, { signal, readRoutes: readRoutes(aws, api.id, signal) });
}
