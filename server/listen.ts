import type { Server } from 'node:http';

/** How many ports above the wanted one are tried before the system is asked for any. */
const NEIGHBOURS = 20;

/**
 * Listens on the loopback address and nowhere else. Where the port is taken, the next free one is used, unless `strict`.
 * Gives the port.
 */
export async function listenOnLoopback(server: Server, wanted: number, options: { strict: boolean }): Promise<number> {
  for (let port = wanted; port <= wanted + NEIGHBOURS && port < 65_536; port += 1) {
    if (await listens(server, port, options.strict)) return portOf(server);
  }
  await listens(server, 0, true);
  return portOf(server);
}

function listens(server: Server, port: number, strict: boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      if (!strict && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) resolve(false);
      else reject(error);
    };
    server.once('error', failed);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', failed);
      resolve(true);
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}
