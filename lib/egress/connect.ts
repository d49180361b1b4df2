import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { Pair } from '@/lib/core/outcome';
import { checkedLookup, checkLiteral, type Destination } from './address';
import { agents } from './agents';
import type { Phases } from './phases';
import type { Stop } from './stop';

export interface Connecting {
  to: Destination;
  method: string;
  /** Path and query, byte for byte as they go into the request line. */
  target: string;
  /** All headers in order, Host and framing among them. */
  headers: readonly Pair[];
  body: Uint8Array | null;
  phases: Phases;
  stop: Stop;
}

const MAX_HEADER_BYTES = 256 * 1024;

/** Methods that change nothing, so that sending one again is safe. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Sends one request and hands the answer to `receive` in the moment in which its head is there, so that a short body is
 * not held up. A kept connection that was closed at the other end just then is replaced once by a fresh one, for safe
 * methods only: nothing else is ever sent twice.
 */
export function connect<T>(
  what: Connecting,
  options: { fresh: boolean },
  receive: (response: IncomingMessage) => Promise<T>,
): Promise<T> {
  checkLiteral(what.to);
  return new Promise((resolve, reject) => {
    const first = send(what, options.fresh);
    let answered = false;
    first.on('response', (response) => {
      answered = true;
      resolve(receive(response));
    });
    first.on('error', (error) => {
      const stale = first.reusedSocket && !answered && isReset(error) && what.stop.reason === null;
      if (!stale || !SAFE.has(what.method)) return reject(error);
      const second = send(what, true);
      second.on('response', (response) => resolve(receive(response)));
      second.on('error', reject);
    });
  });
}

function isReset(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

function send(what: Connecting, fresh: boolean): ClientRequest {
  const { to, phases, stop } = what;
  const tls = to.protocol === 'https:';
  const request = (tls ? https : http).request(requestOptions(what, fresh));
  request.maxHeadersCount = 0; // MAX_HEADER_BYTES is the limit: Node would keep the first thousand and say nothing
  request.on('socket', (socket: Socket) => phases.watch(socket, { reused: request.reusedSocket, tls }));
  request.on('upgrade', (_, socket) => {
    socket.destroy();
    request.emit('error', Object.assign(new Error('upgraded'), { code: 'HPE_UPGRADED' }));
  });
  stop.attach(() => request.destroy());
  request.end(what.body ?? undefined);
  return request;
}

function requestOptions(
  { to, method, target, headers }: Connecting,
  fresh: boolean,
): RequestOptions & https.RequestOptions {
  const at = to.connectTo ?? to;
  const tls = to.protocol === 'https:';
  const pooled = tls ? agents.https : agents.http;
  return {
    host: at.host,
    port: at.port,
    path: target,
    method,
    // Flat, so that order and duplicates are kept; Node's types know only the other form.
    headers: headers.flat() as unknown as RequestOptions['headers'],
    agent: fresh || to.untrusted === true ? false : pooled,
    maxHeaderSize: MAX_HEADER_BYTES,
    ...(to.untrusted === true ? { lookup: checkedLookup } : {}),
    ...(tls && isIP(to.host) === 0 ? { servername: to.host } : {}),
  };
}
