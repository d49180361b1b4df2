import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** A request to go on as a WebSocket, before anything was answered. */
export interface Upgrading {
  req: IncomingMessage;
  socket: Duplex;
  /** What the client sent right behind its request. */
  head: Buffer;
}

export interface UpgradeRefusal {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Answers an upgrade with an ordinary HTTP answer and ends the connection. */
export function refuseUpgrade(socket: Duplex, { status, headers, body }: UpgradeRefusal): void {
  const all = {
    date: new Date().toUTCString(),
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}
