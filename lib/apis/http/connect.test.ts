import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { forgetAccount } from '@/lib/apis/known-apis';
import type { AwsClients } from '@/lib/aws/clients';
import { Brought } from '@/lib/egress/line-rig';
import { connectHttp } from './connect';

// An emulator with one API, which answers a subscription with one result over either protocol.
const account = { region: 'eu-west-1' };
const api = { kind: 'http', id: 'abc', account };
const input = {
  api,
  stage: 'dev',
  path: '/graphql',
  query: [['v', 'a b']],
  headers: [['X-Own', '1']],
  auth: { scheme: 'bearer', token: 'the-secret-token' },
  operation: { query: 'subscription { n }' },
};
const { signal } = new AbortController();
let server: Server;
let asked: { request: IncomingMessage; said: unknown }[];

beforeEach(async () => {
  asked = [];
  server = createServer(async (request, response) => {
    if (request.method === 'HEAD') return response.setHeader('apigw-requestid', 'probe').end();
    asked.push({ request, said: JSON.parse(await text(request)) });
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end('event: next\ndata: {"data":{"n":1}}\n\nevent: complete\n\n');
  });
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-transport-ws' });
  sockets.on('connection', (socket, request) => {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { type: string };
      if (message.type === 'connection_init') asked.push({ request, said: message });
      if (message.type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (message.type !== 'subscribe') return;
      socket.send('{"id":"1","type":"next","payload":{"data":{"n":1}}}');
      socket.send('{"id":"1","type":"complete"}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  forgetAccount(account);
  server.closeAllConnections();
  server.close();
});

const clients = (endpoint: string | null, apiEndpoint?: string) =>
  ({
    account,
    endpoint: async () => endpoint,
    apigatewayv2: { getApi: async () => ({ ApiId: 'abc', ProtocolType: 'HTTP', ApiEndpoint: apiEndpoint }) },
  }) as unknown as AwsClients;
const portOf = (one: { address(): unknown }) => (one.address() as AddressInfo).port;

async function subscribed(more: object): Promise<Brought> {
  const brought = new Brought();
  const aws = clients(`http://127.0.0.1:${portOf(server)}`);
  await connectHttp({ ...input, ...more }, { aws, signal, sink: brought });
  await brought.awaited('ended');
  expect(brought.said).toEqual(['< {"data":{"n":1}}']);
  expect(JSON.stringify(brought.events)).not.toContain('secret');
  return brought;
}

const TARGET = '/_aws/execute-api/abc/dev/graphql?v=a%20b';

it('over a WebSocket the address is that of a request, and who asks stands in the headers alone', async () => {
  const brought = await subscribed({ protocol: 'graphql-transport-ws' });
  expect(asked[0]?.request.url).toBe(TARGET);
  expect(asked[0]?.request.headers).toMatchObject({ authorization: 'Bearer the-secret-token', 'x-own': '1' });
  expect(asked[0]?.said).toEqual({ type: 'connection_init' });
  expect(brought.events[0]).toMatchObject({ request: { target: TARGET, method: 'GET' } });
});

it('what goes with connection_init has the identity in it only where that is wanted', async () => {
  const protocol = 'graphql-transport-ws';
  await subscribed({ protocol, connectionParams: { room: 1 } });
  await subscribed({ protocol, connectionParams: { room: 1 }, identityInParams: true });
  expect(asked.map(({ said }) => said)).toEqual([
    { type: 'connection_init', payload: { room: 1 } },
    { type: 'connection_init', payload: { room: 1, authorization: 'Bearer the-secret-token' } },
  ]);
});

it('as server-sent events it is a POST that asks for a stream, unless the person asks for another', async () => {
  await subscribed({ protocol: 'sse' });
  const { request, said } = asked[0] ?? {};
  expect([request?.method, request?.url]).toEqual(['POST', TARGET]);
  expect(request?.headers).toMatchObject({
    accept: 'text/event-stream',
    'accept-encoding': 'identity',
    'content-type': 'application/json',
    authorization: 'Bearer the-secret-token',
  });
  expect(said).toEqual({ query: 'subscription { n }', variables: {} });
  await subscribed({ protocol: 'sse', headers: [['Accept', 'text/event-stream, application/json']] });
  expect(asked[1]?.request.headers.accept).toBe('text/event-stream, application/json');
});

it.each([
  ['graphql-transport-ws', 'take no WebSocket'],
  ['sse', 'hold an answer back'],
])('against AWS itself, a %s that does not open is told why', async (protocol, words) => {
  const silent = createTcpServer((socket) => void socket.resume()).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const brought = new Brought();
  const aws = clients(null, `https://127.0.0.1:${portOf(silent)}`);
  await connectHttp({ ...input, stage: '$default', protocol, timeoutMs: 100 }, { aws, signal, sink: brought });
  await brought.awaited('ended');
  expect(brought.types).toEqual(['request', 'unreachable', 'note', 'ended']);
  expect(brought.events[2]).toMatchObject({ message: expect.stringContaining(words) });
  silent.close();
});

it.each([
  [{ protocol: 'sse', path: '/../other' }, 'leads out of the API'],
  [{ protocol: 'sse', path: '/ä' }, 'percent-encoded'],
  [{ protocol: 'sse', headers: [['authorization', 'x']] }, 'chosen identity'],
  [{ protocol: 'graphql-transport-ws', headers: [['Sec-WebSocket-Protocol', 'x']] }, 'subprotocols'],
])('what cannot be sent is refused before anything is: %j', async (more, words) => {
  const context = { aws: clients(`http://127.0.0.1:${portOf(server)}`), signal, sink: new Brought() };
  await expect(connectHttp({ ...input, ...more }, context)).rejects.toThrow(words);
  expect(asked).toEqual([]);
});
