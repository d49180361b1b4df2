import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Pages } from './front';

/**
 * Starts Next, which takes a moment, and gives what answers with its pages: whoever asks before waits for it.
 * Next is handed a server of its own that never listens: else it adds an upgrade listener to ours and answers every
 * upgrade that was refused here.
 */
export function startPages(folder: string, port: () => number): Pages {
  const ready = prepare(folder, port);
  ready.catch(() => undefined); // told to whoever asks for a page
  return async (request, response) => {
    const handle = await ready;
    await handle(request, response);
  };
}

async function prepare(
  folder: string,
  port: () => number,
): Promise<(request: IncomingMessage, response: ServerResponse) => Promise<void>> {
  const { default: next } = await import('next');
  const app = next({
    dev: false,
    dir: folder,
    hostname: '127.0.0.1',
    port: port(),
    httpServer: createServer(),
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  return async (request, response) => await handle(request, response);
}
