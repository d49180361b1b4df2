import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { LIVE_PATH } from '@/lib/wire/live';
import { guard, type House, type Knock } from './guard';
import { logDefect } from './log';
import { PLAIN_HEADERS, setPageHeaders } from './policy';
import { answerRefusal, answerUpgrade, refuse } from './refusal';
import type { Sessions } from './session';

/** Answers with a page or an action: Next, once it is ready. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface Front {
  server: Server;
  /** Say the port as soon as it is known; until then nobody comes in. */
  openAt(port: number): void;
  cookie(): string;
}

const MAX_HEADER_BYTES = 64 * 1024;
/** Where the whole of a body can be had that was shown in part only. */
const DOWNLOAD = /^\/download\/([0-9a-f]{32})$/;

/** The doors with all that lies behind them: loaded after the first page, which must not wait for it. */
let doors: Doors | null = null;
type Doors = typeof import('./doors');

export async function openDoors(): Promise<Doors> {
  doors ??= await import('./doors');
  return doors;
}

/** The server that faces the browser: the guard first, then the doors, then the pages. It does not listen yet. */
export function createFront(sessions: Sessions, pages: Pages): Front {
  let house: House = { hosts: new Set(), cookie: 'signalbox', session: sessions.session };
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: 30_000 });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const verdict = guard(knockOf(request, false), house);
    if ('refuse' in verdict) answerRefusal(request, response, verdict);
    else if ('launch' in verdict) launch(verdict, { request, response, sessions, cookie: house.cookie });
    else await open(request, response, pages);
  };
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      logDefect(`${request.method} ${request.url?.split('?', 1)[0]}`, error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, PLAIN_HEADERS).end();
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const verdict = guard(knockOf(request, true), house);
    if ('refuse' in verdict) answerUpgrade(socket, verdict.refuse.status);
    else if (request.url === LIVE_PATH) void openLive(request, socket, head);
    else answerUpgrade(socket, 404);
  });
  return {
    server,
    openAt(port) {
      const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
      house = { ...house, hosts, cookie: `signalbox-${port}` };
    },
    cookie: () => house.cookie,
  };
}

function knockOf(request: IncomingMessage, upgrade: boolean): Knock {
  return { method: request.method ?? '', url: request.url ?? '', rawHeaders: request.rawHeaders, upgrade };
}

async function openLive(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
  socket.on('error', () => undefined); // it may break while the door is loaded
  try {
    await (doors ?? (await openDoors())).openLive(request, socket, head);
  } catch (error) {
    logDefect('live', error);
    answerUpgrade(socket, 500);
  }
}

async function open(request: IncomingMessage, response: ServerResponse, pages: Pages): Promise<void> {
  const url = request.url ?? '/';
  if (request.method === 'POST' && url.startsWith('/send')) {
    return await (doors ?? (await openDoors())).answerSend(request, response);
  }
  if (url === LIVE_PATH) {
    answerRefusal(request, response, refuse(426, 'This address takes WebSockets only.'));
    return;
  }
  const id = DOWNLOAD.exec(url)?.[1];
  if (id !== undefined) return (doors ?? (await openDoors())).answerDownload(id, response);
  // Next takes the nonce for its scripts from the request; a sender's own policy was refused by the guard.
  request.headers['content-security-policy'] = setPageHeaders(response, url, await emulatorsFor(url));
  await pages(request, response);
}

/** Scripts and styles connect nowhere, so nobody waits for the answer but pages. */
async function emulatorsFor(url: string): Promise<readonly string[]> {
  if (url.startsWith('/_next/')) return [];
  const { userPoolOrigins } = await import('@/lib/apis/user-pool-origins');
  return await userPoolOrigins();
}

interface Arrival {
  request: IncomingMessage;
  response: ServerResponse;
  sessions: Sessions;
  cookie: string;
}

/** Lets a browser in for a code, and takes the code out of the address bar and the history. */
function launch(
  { launch: code, location, session }: { launch: string; location: string; session: boolean },
  { request, response, sessions, cookie }: Arrival,
): void {
  if (!session && !sessions.redeem(code)) {
    const sentence = 'This address was used before, or is not one that Signalbox gave out.';
    answerRefusal(request, response, { refuse: { status: 401, sentence } });
    return;
  }
  response.writeHead(303, {
    ...PLAIN_HEADERS,
    location,
    'content-length': 0,
    ...(session ? {} : { 'set-cookie': `${cookie}=${sessions.session}; Path=/; HttpOnly; SameSite=Strict` }),
  });
  response.end();
}
