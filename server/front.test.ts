import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExchangeEvent } from '@/lib/core/outcome';
import { EXCHANGE_TYPE, FRAME_BYTES, FrameReader, frameHead, jsonFrame, SEND_LIMIT_BYTES } from '@/lib/wire/frames';
import { createFront, type Front } from './front';
import { Sessions } from './session';

const API = { apiId: 'abc123', name: 'notes', protocolType: 'HTTP', routeSelectionExpression: '' };
const account = { region: 'eu-west-1' };
const input = {
  api: { kind: 'http', id: 'abc123', account },
  stage: '$default',
  query: [],
  headers: [],
  auth: { scheme: 'none' },
};

let emulator: Server;
let endpoint: string;
/** Every request that reached the API behind the console. */
let reached: string[];
/** What the API does; the body is whatever it wants it to be. */
let api: (request: IncomingMessage, response: import('node:http').ServerResponse) => void;
/** Every request that reached Next's place. */
let paged: string[];
/** What Next answers. */
let page: (response: import('node:http').ServerResponse) => void;
let front: Front;
let sessions: Sessions;
let port: number;

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  emulator = createServer((incoming, response) => {
    const url = incoming.url ?? '';
    if (url.startsWith('/v2/apis/'))
      return response.setHeader('content-type', 'application/json').end(JSON.stringify(API));
    if (incoming.method === 'HEAD') return response.setHeader('apigw-requestid', 'probe').end();
    reached.push(`${incoming.method} ${url}`);
    return api(incoming, response);
  });
  endpoint = `http://127.0.0.1:${await listen(emulator)}`;
});
afterAll(() => {
  emulator.closeAllConnections();
  emulator.close();
  vi.unstubAllEnvs();
});

beforeEach(async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'canary-secret');
  reached = [];
  paged = [];
  page = (response) => response.end('page');
  sessions = new Sessions();
  front = createFront(sessions, async (incoming, response) => {
    paged.push(`${incoming.method} ${incoming.url}`);
    page(response);
  });
  port = await listen(front.server);
  front.openAt(port);
});
afterEach(() => {
  front.server.closeAllConnections();
  front.server.close();
});

function headers(): Record<string, string> {
  return { cookie: `signalbox-${port}=${sessions.session}`, origin: `http://127.0.0.1:${port}` };
}

function post(path: string, body: Uint8Array, more: Record<string, string> = {}) {
  const all = { ...headers(), 'content-type': EXCHANGE_TYPE, ...more };
  const outgoing = request({ host: '127.0.0.1', port, path, method: 'POST', headers: all, agent: false });
  const answer = once(outgoing, 'response') as Promise<[IncomingMessage]>;
  answer.catch(() => undefined); // some tests break the request off
  return { outgoing, answer, end: () => outgoing.end(body) };
}

function exchangeOf(value: unknown, body?: Uint8Array): Buffer {
  return Buffer.concat([jsonFrame(value), ...(body ? [frameHead(FRAME_BYTES, body.length), body] : [])]);
}

async function send(value: unknown, body?: Uint8Array) {
  const { answer, end } = post('/send', exchangeOf(value, body));
  end();
  const [incoming] = await answer;
  const whole = await buffer(incoming);
  if (incoming.headers['content-type'] !== EXCHANGE_TYPE) {
    return { status: incoming.statusCode, failure: JSON.parse(whole.toString()).failure, events: [], body: null };
  }
  const frames = [...new FrameReader().read(whole)];
  return {
    status: incoming.statusCode,
    failure: null,
    events: frames.flatMap((frame) => (frame.kind === 'json' ? [frame.value as ExchangeEvent] : [])),
    body: Buffer.concat(frames.flatMap((frame) => (frame.kind === 'bytes' ? [frame.bytes] : []))),
  };
}

/** What a server answers to bytes as they are, until it closes the connection. `stay`: as a browser does, the client does not close it. */
async function raw(bytes: string, { stay } = { stay: false }): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  const sent = bytes.replaceAll('PORT', String(port));
  if (stay) socket.write(sent);
  else socket.end(sent);
  return await text(socket);
}

