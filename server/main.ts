/** The process: binds the loopback address, says where it is, and ends when it is told to. */
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { becomeReadOnly } from '@/lib/apis/read-only';
import { createFront, openDoors } from './front';
import { LAUNCH_PARAMETER } from './guard';
import { listenOnLoopback } from './listen';
import { logDefect, say } from './log';
import { type Options, readOptions } from './options';
import { startPages } from './pages';
import { Sessions } from './session';
import { stop } from './stop';

const folder = dirname(dirname(fileURLToPath(import.meta.url)));

process.on('uncaughtException', (error) => logDefect('uncaught', error));
process.on('unhandledRejection', (error) => logDefect('unhandled', error));

await start(options());

function options(): Options {
  try {
    return readOptions(process.argv.slice(2), process.env);
  } catch (error) {
    fail(error);
  }
}

async function start({ port: wanted, strictPort, json, readOnly }: Options): Promise<void> {
  if (readOnly) becomeReadOnly();
  const sessions = new Sessions();
  let port = wanted;
  let warm = false;
  const pages = startPages(folder, () => port);
  const front = createFront(sessions, async (request, response) => {
    if (!warm) setTimeout(() => void openDoors(), 1_000).unref(); // before the person sends for the first time
    warm = true;
    await pages(request, response);
  });
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => stop(front.server));
  try {
    port = await listenOnLoopback(front.server, wanted, { strict: strictPort });
  } catch (error) {
    fail(error);
  }
  front.openAt(port);
  announce({ port, sessions, json });
  setTimeout(() => void sweep(), 1_000).unref(); // the first page must not wait for it
  if (readOnly && !json) say('It is read-only: what may change something at an API is not sent.');
  if (wanted !== 0 && port !== wanted && !json) say(`Port ${wanted} is taken, so this is port ${port}.`);
}

async function sweep(): Promise<void> {
  const { sweepDownloads } = await import('@/lib/apis/download');
  sweepDownloads();
}

function announce({ port, sessions, json }: { port: number; sessions: Sessions; json: boolean }): void {
  const origin = `http://127.0.0.1:${port}`;
  const address = (): string => `${origin}/?${LAUNCH_PARAMETER}=${sessions.newCode()}`;
  const tell = (): void => say(json ? JSON.stringify({ url: address(), origin, port, pid: process.pid }) : address());
  if (!json) say('Signalbox is ready. This address lets one browser in; press Enter for another.');
  tell();
  if (process.stdin.isTTY || json) createInterface({ input: process.stdin }).on('line', tell);
}

function fail(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const told = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${code === 'EADDRINUSE' ? 'The port is taken. Choose another with --port.' : told}\n`);
  process.exit(1);
}
