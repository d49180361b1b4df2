import { accessLine, writeAccessLine } from '@/sandbox/logs/access-line';
import type { RestCall } from './call';
import { contextOf } from './expressions';
import { settingsFor } from './throttle';

/** Writes the line of a request that has been answered, if its stage keeps a log. */
export function logAccess(call: RestCall, status: number): void {
  const { stage, target, trace } = call;
  const format = stage?.accessLogSettings?.format;
  if (!stage || format === undefined) return;
  const { latencyMs, status: ownStatus, serviceStatus, requestId, error } = trace.integration;
  const values: Record<string, string | number | undefined> = {
    ...contextOf(call),
    status,
    responseLatency: Date.now() - call.at.getTime(),
    responseLength: trace.responseLength,
    awsEndpointRequestId: requestId,
    integrationLatency: latencyMs,
    integrationStatus: serviceStatus,
    'integration.error': error,
    'integration.integrationStatus': serviceStatus,
    'integration.latency': latencyMs,
    'integration.requestId': requestId,
    'integration.status': ownStatus,
    xrayTraceId: undefined,
  };
  const line = accessLine(format, (name) => (values[name] === undefined ? undefined : String(values[name])));
  writeAccessLine(target.world, { apiId: target.api.id, stage }, line);
}

/** The execution log, where the stage's settings ask for one. */
export function logExecution(call: RestCall): void {
  const { stage, target, requestId, trace, log } = call;
  const level = stage ? settingsFor(stage, call).loggingLevel : undefined;
  if (!stage || !level || level === 'OFF') return;
  if (trace.error)
    log.say(
      `Gateway response type: ${trace.error.type ?? 'DEFAULT_4XX'} with status code: ${trace.error.status}`,
      true,
    );
  log.write(target.region, target.account.id, { apiId: target.api.id, stage: stage.stageName, requestId, level });
}