const SESSION = () => `Cookie: signalbox-${port}=${sessions.session}\r\n`;

describe('the guard on a listening server', () => {
  it.each([
    ['a rebound Host', 'GET / HTTP/1.1\r\nHost: evil.test\r\nSESSION\r\n', 421],
    ['an absolute target', 'GET http://evil.test/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nSESSION\r\n', 400],
    ['two Hosts', 'GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: evil.test\r\nSESSION\r\n', 400],
    ['no Host', 'GET / HTTP/1.1\r\nSESSION\r\n', 400],
    [
      'two lengths',
      'POST /send HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 1\r\nContent-Length: 2\r\nSESSION\r\nxx',
      400,
    ],
    [
      'a length and chunks',
      'POST /send HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nSESSION\r\n0\r\n\r\n',
      400,
    ],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX-A: 1\r\n 2\r\nSESSION\r\n', 400],
    ['a space before the colon', 'GET / HTTP/1.1\r\nHost : 127.0.0.1:PORT\r\nSESSION\r\n', 400],
    ['a bare line feed', 'GET / HTTP/1.1\nHost: 127.0.0.1:PORT\n\n', 400],
    [
      'a middleware header',
      'GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nx-middleware-subrequest: a:a:a:a:a\r\nSESSION\r\n',
      400,
    ],
    [
      'a foreign Origin',
      'POST /send HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nOrigin: http://evil.test\r\nContent-Length: 2\r\nSESSION\r\nxx',
      403,
    ],
    ['no session', 'GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n', 401],
    ['CONNECT', 'CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test:443\r\n\r\n', null],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01', 400],
    ['large headers', `GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX-A: ${'a'.repeat(70_000)}\r\n\r\n`, 431],
  ])('refuses %s, and nothing behind it sees a byte', async (_, bytes, status) => {
    const answer = await raw(bytes.replaceAll('SESSION', SESSION()));
    expect(answer.split(' ', 2)[1]).toBe(status === null ? undefined : String(status));
    expect(answer.toLowerCase()).not.toContain('access-control-allow');
    expect([paged, reached]).toEqual([[], []]);
  });

  it('answers each request of one connection by itself', async () => {
    const plain = `GET /one HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n${SESSION()}\r\n`;
    const answer = await raw(`${plain}${plain}GET /two HTTP/1.1\r\nHost: evil.test\r\n${SESSION()}\r\n`, {
      stay: true,
    });
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 421']);
    expect(paged).toEqual(['GET /one', 'GET /one']);
  });

  it('puts its headers on every answer and a new nonce on each page', async () => {
    const policies = [];
    for (let round = 0; round < 2; round += 1) {
      const page = await fetch(`http://127.0.0.1:${port}/`, { headers: headers() });
      policies.push(page.headers.get('content-security-policy'));
      expect(page.headers.get('x-content-type-options')).toBe('nosniff');
      expect(page.headers.get('cache-control')).toBe('no-store');
    }
    const [first, second] = policies.map((policy) => /'nonce-([^']+)'/.exec(policy ?? '')?.[1]);
    expect(first).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(first).not.toBe(second);
    const refused = await fetch(`http://127.0.0.1:${port}/`);
    expect(refused.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});

describe('an answer that Next calls not found', () => {
  it.each([
    ['of an action that ran', 'POST', 'text/x-component', 200],
    ['of an action that there is not', 'POST', 'text/plain', 404],
    ['that is a page', 'GET', 'text/html', 404],
    ['that a link fetches', 'GET', 'text/x-component', 404],
  ])('%s: %s %s is %d', async (_, method, type, status) => {
    page = (response) => {
      response.statusCode = 404;
      response.setHeader('content-type', type);
      response.end('ran');
    };
    const own = { ...headers(), 'next-action': 'a' };
    const answer = await fetch(
      `http://127.0.0.1:${port}/nowhere`,
      method === 'GET' ? { headers: headers() } : { method, headers: own, body: '[]' },
    );
    expect([answer.status, await answer.text()]).toEqual([status, 'ran']);
  });
});

describe('where a page may connect', () => {
  const connectSources = async () => {
    const page = await fetch(`http://127.0.0.1:${port}/`, { headers: headers() });
    return /connect-src ([^;]*)/.exec(page.headers.get('content-security-policy') ?? '')?.[1]?.split(' ') ?? [];
  };
  afterEach(() => {
    delete process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER;
  });

  it('is the console and the user pools of AWS, one by one, and nothing else of it', async () => {
    const sources = await connectSources();
    expect(sources[0]).toBe("'self'");
    expect(sources).toContain('https://cognito-idp.eu-west-1.amazonaws.com');
    expect(sources).toContain('https://cognito-idp.cn-north-1.amazonaws.com.cn');
    expect(sources.filter((source) => source.includes('*'))).toEqual([]);
  });

  it('is also the emulator that stands in for them', async () => {
    process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER = 'http://127.0.0.1:4566/path';
    expect(await connectSources()).toContain('http://127.0.0.1:4566');
  });

  it('is not what a host name would smuggle in', async () => {
    process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER = "http://a;script-src-elem'unsafe-inline'.test";
    expect((await connectSources()).join(' ')).not.toContain('unsafe');
  });
});

describe('launching', () => {
  const open = (path: string, cookie = '') =>
    fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', headers: { accept: 'text/html', cookie } });

  it('lets one browser in for a code and takes the code out of the address', async () => {
    const code = sessions.newCode();
    const first = await open(`/http/x?launch=${code}&route=1`);
    expect(first.status).toBe(303);
    expect(first.headers.get('location')).toBe('/http/x?route=1');
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(new RegExp(`^signalbox-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`));
    expect((await open('/', cookie.split(';')[0])).status).toBe(200);

    const second = await open(`/?launch=${code}`);
    expect(second.status).toBe(401);
    expect(second.headers.get('set-cookie')).toBeNull();
    expect(await second.text()).toContain('press Enter in the terminal');
    expect(paged).toEqual(['GET /']);
  });

  it('does not use up a code of somebody who is in already', async () => {
    const code = sessions.newCode();
    const again = await open(`/?launch=${code}`, headers().cookie);
    expect([again.status, again.headers.get('set-cookie')]).toEqual([303, null]);
    expect(sessions.redeem(code)).toBe(true);
  });

  it.each(['', 'x', 'A'.repeat(32)])('refuses the code "%s"', async (code) => {
    sessions.newCode();
    expect((await open(`/?launch=${code}`)).status).toBe(401);
  });
});

describe('the send door', () => {
  it('carries ten mebibytes to the API and back, byte for byte', async () => {
    api = async (incoming, response) => response.end(await buffer(incoming));
    const body = randomBytes(10 * 1024 ** 2);
    const answer = await send({ ...input, method: 'PUT', path: '/file' }, body);
    expect(answer.events.map(({ type }) => type)).toEqual(['request', 'head', 'end']);
    expect(answer.events[2]).toMatchObject({ cut: null, bytes: { wire: body.length, decoded: body.length } });
    expect(createHash('sha256').update(answer.body!).digest('hex')).toBe(
      createHash('sha256').update(body).digest('hex'),
    );
  });

  it.each([
    ['says so', { 'content-length': '15000000' }],
    ['does not', { 'transfer-encoding': 'chunked' }],
  ])('refuses a body of 15 MB whose sender %s, and sends no part of it', async (_, framing) => {
    const whole = exchangeOf({ ...input, method: 'PUT', path: '/file' }, Buffer.alloc(14_999_000));
    const { outgoing, answer } = post('/send', whole, framing);
    outgoing.on('error', () => undefined); // the rest may not be taken
    outgoing.end(Buffer.concat([whole, Buffer.alloc(15_000_000 - whole.length)]));
    const [incoming] = await answer;
    expect(incoming.statusCode).toBe(413);
    expect(JSON.parse(await text(incoming)).failure.code).toBe('too-large');
    expect(15_000_000).toBeGreaterThan(SEND_LIMIT_BYTES);
    expect(reached).toEqual([]);
  });

  it.each([
    ['no frames', Buffer.from('{"api":1}'), 400, 'invalid-input'],
    ['half a frame', exchangeOf(input).subarray(0, 20), 400, 'invalid-input'],
    ['a frame too many', Buffer.concat([exchangeOf(input, Buffer.from('a')), jsonFrame(1)]), 400, 'invalid-input'],
    ['no JSON', Buffer.concat([frameHead(0, 2), Buffer.from('{x')]), 400, 'invalid-input'],
    ['nothing', Buffer.alloc(0), 400, 'invalid-input'],
    ['null', exchangeOf(null), 400, 'invalid-input'],
    ['a kind that is none', exchangeOf({ ...input, api: { ...input.api, kind: '__proto__' } }), 404, 'not-found'],
    ['a path with a line break', exchangeOf({ ...input, method: 'GET', path: '/a\r\nX: 1' }), 400, 'invalid-input'],
    ['a path that climbs', exchangeOf({ ...input, method: 'GET', path: '/a/../../v2/apis' }), 400, 'invalid-input'],
    ['a method that is none', exchangeOf({ ...input, method: 'GET /', path: '/' }), 400, 'invalid-input'],
    ['CONNECT', exchangeOf({ ...input, method: 'connect', path: '/' }), 400, 'invalid-input'],
  ])('answers %s with one sentence, and nothing is sent', async (_, bytes, status, code) => {
    const { answer, end } = post('/send', bytes);
    end();
    const [incoming] = await answer;
    expect(incoming.statusCode).toBe(status);
    const { failure } = JSON.parse(await text(incoming));
    expect(failure).toMatchObject({ code, message: expect.stringMatching(/^[A-Z]/) });
    expect(incoming.headers['content-security-policy']).toContain("default-src 'none'");
    expect(reached).toEqual([]);
  });

  it('lets go of the API when the browser goes away', async () => {
    const arrived = new Promise<IncomingMessage>((resolve) => {
      api = (incoming) => resolve(incoming);
    });
    const { outgoing, end } = post('/send', exchangeOf({ ...input, method: 'GET', path: '/slow' }));
    outgoing.on('error', () => undefined);
    end();
    const { socket } = await arrived;
    const closed = once(socket, 'close');
    outgoing.destroy();
    await closed;
    expect(reached).toEqual(['GET /_aws/execute-api/abc123/$default/slow']);
  });

  it('shows what has come while the rest is still on its way', async () => {
    let finish = (): void => undefined;
    api = (_, response) => {
      response.write('first');
      finish = () => response.end('last');
    };
    const { answer, end } = post('/send', exchangeOf({ ...input, method: 'GET', path: '/drip' }));
    end();
    const [incoming] = await answer;
    let seen = '';
    for await (const chunk of incoming) {
      seen += chunk;
      if (seen.includes('first') && !seen.includes('last')) finish();
    }
    expect(seen).toMatch(/"head".*first.*last.*"end"/s);
  });

  it('signs, and neither the key nor the signature comes back', async () => {
    let authorization = '';
    api = (incoming, response) => {
      authorization = incoming.headers.authorization ?? '';
      response.end();
    };
    const answer = await send({ ...input, method: 'GET', path: '/iam', auth: { scheme: 'iam' } });
    const signature = /Signature=([0-9a-f]{64})$/.exec(authorization)?.[1] ?? 'no signature';
    const told = JSON.stringify(answer.events);
    expect(told).toContain('Credential=AKIDEXAMPLE/');
    expect(told).not.toContain(signature);
    expect(told).not.toContain('canary-secret');
  });
});
