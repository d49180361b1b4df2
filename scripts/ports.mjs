import { createServer } from 'node:net';

/** `port` if nothing listens on it on 127.0.0.1, else 0: let the system choose. */
export async function freeOr0(port) {
  const server = createServer();
  const free = await new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (free) await new Promise((resolve) => server.close(resolve));
  return free ? port : 0;
}
