import type { AccessLogRecord } from '@/lib/core/access-log/record';
import { parseRouteKey } from '@/lib/core/path';

// What the screen calls by one name and formats have under several.

export type StatusClass = '2' | '3' | '4' | '5';
export const STATUS_CLASSES: readonly StatusClass[] = ['2', '3', '4', '5'];

export const LATENCIES = ['responseLatency', 'integrationLatency', 'integration.latency'];

export function statusOf(record: AccessLogRecord): number | null {
  return record.number('status');
}

/** `5` of 503; null for what is no status of HTTP, such as the 1xx or the 0 of a connection that broke. */
export function statusClassOf(status: number | null): StatusClass | null {
  const first = status === null ? '' : String(status).charAt(0);
  return status !== null && status >= 200 && status < 600 ? (first as StatusClass) : null;
}

/** How long the caller waited, in ms: the whole where it is logged, else the integration. */
export function latencyOf(record: AccessLogRecord): number | null {
  for (const name of LATENCIES) {
    const value = record.number(name);
    if (value !== null) return value;
  }
  return null;
}

/** The key of the route as the tree has it: `GET /notes/{id}`. */
export function routeOf(record: AccessLogRecord): string | null {
  const key = record.text('routeKey');
  if (key !== null) return key;
  const [method, path] = [record.text('httpMethod'), record.text('resourcePath')];
  return method !== null && path !== null ? `${method} ${path}` : path;
}

/** `/notes/{id}` of `GET /notes/{id}`: all that is known of the path where a format does not have it. */
export function routePathOf(record: AccessLogRecord): string | null {
  const key = routeOf(record);
  return key === null ? null : parseRouteKey(key).path;
}

export function methodOf(record: AccessLogRecord): string | null {
  const method = record.text('httpMethod');
  if (method !== null) return method;
  const key = record.text('routeKey');
  return key?.includes(' ') ? parseRouteKey(key).method : null;
}

/** Who asked: everything that says so, the caller's address among it. */
export function identitiesOf(record: AccessLogRecord): string[] {
  const found: string[] = [];
  for (const [name, value] of record.entries()) if (value !== null && isIdentity(name)) found.push(String(value));
  return found;
}

export function isIdentity(name: string): boolean {
  if (name.startsWith('identity.')) return name !== 'identity.userAgent';
  return name.startsWith('authorizer.') && !/^authorizer\.(error|status|latency|requestId|integration)/.test(name);
}

/** The request id of the Lambda invocation behind a line, under the names that AWS has for it. */
export function invocationOf(record: AccessLogRecord): string | null {
  return record.text('integration.requestId') ?? record.text('awsEndpointRequestId');
}
