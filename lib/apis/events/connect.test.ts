import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { forgetAccount } from '@/lib/apis/known-apis';
import type { AwsClients } from '@/lib/aws/clients';
import type { Line, LineEvent } from '@/lib/core/line';
import { connectEvents } from './connect';

// A stand-in that speaks AppSync's protocol of Events, and acknowledges a line only when a test tells it to.
const account = { region: 'eu-west-1' };
const { signal } = new AbortController();
let http: Server;
let sockets: WebSocketServer;
let aws: AwsClients;
let heard: string[];

const say = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message));

beforeEach(async () => {
  heard = [];
  http = createServer((request, response) => {
    request.resume();
    response.writeHead(401, { 'content-type': 'application/json' }).end('{"errors":[]}');
  });
  sockets = new WebSocketServer({ server: http, handleProtocols: () => 'aws-appsync-event-ws' });
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      const { type, id } = JSON.parse(String(data)) as { type: string; id?: string };
      heard.push(type);
      if (type === 'subscribe') say(socket, { id, type: 'subscribe_success' });
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const endpoint = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  aws = {
    account,
    appSyncEndpoint: async () => endpoint,
    appsync: {
      getApi: async () => ({
        api: { apiId: 'abc', name: 'live', dns: { HTTP: `127.0.0.1:${new URL(endpoint).port}` }, eventConfig: {} },
      }),
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

/** A line that is open and not acknowledged, with the other end of it. */
async function opened(): Promise<{ line: Line; socket: WebSocket }> {
  const connected = once(sockets, 'connection') as Promise<[WebSocket]>;
  let isOpen = () => {};
  const open = new Promise<void>((resolve) => {
    isOpen = resolve;
  });
  const event = ({ type }: LineEvent) => type === 'open' && isOpen();
  const asked = { api: { kind: 'events', id: 'abc', account }, auth: { scheme: 'bearer', token: 'a-token' } };
  const line = await connectEvents(asked, { aws, signal, sink: { event, frame: () => true } });
  const [[socket]] = await Promise.all([connected, open]);
  return { line, socket };
}

test('what is said before AppSync acknowledged the line waits for it', async () => {
  const { line, socket } = await opened();
  const said = Promise.resolve(line.say({ type: 'subscribe', channel: '/default/*' }, null));
  say(socket, { type: 'connection_ack', connectionTimeoutMs: 300_000 });
  await said;
  expect(heard).toEqual(['connection_init', 'subscribe']);
});

test('what waits is given back where the line closes before it is acknowledged', async () => {
  const { line, socket } = await opened();
  const said = Promise.resolve(line.say({ type: 'subscribe', channel: '/default/*' }, null));
  socket.terminate();
  await expect(said).rejects.toThrow('nothing was sent');
  expect(heard).not.toContain('subscribe');
});
