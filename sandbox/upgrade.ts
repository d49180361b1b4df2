import { type IncomingMessage, ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { route } from './route';
import type { Sandbox } from './sandbox';

/** A request to go on as a WebSocket, before anything was answered. */
export interface Upgrading {
  req: IncomingMessage;
  socket: Duplex;
  /** What the client sent right behind its request. */
  head: Buffer;
}

/** Takes an upgrade over, be it to refuse it; false where it is not for this door. */
type Door = (sandbox: Sandbox, upgrading: Upgrading) => Promise<boolean>;

const DOORS: Door[] = [];

/** Sends each upgrade where it belongs. What nobody takes is an ordinary request: a server may ignore the wish to upgrade. */
export async function upgrade(sandbox: Sandbox, upgrading: Upgrading): Promise<void> {
  if (upgrading.req.headers.upgrade?.toLowerCase() === 'websocket') {
    for (const door of DOORS) {
      if (await door(sandbox, upgrading)) return;
    }
  }
  await route(sandbox, upgrading.req, plainResponse(upgrading));
}

export interface UpgradeRefusal {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Answers an upgrade with an ordinary HTTP answer and ends the connection. */
export function refuseUpgrade(socket: Duplex, { status, headers, body }: UpgradeRefusal): void {
  const all = { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}

/** Node takes a connection with `Upgrade` out of its own hands as soon as anybody listens for upgrades; this gives it back. */
function plainResponse({ req, socket }: Upgrading): ServerResponse {
  const res = new ServerResponse(req);
  res.shouldKeepAlive = false;
  // The two kinds of socket that a server has, plain and TLS, are both of net.Socket.
  res.assignSocket(socket as Socket);
  res.on('finish', () => socket.end());
  return res;
}
