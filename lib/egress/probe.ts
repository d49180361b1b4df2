import 'server-only';
import { randomUUID } from 'node:crypto';
import { type IncomingHttpHeaders, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/** An address that may or may not belong to an API: where to connect, and the host that it is asked as. */
export interface ProbeTarget {
  protocol: 'http:' | 'https:';
  connectTo: { host: string; port: number };
  hostHeader: string;
  basePath: string;
}

const PATIENCE_MS = 3_000;

/**
 * The status and headers with which an address answers a HEAD for a path that no API has; null where nothing answers.
 * A safe method on a random path: whatever stands behind it is not changed by being asked.
 */
export function probe(target: ProbeTarget): Promise<{ status: number; headers: IncomingHttpHeaders } | null> {
  const send = target.protocol === 'https:' ? overHttps : overHttp;
  return new Promise((resolve) => {
    const request = send({
      ...target.connectTo,
      servername: target.hostHeader.replace(/:\d+$/, ''),
      method: 'HEAD',
      path: `${target.basePath}/signalbox-probe-${randomUUID()}`,
      headers: { host: target.hostHeader, accept: 'application/json' },
      agent: false,
      timeout: PATIENCE_MS,
    });
    request.on('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', () => resolve(null));
    request.end();
  });
}
