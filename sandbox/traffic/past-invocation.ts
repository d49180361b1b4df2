import type { LambdaFunction } from '@/sandbox/lambda/model';
import { createGroup, logsOf } from '@/sandbox/logs/directory';
import { store } from '@/sandbox/logs/write';
import type { Region } from '@/sandbox/model';
import type { PastRequest } from './past-request';

/** The lines that Lambda would have written, so that a line of the access log leads to them. */
export function logInvocation(
  region: Region,
  fn: LambdaFunction,
  { at, status, latencyMs, cold, lambdaId }: PastRequest,
): void {
  const name = fn.logGroup ?? `/aws/lambda/${fn.name}`;
  const logs = logsOf(region, fn.arn.split(':')[4] ?? '');
  const group = logs.groups.get(name) ?? createGroup(logs, { name, createdAt: at });
  const init = cold ? 150 : 0;
  const ms = Math.max(1, latencyMs - init - 5);
  const memory = fn.memoryMb ?? 128;
  const report = `REPORT RequestId: ${lambdaId}\tDuration: ${ms.toFixed(2)} ms\tBilled Duration: ${Math.ceil(ms + init)} ms\tMemory Size: ${memory} MB\tMax Memory Used: ${Math.min(memory, 79)} MB\t${cold ? `Init Duration: ${init.toFixed(2)} ms\t` : ''}`;
  const json = (type: string, record: object) =>
    JSON.stringify({ time: new Date(at).toISOString(), type, record: { requestId: lambdaId, ...record } });
  const metrics = {
    ...{
      durationMs: ms,
      billedDurationMs: Math.ceil(ms + init),
      memorySizeMB: memory,
      maxMemoryUsedMB: Math.min(memory, 79),
    },
    ...(cold ? { initDurationMs: init } : {}),
  };
  const failed =
    status >= 500 ? [`${new Date(at).toISOString()}\t${lambdaId}\tERROR\tThe upstream did not answer`] : [];
  const lines = fn.logsJson
    ? [json('platform.start', { version: '$LATEST' }), json('platform.report', { metrics, status: 'success' })]
    : [`START RequestId: ${lambdaId} Version: $LATEST`, ...failed, `END RequestId: ${lambdaId}`, report];
  const stream = `${new Date(at).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${'0'.repeat(32)}`;
  for (const [index, line] of lines.entries()) {
    const timestamp = at + (index === 0 ? 1 : latencyMs);
    store(group, { stream, timestamp, message: `${line}\n` }, timestamp);
  }
}
