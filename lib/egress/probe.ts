import 'server-only';
import { type IncomingHttpHeaders, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/** An address that may or may not belong to an API: where to connect, and the host that it is asked as. */
export interface ProbeTarget {
  protocol: 'http:' | 'https:';
  connectTo: { host: string; port: number };
  hostHeader: string;
}

/** What is asked: something that changes nothing. */
export interface ProbeQuestion {
  method: 'HEAD' | 'POST';
  path: string;
  json?: string;
}

const PATIENCE_MS = 3_000;

/** The status and headers with which an address answers; null where nothing answers. */
export function probe(
  target: ProbeTarget,
  { method, path, json }: ProbeQuestion,
): Promise<{ status: number; headers: IncomingHttpHeaders } | null> {
  const send = target.protocol === 'https:' ? overHttps : overHttp;
  const sent =
    json === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) };
  return new Promise((resolve) => {
    const request = send({
      ...target.connectTo,
      servername: target.hostHeader.replace(/:\d+$/, ''),
      method,
      path,
      headers: { host: target.hostHeader, accept: 'application/json', ...sent },
      agent: false,
      timeout: PATIENCE_MS,
    });
    request.on('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', () => resolve(null));
    request.end(json);
  });
}
