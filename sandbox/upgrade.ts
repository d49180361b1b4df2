import { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { upgradeGraphql } from './appsync/realtime/handshake';
import { upgradeEvents } from './appsync-events/handshake';
import { upgradeHttpApi } from './data/upgrade-http-api';
import { route } from './route';
import type { Sandbox } from './sandbox';
import type { Upgrading } from './upgrading';
import { upgradeWebSocketApi } from './websocket/handshake';

/** Takes an upgrade over, be it to refuse it; false where it is not for this door. */
type Door = (sandbox: Sandbox, upgrading: Upgrading) => Promise<boolean>;

const DOORS: Door[] = [upgradeWebSocketApi, upgradeHttpApi, upgradeGraphql, upgradeEvents];

/** Sends each upgrade where it belongs. What nobody takes is an ordinary request: a server may ignore the wish to upgrade. */
export async function upgrade(sandbox: Sandbox, upgrading: Upgrading): Promise<void> {
  if (upgrading.req.headers.upgrade?.toLowerCase() === 'websocket') {
    for (const door of DOORS) {
      if (await door(sandbox, upgrading)) return;
    }
  }
  await route(sandbox, upgrading.req, plainResponse(upgrading));
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
