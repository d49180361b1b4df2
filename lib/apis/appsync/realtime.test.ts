import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { forgetAccount } from '@/lib/apis/known-apis';
import type { AwsClients } from '@/lib/aws/clients';
import type { FrameTag, Line, LineEvent } from '@/lib/core/line';
import { connectAppSync } from './connect';

// A stand-in that speaks AppSync's protocol and does what a test tells it to.
interface Incoming {
  id?: string;
  type: string;
  payload?: { data: string; extensions: { authorization: Record<string, string> } };
}
type Answer = (socket: WebSocket, message: Incoming) => void;

const account = { region: 'eu-west-1' };
const api = { kind: 'appsync', id: 'abc', account };
const auth = { scheme: 'bearer', token: 'the-secret-token' };
const { signal } = new AbortController();
let http: Server;
let sockets: WebSocketServer;
let aws: AwsClients;
let offered: string[];
let answer: Answer;

const say = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message));
const proper: Answer = (socket, { id, type }) => {
  if (type === 'connection_init') say(socket, { type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } });
  if (type === 'start') {
    say(socket, { id, type: 'start_ack' });
    say(socket, { id, type: 'data', payload: { data: { n: 1 } } });
  }
  if (type === 'stop') say(socket, { id, type: 'complete' });
};

