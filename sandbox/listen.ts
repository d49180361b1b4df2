import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { Calls } from './calls';
import { type FaultSettings, Faults } from './faults';
import type { World } from './model';
import { route } from './route';
import type { Sandbox } from './sandbox';
import { upgrade } from './upgrade';

export interface Listening extends Sandbox {
  /** `http://127.0.0.1:port` */
  origin: string;
  /** Ends the server and every connection at once. */
  close: () => Promise<void>;
}

/** Serves a world on 127.0.0.1; port 0 takes any that is free. */
export async function listen(world: World, port: number, faults: Partial<FaultSettings> = {}): Promise<Listening> {
  const sandbox: Sandbox = { world, faults: new Faults(world, faults), calls: new Calls() };
  // Wider than the limit of API Gateway, which refuses in its own words.
  const server = createServer({ maxHeaderSize: 65_536 }, (req, res) => {
    // Node's own would tell the clock of this computer even where the sandbox's is another.
    res.setHeader('date', new Date().toUTCString());
    route(sandbox, req, res).catch((error: unknown) => {
      console.error(error);
      res.destroy();
    });
  });
  const upgraded = holdUpgraded(server, sandbox);
  // A caller may think for a long time between two requests on one connection.
  server.keepAliveTimeout = 60_000;
  await opened(server, port);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  world.origin = origin;
  fillOrigin(world.accounts, origin);
  return { ...sandbox, origin, close: () => closed(server, upgraded) };
}

function opened(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closed(server: Server, upgraded: Iterable<Duplex>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
    for (const socket of upgraded) socket.destroy();
  });
}

/** Connections that went on as WebSockets: the server knows them no longer, and yet waits for them when it closes. */
function holdUpgraded(server: Server, sandbox: Sandbox): Set<Duplex> {
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (req, socket, head) => {
    upgraded.add(socket);
    socket.on('close', () => upgraded.delete(socket));
    // A connection that breaks off closes next; nobody else need hear of it.
    socket.on('error', () => {});
    upgrade(sandbox, { req, socket, head }).catch((error: unknown) => {
      console.error(error);
      socket.destroy();
    });
  });
  return upgraded;
}

/** Templates may name the sandbox's own address as `{origin}`, which is known only now. */
function fillOrigin(value: unknown, origin: string): unknown {
  if (typeof value === 'string') return value.replaceAll('{origin}', origin);
  if (value instanceof Map) {
    for (const [key, entry] of value) value.set(key, fillOrigin(entry, origin));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, entry] of Object.entries(value)) Reflect.set(value, name, fillOrigin(entry, origin));
  }
  return value;
}
