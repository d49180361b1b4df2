import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { CorsCase } from './cors-cases';

/** What reached the other origin for one case. */
export interface Arrived {
  preflight: { method: string | null; headers: string | null } | null;
  actual: { method: string; headers: IncomingMessage['headers'] } | null;
}

/** A page on one port and an API on another, which answers each case as the case says. */
export class CorsServers {
  readonly arrived = new Map<string, Arrived>();
  readonly #servers: Server[] = [];
  page = '';
  api = '';
  /** The API under a name that leads to the same port. */
  named = '';

  constructor(private readonly cases: ReadonlyMap<string, CorsCase>) {}

  async start(): Promise<void> {
    this.page = `http://127.0.0.1:${await this.#listen()}`;
    const port = await this.#listen();
    this.api = `http://127.0.0.1:${port}`;
    this.named = `http://localhost:${port}`;
  }

  close(): void {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }

  addressOf({ to, name }: CorsCase): string {
    const at = { other: this.api, named: this.named, own: this.page }[to];
    return `${at}/case/${encodeURIComponent(name)}`;
  }

  originOf({ opaque }: CorsCase): string {
    return opaque ? 'null' : this.page;
  }

  async #listen(): Promise<number> {
    const server = createServer((request, response) => this.#answer(request, response));
    this.#servers.push(server);
    server.on('clientError', (error: Error & { rawPacket?: Buffer }, socket) => this.#odd(error.rawPacket, socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    const of = this.#caseAt(request.url ?? '');
    if (!of) {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>A page</title>');
      return;
    }
    const { status, headers } = this.#take(of, request.method ?? '', request.headers);
    // The flat list keeps order, case and repetition.
    response.writeHead(status, headers.flat()).end();
  }

  /** Node knows no method `patch` in lower case, which a browser sends as it was written. */
  #odd(packet: Buffer | undefined, socket: Duplex): void {
    const [head = '', ...lines] = (packet?.toString('latin1') ?? '').split('\r\n\r\n')[0]?.split('\r\n') ?? [];
    const [method = '', url = ''] = head.split(' ');
    const of = this.#caseAt(url);
    if (!of) return void socket.destroy();
    const fields = lines.map((line) => [line.split(':')[0]?.toLowerCase(), line.replace(/^[^:]*: */, '')]);
    const { status, headers } = this.#take(of, method, Object.fromEntries(fields));
    const said = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    socket.end(`HTTP/1.1 ${status} -\r\n${said}content-length: 0\r\nconnection: close\r\n\r\n`);
  }

  #caseAt(url: string): CorsCase | undefined {
    const asked = /^\/case\/(.*)$/.exec(url)?.[1];
    return asked === undefined ? undefined : this.cases.get(decodeURIComponent(asked));
  }

  /** Notes what arrived, and says what the case answers to it. */
  #take(of: CorsCase, method: string, headers: IncomingMessage['headers']): CorsCase['actual'] {
    const arrived = this.arrived.get(of.name) ?? { preflight: null, actual: null };
    this.arrived.set(of.name, arrived);
    const wants = headers['access-control-request-method'];
    if (method === 'OPTIONS' && wants !== undefined) {
      arrived.preflight = { method: wants, headers: headers['access-control-request-headers'] ?? null };
      return this.#filled(of, of.preflight);
    }
    arrived.actual = { method, headers };
    return this.#filled(of, of.actual);
  }

  #filled(of: CorsCase, { status, headers }: CorsCase['actual']): CorsCase['actual'] {
    const origin = this.originOf(of);
    const filled = headers.map(([name, value]): [string, string] => [
      name,
      value.replace('{origin}', origin).replace('{ORIGIN}', origin.toUpperCase()),
    ]);
    if (status >= 300 && status < 400) filled.push(['location', '/elsewhere']);
    return { status, headers: filled };
  }
}
