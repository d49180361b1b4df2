import 'server-only';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AppError } from '@/lib/core/error';

/** The one request that brings a person back from the login page of an issuer. */
export interface Arrival {
  /** The redirect address with what the issuer added to it. */
  url: URL;
  /** What the window shows then; the first call counts. */
  answer(page: { good: boolean; sentence: string }): void;
}

export interface Catcher {
  arrival: Promise<Arrival>;
  /** Stops listening; a window that still waits is told so. */
  close(): void;
}

/** Where a redirect comes back to this computer. */
export interface LoopbackAddress {
  port: number;
  path: string;
  /** The only value that Host may have. */
  host: string;
  /** The addresses to listen at. */
  binds: readonly string[];
}

const BINDS: Record<string, readonly string[]> = {
  '127.0.0.1': ['127.0.0.1'],
  '[::1]': ['::1'],
  localhost: ['127.0.0.1', '::1'],
};

/** Reads a redirect address that leads to this computer: http, a loopback host, a port of its own, nothing after the path. */
export function loopbackAddress(redirectUri: string): LoopbackAddress {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : null;
  const binds = url ? BINDS[url.hostname] : undefined;
  const plain = url?.protocol === 'http:' && url.username === '' && url.password === '' && !/[?#]/.test(redirectUri);
  if (!url || !binds || !plain || url.port === '') {
    throw new AppError('invalid-input', `${redirectUri} does not lead back to this computer.`, {
      detail: {
        field: 'redirectUri',
        next: 'Register an address such as http://localhost:8976/callback with the client and choose it here.',
      },
    });
  }
  return { port: Number(url.port), path: url.pathname, host: url.host, binds };
}

/**
 * Listens for one redirect, on its own port and nowhere else, until it has come or `close` is called. Only the exact path
 * with the right `state` counts: whatever else knocks is turned away and changes nothing.
 */
export async function catchRedirect(address: LoopbackAddress, state: string): Promise<Catcher> {
  let arrive: (arrival: Arrival) => void = () => undefined;
  const arrival = new Promise<Arrival>((resolve) => {
    arrive = resolve;
  });
  const servers: Server[] = [];
  const waiting = new Set<ServerResponse>();
  let caught = false;
  const close = () => {
    for (const server of servers) server.close();
    for (const response of waiting) {
      showPage(response, 410, 'This sign-in was cancelled. This window can be closed.');
    }
    waiting.clear();
    for (const server of servers) server.closeIdleConnections();
  };
  const take = (request: IncomingMessage, response: ServerResponse) => {
    const turnedAway = caught ? { status: 410, sentence: 'This sign-in is over.' } : objection(request, address, state);
    if (turnedAway) return showPage(response, turnedAway.status, turnedAway.sentence);
    caught = true;
    for (const server of servers) server.close();
    waiting.add(response);
    arrive({
      url: new URL(request.url ?? '', `http://${address.host}`),
      answer: ({ good, sentence }) => {
        if (waiting.delete(response)) showPage(response, good ? 200 : 400, sentence);
      },
    });
  };
  for (const host of address.binds) {
    const server = await listen(take, address.port, host).catch((error: unknown) => {
      close();
      throw portFailure(error, address.port);
    });
    if (server) servers.push(server);
  }
  return { arrival, close };
}

/** Why a request is not the one that is waited for. */
function objection(
  { method, url = '', headers }: IncomingMessage,
  { host, path }: LoopbackAddress,
  state: string,
): { status: number; sentence: string } | null {
  // A page elsewhere can lead its own name to this address; it cannot choose the Host header.
  if (headers.host !== host) return { status: 421, sentence: 'This address is not served here.' };
  if (method !== 'GET') return { status: 405, sentence: 'Only GET is answered here.' };
  if (url.split('?', 1)[0] !== path) return { status: 404, sentence: 'There is nothing here.' };
  const states = new URLSearchParams(url.split('?')[1] ?? '').getAll('state');
  if (states.length === 1 && states[0] === state) return null;
  return {
    status: 400,
    sentence:
      'This answer belongs to another sign-in (its state is not the one that was sent). Start again in Signalbox.',
  };
}

/** Null where this computer has no such address: not every one has IPv6. */
function listen(
  take: (request: IncomingMessage, response: ServerResponse) => void,
  port: number,
  host: string,
): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer({ headersTimeout: 5_000, requestTimeout: 5_000, maxHeaderSize: 32 * 1024 }, take);
    server.maxRequestsPerSocket = 1;
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (host === '::1' && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT')) resolve(null);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

function portFailure(error: unknown, port: number): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const why = code === 'EACCES' ? 'this computer does not let programs listen there' : 'another program uses it';
  return new AppError('sign-in-refused', `Port ${port} is where the sign-in comes back, and ${why}.`, {
    cause: error,
    detail: {
      reason: 'port-taken',
      field: 'redirectUri',
      next: 'End that program, or register another redirect address with the client.',
    },
  });
}

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  connection: 'close',
};

function showPage(response: ServerResponse, status: number, sentence: string): void {
  const text = sentence.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
  response.writeHead(status, HEADERS);
  response.end(`<!doctype html><html lang="en"><title>Signalbox</title><h1>Signalbox</h1><p>${text}</p></html>`);
}