beforeEach(async () => {
  offered = [];
  answer = proper;
  http = createServer((request, response) => {
    request.resume();
    response.writeHead(401, { 'content-type': 'application/json' }).end('{"errors":[]}');
  });
  sockets = new WebSocketServer({ server: http, handleProtocols: () => 'graphql-ws' });
  sockets.on('connection', (socket, request) => {
    offered.push(request.headers['sec-websocket-protocol'] ?? '');
    socket.on('message', (data) => answer(socket, JSON.parse(String(data)) as Incoming));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const endpoint = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  aws = {
    account,
    appSyncEndpoint: async () => endpoint,
    appsync: {
      getGraphqlApi: async () => ({ graphqlApi: { apiId: 'abc', uris: { GRAPHQL: `${endpoint}/graphql` } } }),
    },
  } as unknown as AwsClients;
});
afterEach(async () => {
  forgetAccount(account);
  for (const socket of sockets.clients) socket.terminate();
  http.closeAllConnections();
  http.close();
  await once(http, 'close');
});

/** What one line hears, and a way to wait for it. */
class Ear {
  readonly events: LineEvent[] = [];
  readonly data: unknown[] = [];
  #wake: (() => void) | null = null;

  event = (event: LineEvent): void => {
    this.events.push(event);
    this.#wake?.();
  };
  frame = (_: FrameTag, bytes: Uint8Array): boolean => {
    this.data.push(JSON.parse(Buffer.from(bytes).toString()));
    this.#wake?.();
    return true;
  };
  get types(): string[] {
    return this.events.map(({ type }) => type);
  }
  async until(heard: () => boolean): Promise<void> {
    while (!heard()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

async function subscribed(ear: Ear, overrides: object = {}): Promise<Line> {
  const input = { api, auth, query: 'subscription { n }', ...overrides };
  return await connectAppSync(input, { aws, signal, sink: ear });
}

test('a subscription is told of its connection, accepted, fed and completed', async () => {
  const ear = new Ear();
  const line = await subscribed(ear);
  await ear.until(() => ear.data.length === 1);
  line.close({ cut: false });
  await ear.until(() => ear.types.includes('ended'));
  expect(ear.types).toEqual(['request', 'open', 'started', 'ended']);
  expect(ear.data).toEqual([{ data: { n: 1 } }]);
});

test('who asks is proved when it opens and with each start, and shown to nobody', async () => {
  const proofs: unknown[] = [];
  answer = (socket, message) => {
    if (message.payload?.extensions) proofs.push(message.payload.extensions.authorization);
    proper(socket, message);
  };
  const ear = new Ear();
  const line = await subscribed(ear);
  await ear.until(() => ear.data.length === 1);
  const [, header = ''] = offered[0]?.split(', ') ?? [];
  const opening: unknown = JSON.parse(Buffer.from(header.replace('header-', ''), 'base64url').toString());
  const { host } = new URL((await aws.appSyncEndpoint()) ?? '');
  expect(opening).toEqual({ host, Authorization: 'Bearer the-secret-token' });
  expect(proofs).toEqual([opening]);
  expect(JSON.stringify(ear.events)).not.toContain('secret');
  expect(JSON.stringify(ear.events)).not.toContain(header);
  line.close({ cut: false });
});

test('lines of one identity share a connection, and of another do not', async () => {
  const ears = [new Ear(), new Ear(), new Ear()];
  const lines = [
    await subscribed(ears[0] as Ear),
    await subscribed(ears[1] as Ear),
    await subscribed(ears[2] as Ear, { auth: { scheme: 'bearer', token: 'another-token' } }),
  ];
  for (const ear of ears) await ear.until(() => ear.data.length === 1);
  expect(offered).toHaveLength(2);
  for (const line of lines) line.close({ cut: false });
});

test('after a break every line is held again, with nothing asked of anybody', async () => {
  const ears = [new Ear(), new Ear()];
  const lines = [await subscribed(ears[0] as Ear), await subscribed(ears[1] as Ear)];
  for (const ear of ears) await ear.until(() => ear.data.length === 1);
  for (const socket of sockets.clients) socket.terminate();
  for (const ear of ears) await ear.until(() => ear.data.length === 2);
  expect(offered).toHaveLength(2);
  expect(ears[0]?.types).toEqual(['request', 'open', 'started', 'closed', 'waiting', 'request', 'open', 'started']);
  for (const line of lines) line.close({ cut: false });
});

test('what AppSync refuses when it is asked to open ends the line, with its reason', async () => {
  const errors = [{ errorType: 'UnauthorizedException', errorCode: 401 }];
  answer = (socket) => say(socket, { type: 'connection_error', payload: { errors } });
  const ear = new Ear();
  await subscribed(ear);
  await ear.until(() => ear.types.includes('ended'));
  expect(ear.events).toContainEqual({ type: 'errors', errors });
  expect(offered).toHaveLength(1);
});

test('an error of one subscription ends it alone', async () => {
  const errors = [{ errorType: 'MaxSubscriptionsReachedError' }];
  const good = new Ear();
  const line = await subscribed(good);
  await good.until(() => good.data.length === 1);
  answer = (socket, { id, type }) => type === 'start' && say(socket, { id, type: 'error', payload: { errors } });
  const bad = new Ear();
  await subscribed(bad);
  await bad.until(() => bad.types.includes('ended'));
  expect(bad.events).toContainEqual({ type: 'errors', errors });
  expect(good.types).not.toContain('ended');
  line.close({ cut: false });
});

test('nonsense is noted and the line goes on', async () => {
  answer = (socket, message) => {
    if (message.type === 'start') socket.send('<html>');
    proper(socket, message);
  };
  const ear = new Ear();
  const line = await subscribed(ear);
  await ear.until(() => ear.data.length === 1);
  expect(ear.events).toContainEqual({ type: 'note', message: expect.stringContaining('<html>') });
  line.close({ cut: false });
});

test('a refused handshake is the answer, and is not tried again', async () => {
  sockets.options.verifyClient = (_: unknown, done: (ok: boolean, code: number, text: string) => void) =>
    done(false, 401, '{"errors":[{"errorType":"UnauthorizedException"}]}');
  const ear = new Ear();
  await subscribed(ear);
  await ear.until(() => ear.types.includes('ended'));
  expect(ear.types).toEqual(['request', 'refused', 'ended']);
  expect(ear.events[1]).toMatchObject({ head: { status: 401 }, body: expect.stringContaining('Unauthorized') });
});
