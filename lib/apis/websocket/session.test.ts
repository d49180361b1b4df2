import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { ENTRY, type FrameTag, type LineEvent } from '@/lib/core/line';
import { destinationOf } from '@/lib/egress/address';
import { handshakeHeaders } from '@/lib/egress/line-headers';
import { Session, type SessionPlan } from './session';

let http: Server;
let sockets: WebSocketServer;
let heard: string[];
let pings: number;

beforeEach(async () => {
  heard = [];
  pings = 0;
  http = createServer();
  sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket: WebSocket) => {
    socket.on('ping', () => {
      pings += 1;
    });
    socket.on('message', (data, binary) => {
      heard.push(String(data));
      socket.send(data, { binary });
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
});
afterEach(async () => {
  for (const socket of sockets.clients) socket.terminate();
  http.closeAllConnections();
  http.close();
  await once(http, 'close');
});

class Ear {
  readonly events: LineEvent[] = [];
  readonly frames: [FrameTag, string][] = [];
  #wake: (() => void) | null = null;

  event = (event: LineEvent): void => {
    this.events.push(event);
    this.#wake?.();
  };
  frame = (tag: FrameTag, bytes: Uint8Array): boolean => {
    this.frames.push([tag, Buffer.from(bytes).toString()]);
    this.#wake?.();
    return true;
  };
  get types(): string[] {
    return this.events.map(({ type }) => type);
  }
  async until(done: () => boolean): Promise<void> {
    while (!done()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

async function opened(ear: Ear, plan: Partial<SessionPlan> = {}): Promise<Session> {
  const to = destinationOf(new URL(`http://127.0.0.1:${(http.address() as AddressInfo).port}`));
  const headers = handshakeHeaders([], { hostHeader: to.hostHeader, protocols: [] });
  const shown = { method: 'GET', url: 'ws://a', target: '/', headers: [], bodyBytes: 0, connectedTo: null };
  const handshake = async () => ({ question: { to, target: '/prod', headers, protocols: [] }, shown });
  const session = new Session({ handshake, timeoutMs: 5_000, keepAliveMs: null, attempts: 0, ...plan }, ear);
  await session.open();
  return session;
}

const say = (session: Session, input: object, text = '') => session.say(input, Buffer.from(text));
const isOpen = (ear: Ear) => () => ear.types.includes('open');
const received = (ear: Ear) => ear.frames.filter(([tag]) => tag === ENTRY.textIn).map(([, text]) => text);

test('what is said goes out, what comes in is told, and the end is the last word', async () => {
  const ear = new Ear();
  const session = await opened(ear);
  await ear.until(isOpen(ear));
  await say(session, { type: 'text' }, 'hello');
  await say(session, { type: 'binary' }, 'bytes');
  await ear.until(() => ear.frames.length === 4);
  expect(ear.frames.map(([tag]) => tag).sort()).toEqual([ENTRY.textIn, ENTRY.binaryIn, ENTRY.textOut, ENTRY.binaryOut]);
  session.close({ cut: false, code: 4_001, reason: 'enough' });
  await ear.until(() => ear.types.includes('ended'));
  expect(ear.types).toEqual(['request', 'open', 'closed', 'ended']);
  expect(ear.events[2]).toMatchObject({ end: { by: 'asked', code: 4_001 } });
});

test('a message is said so many times and counted in it', async () => {
  const ear = new Ear();
  const session = await opened(ear);
  await ear.until(isOpen(ear));
  await say(session, { type: 'repeat', times: 50, perSecond: 500 }, '{"n":{{n}}}');
  await ear.until(() => received(ear).length === 50);
  expect(heard).toEqual(Array.from({ length: 50 }, (_, at) => `{"n":${at + 1}}`));
  session.close({ cut: true });
});

test('nothing is said on a session that is not open, and that is said', async () => {
  const ear = new Ear();
  const session = await opened(ear);
  expect(() => say(session, { type: 'text' }, 'early')).toThrow('nothing was sent');
  await ear.until(isOpen(ear));
  session.close({ cut: true });
  await ear.until(() => ear.types.includes('ended'));
  expect(heard).toEqual([]);
});

test('a session that broke opens again where that is wanted, and only there', async () => {
  const [stays, returns] = [new Ear(), new Ear()];
  await opened(stays);
  const session = await opened(returns, { attempts: 3 });
  await stays.until(isOpen(stays));
  await returns.until(isOpen(returns));
  for (const socket of sockets.clients) socket.terminate();
  await returns.until(() => returns.types.filter((type) => type === 'open').length === 2);
  expect(returns.types).toEqual(['request', 'open', 'closed', 'waiting', 'request', 'open']);
  expect(stays.types).toEqual(['request', 'open', 'closed', 'ended']);
  session.close({ cut: false });
  await returns.until(() => returns.types.includes('ended'));
});

test('a session that waits to open again can be ended', async () => {
  const ear = new Ear();
  const session = await opened(ear, { attempts: 3 });
  await ear.until(isOpen(ear));
  for (const socket of sockets.clients) socket.terminate();
  await ear.until(() => ear.types.includes('waiting'));
  session.close({ cut: false });
  expect(ear.types.at(-1)).toBe('ended');
});

test('a refused handshake is not tried again', async () => {
  sockets.options.verifyClient = (_: unknown, done: (ok: boolean, code: number) => void) => done(false, 403);
  const ear = new Ear();
  await opened(ear, { attempts: 3 });
  await ear.until(() => ear.types.includes('ended'));
  expect(ear.types).toEqual(['request', 'refused', 'ended']);
});

test('a silent session is kept open by pings', async () => {
  const ear = new Ear();
  const session = await opened(ear, { keepAliveMs: 20 });
  await ear.until(() => ear.events.filter((event) => event.type === 'beat' && !event.out).length >= 2);
  expect(pings).toBeGreaterThanOrEqual(2);
  session.close({ cut: true });
});
