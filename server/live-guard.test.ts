import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createFront, type Front } from './front';
import { Sessions } from './session';

/** Stands for AWS and for every API: nothing may arrive here. */
let aws: Server;
let reached: number;
let paged: number;
let front: Front;
let sessions: Sessions;
let port: number;

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  aws = createServer((_, response) => {
    reached += 1;
    response.end();
  });
  aws.on('connection', () => {
    reached += 1;
  });
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${await listen(aws)}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'canary-secret');
});
afterAll(() => {
  aws.closeAllConnections();
  aws.close();
  vi.unstubAllEnvs();
});

beforeEach(async () => {
  reached = 0;
  paged = 0;
  sessions = new Sessions();
  front = createFront(sessions, async (_, response) => {
    paged += 1;
    response.end('page');
  });
  port = await listen(front.server);
  front.openAt(port);
});
afterEach(() => {
  front.server.closeAllConnections();
  front.server.close();
});

type Headers = Record<string, string>;
const HANDSHAKE: Headers = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** Knocks, and opens a line at once without waiting for the answer. Gives what came until the server closed the connection. */
async function knock(target: string, headers: Headers): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  const lines = Object.entries({ Host: `127.0.0.1:${port}`, ...HANDSHAKE, ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`GET ${target.replace('PORT', String(port))} HTTP/1.1\r\n${head}\r\n`);
  socket.write(openFrame());
  return await text(socket);
}

/** An `open` command as one masked text frame; the mask is zero. */
function openFrame(): Buffer {
  const api = { kind: 'http', id: 'abc123', account: { region: 'eu-west-1' } };
  const command = { type: 'open', line: 1, id: 'a'.repeat(32), voice: 'b'.repeat(32), after: 0, input: { api } };
  const payload = Buffer.from(JSON.stringify(command));
  return Buffer.concat([
    Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255, 0, 0, 0, 0]),
    payload,
  ]);
}

const own = (): Headers => ({
  Origin: `http://127.0.0.1:${port}`,
  Cookie: `signalbox-${port}=${sessions.session}`,
});

describe('the live door', () => {
  it.each<[string, string, () => Headers, number]>([
    ['no session', '/live', () => ({ ...own(), Cookie: 'theme=dark' }), 401],
    ['the wrong session', '/live', () => ({ ...own(), Cookie: `signalbox-${port}=${'x'.repeat(43)}` }), 401],
    ['a foreign Origin', '/live', () => ({ ...own(), Origin: 'http://evil.test' }), 403],
    ['the Origin of another port', '/live', () => ({ ...own(), Origin: 'http://127.0.0.1:1' }), 403],
    [
      'the Origin of another name of this machine',
      '/live',
      () => ({ ...own(), Origin: `http://localhost:${port}` }),
      403,
    ],
    ['the null Origin', '/live', () => ({ ...own(), Origin: 'null' }), 403],
    ['no Origin', '/live', () => ({ Cookie: own().Cookie ?? '' }), 403],
    ['another site', '/live', () => ({ ...own(), 'Sec-Fetch-Site': 'cross-site' }), 403],
    [
      'a rebound Host',
      '/live',
      () => ({ ...own(), Host: `evil.test:${port}`, Origin: `http://evil.test:${port}` }),
      421,
    ],
    ['a forwarding header', '/live', () => ({ ...own(), 'X-Forwarded-Host': `127.0.0.1:${port}` }), 400],
    ['an absolute target', 'http://127.0.0.1:PORT/live', own, 400],
    ['the target of somebody else', 'http://evil.test/live', own, 400],
    ['another path', '/', own, 404],
    ['a path below', '/live/x', own, 404],
    ['a query', '/live?x=1', own, 404],
    ['the path of Next', '/_next/webpack-hmr', own, 404],
    ['no key', '/live', () => ({ ...own(), 'Sec-WebSocket-Key': '' }), 400],
    ['another protocol', '/live', () => ({ ...own(), Upgrade: 'h2c' }), 400],
  ])('refuses %s, closes, and nothing behind it learns of it', async (_, target, headers, status) => {
    expect(await knock(target, headers())).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect([paged, reached]).toEqual([0, 0]);
  });

  it('is closed to a thousand strangers without keeping one', async () => {
    const all = Array.from({ length: 1000 }, () => knock('/live', { Origin: 'http://evil.test' }));
    expect(new Set((await Promise.all(all)).map((answer) => answer.slice(0, 12)))).toEqual(new Set(['HTTP/1.1 403']));
    const open = await new Promise((resolve) => front.server.getConnections((_, count) => resolve(count)));
    expect(open).toBe(0);
  });

  it('lets in a page of the console, and says what is wrong with a line', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/live`, { headers: own() });
    await once(socket, 'open');
    const heard: string[] = [];
    const failed = new Promise<void>((resolve) => {
      socket.on('message', (message) => {
        heard.push(String(message));
        if (String(message).includes('"failure"')) resolve();
      });
    });
    socket.send(
      JSON.stringify({ type: 'open', line: 1, id: 'a'.repeat(32), voice: 'b'.repeat(32), after: 0, input: { api: 1 } }),
    );
    await failed;
    expect(heard[0]).toBe('[{"type":"up","line":1}]');
    expect(heard[1]).toContain('"code":"invalid-input"');
    expect(front.server.listenerCount('upgrade')).toBe(1);
    socket.terminate();
  });

  it.each(['{', '[]', '{"type":"open"}', '{"type":"ack","line":-1,"seq":0}', '{"type":"open","line":1,"id":"../x"}'])(
    'closes a socket that says %s',
    async (nonsense) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/live`, { headers: own() });
      await once(socket, 'open');
      socket.send(nonsense);
      expect((await once(socket, 'close'))[0]).toBe(1002);
    },
  );

  it('tells a plain request that it takes WebSockets only, and a stranger that they are not let in', async () => {
    const ask = async (headers: Headers) => {
      const sent = request({ port, host: '127.0.0.1', path: '/live', headers });
      sent.end();
      const [answer] = await once(sent, 'response');
      answer.resume();
      return answer.statusCode;
    };
    expect(await ask(own())).toBe(426);
    expect(await ask({})).toBe(401);
    expect(paged).toBe(0);
  });
});
