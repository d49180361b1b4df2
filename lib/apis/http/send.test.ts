import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SendContext } from '@/lib/apis/kind';
import type { AwsClients } from '@/lib/aws/clients';
import type { AnswerEnd, ExchangeEvent, WireRequest } from '@/lib/core/outcome';
import { verifySignature } from '@/sandbox/sigv4';
import { sendHttp } from './send';

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'canary-secret', sessionToken: 'canary-session' };
const key = {
  id: keys.accessKeyId,
  secret: keys.secretAccessKey,
  sessionToken: keys.sessionToken,
  arn: '',
  userId: '',
  deny: [],
};

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  rawHeaders: string[];
  body: string;
}

let emulator: Server;
let elsewhere: Server;
let seen: Seen[];
let atEmulator: (response: ServerResponse) => void;
let aws: AwsClients;

async function start(answer: (response: ServerResponse) => void): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.method === 'HEAD' && request.url?.includes('signalbox-probe')) {
      return response.setHeader('apigw-requestid', 'probe').end();
    }
    const { method = '', url = '', headers, rawHeaders } = request;
    seen.push({ method, url, headers, rawHeaders, body: await text(request) });
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const origin = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  emulator = await start((response) => atEmulator(response));
  elsewhere = await start((response) => response.end('elsewhere'));
  aws = {
    account: { region: 'eu-west-1' },
    endpoint: async () => origin(emulator),
    credentials: async () => keys,
    apigatewayv2: {
      getApi: async () => ({ ApiId: 'abc123', Name: 'notes', ProtocolType: 'HTTP' }),
      getDomainNames: async () => ({ Items: [{ DomainName: 'api.example.test' }] }),
      getApiMappings: async () => ({
        Items: [
          { ApiId: 'abc123', Stage: 'prod' },
          { ApiId: 'other1', Stage: 'prod', ApiMappingKey: 'admin' },
        ],
      }),
    },
    apigateway: { getDomainNames: async () => ({ items: [] }) },
    appsync: { listDomainNames: async () => ({ domainNameConfigs: [] }) },
  } as unknown as AwsClients;
});
afterAll(() => {
  for (const server of [emulator, elsewhere]) {
    server.closeAllConnections();
    server.close();
  }
});
beforeEach(() => {
  seen = [];
  atEmulator = (response) => response.end('ok');
});

const api = { kind: 'http', id: 'abc123', account: { region: 'eu-west-1' } };
const get = { api, stage: 'prod', method: 'GET', path: '/notes', query: [], headers: [], auth: { scheme: 'none' } };
const BASE = '/_aws/execute-api/abc123/prod';

async function send(input: object, body: string | null = null) {
  const events: ExchangeEvent[] = [];
  const context: SendContext = {
    aws,
    body: body === null ? null : Buffer.from(body),
    signal: new AbortController().signal,
    sink: { event: (event) => events.push(event), bytes: () => true, drained: async () => undefined },
  };
  await sendHttp(input, context);
  const of = <T extends ExchangeEvent['type']>(type: T) =>
    events.find((event) => event.type === type) as Extract<ExchangeEvent, { type: T }> | undefined;
  const request = of('request')?.request as WireRequest;
  return { events, request, end: of('end') as AnswerEnd | undefined, unreachable: of('unreachable') };
}

async function redirectOf(location: string, status: number, input: object, body: string | null = null) {
  atEmulator = (response) => response.writeHead(status, { location }).end();
  const { end } = await send({ ...get, ...input }, body);
  atEmulator = (response) => response.end('ok');
  seen = [];
  return end?.redirect ?? null;
}

const follow = (id: string) => send({ api, follow: id });

describe('a request to an HTTP API', () => {
  it('goes out as written: path, query, headers, body', async () => {
    const query = [
      ['q', 'a b+c'],
      ['q', '2'],
      ['', 'x'],
    ];
    const headers = [
      ['X-One', '1'],
      ['x-one', '2'],
    ];
    await send({ ...get, method: 'post', path: '/a%2Fb/%zz//c', query, headers }, '{"not json');
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: `${BASE}/a%2Fb/%zz//c?q=a%20b%2Bc&q=2&=x`,
      body: '{"not json',
    });
    expect(seen[0]?.rawHeaders.slice(2, 6)).toEqual(['X-One', '1', 'x-one', '2']);
  });

  it('is told before it is sent, exactly as it goes, with its secrets masked', async () => {
    const headers = [
      ['X-Api-Key', 'canary-key'],
      ['Cookie', 'sid=canary-cookie'],
      ['X-Plain', 'plain'],
    ];
    const query = [
      ['access_token', 'canary-token'],
      ['page', '2'],
    ];
    const { request, events } = await send({ ...get, headers, query, auth: { scheme: 'iam' } });
    expect(events.map(({ type }) => type)).toEqual(['request', 'head', 'end']);
    const wire = seen[0]!;
    expect(request.headers.map(([name]) => name)).toEqual(wire.rawHeaders.filter((_, at) => at % 2 === 0));
    expect(request.headers).toContainEqual(['X-Plain', 'plain']);
    expect(request.target).toBe(`${BASE}/notes?access_token=••••••&page=2`);
    expect(wire.url).toBe(`${BASE}/notes?access_token=canary-token&page=2`);
    const signature = wire.headers.authorization?.split('Signature=')[1] ?? 'none';
    for (const secret of ['canary', signature]) expect(JSON.stringify(events)).not.toContain(secret);
  });

  it('is signed so that AWS would accept what was sent', async () => {
    const input = {
      ...get,
      method: 'PUT',
      path: '/a%20b/{x}',
      query: [
        ['b', '1 2'],
        ['a', '*'],
      ],
      headers: [['X-A', ' 1  2 ']],
    };
    await send({ ...input, auth: { scheme: 'iam' } }, 'body');
    const { method, url, rawHeaders, body } = seen[0]!;
    expect(verifySignature({ method, url, rawHeaders, body: Buffer.from(body) }, () => key)).toMatchObject({
      ok: true,
      scope: { service: 'execute-api', region: 'eu-west-1' },
    });
  });

  it.each([
    ['a header with a line break', { headers: [['X', 'a\r\nb']] }, 'headers.0'],
    ['a header of the signature', { auth: { scheme: 'iam' }, headers: [['X-Amz-Date', '1']] }, 'headers.0'],
    [
      'a second Authorization',
      { auth: { scheme: 'bearer', token: 't' }, headers: [['authorization', 'x']] },
      'headers.0',
    ],
    ...['X-Amz-Content-Sha256', 'x-amz-content-sha256'].map((name) => [
      `${name}, which AWS would hold against the body`,
      { auth: { scheme: 'iam' }, headers: [[name, 'UNSIGNED-PAYLOAD']] },
      'headers.0',
    ]),
    ...['X-Amz-Signature', 'x-amz-signature', 'X-Amz-Credential', 'X-AMZ-DATE', 'X-Amz-SignedHeaders'].map((name) => [
      `a signature in the query: ${name}`,
      {
        auth: { scheme: 'iam' },
        query: [
          ['a', '1'],
          [name, '1'],
        ],
      },
      'query.1',
    ]),
    ...['../../../_sandbox', '..', '.', 'a/b', 'a%2Fb', '', 'x'.repeat(129), '$other'].map((stage) => [
      `the stage "${stage.slice(0, 20)}"`,
      { stage },
      'stage',
    ]),
    ['half a character in the path', { auth: { scheme: 'iam' }, path: '/\ud800' }, 'path'],
    ['a query that cannot be signed', { auth: { scheme: 'iam' }, query: [['__proto__', '1']] }, 'query.0'],
    ['a path that climbs', { path: '/%2e%2e/other/x' }, 'path'],
    ['a path that is not encoded', { path: '/é' }, 'path'],
    ['a URL for a path', { path: 'http://evil.test/' }, 'path'],
    ['a time limit that is none', { timeoutMs: 0 }, 'timeoutMs'],
    ['no token', { auth: { scheme: 'bearer', token: ' ' } }, 'auth.token'],
  ] as [string, object, string][])('is refused for %s, and nothing is sent', async (_, wrong, field) => {
    await expect(send({ ...get, ...wrong })).rejects.toMatchObject({ code: 'invalid-input', detail: { field } });
    expect(seen).toEqual([]);
  });

  it('is signed as it goes out where half a character stands in its query', async () => {
    await send({ ...get, query: [['a\ud800', 'b\udfff']], auth: { scheme: 'iam' } });
    const { method, url, rawHeaders } = seen[0]!;
    expect(url).toBe(`${BASE}/notes?a%EF%BF%BD=b%EF%BF%BD`);
    expect(verifySignature({ method, url, rawHeaders, body: Buffer.alloc(0) }, () => key)).toMatchObject({ ok: true });
  });

  it('goes to the emulator whatever the corrected base says', async () => {
    const { request } = await send({ ...get, base: 'http://abc123.execute-api.test:9999/v2' });
    expect(seen[0]).toMatchObject({ url: '/v2/notes', headers: { host: 'abc123.execute-api.test:9999' } });
    expect(request).toMatchObject({
      url: 'http://abc123.execute-api.test:9999/v2/notes',
      connectedTo: origin(emulator).slice(7),
    });
  });
});

describe('a redirect', () => {
  it.each([
    ['POST', 301, 'GET'],
    ['POST', 302, 'GET'],
    ['PUT', 302, 'PUT'],
    ['POST', 303, 'GET'],
    ['DELETE', 303, 'GET'],
    ['HEAD', 303, 'HEAD'],
    ['POST', 307, 'POST'],
    ['PATCH', 308, 'PATCH'],
  ])('of %s by %d is followed as %s, when it is clicked', async (method, status, then) => {
    const input = {
      method,
      headers: [
        ['Content-Type', 'text/x'],
        ['X-Keep', '1'],
      ],
    };
    const redirect = await redirectOf('there?x=%2B', status, input, method === 'HEAD' ? null : 'body');
    // Whoever asks before production is changed must know what would go.
    expect(redirect).toMatchObject({
      sameOrigin: true,
      method: then,
      location: `${origin(emulator)}${BASE}/there?x=%2B`,
    });
    await follow(redirect!.id);
    const keeps = then === method && method !== 'HEAD';
    expect(seen).toMatchObject([{ method: then, url: `${BASE}/there?x=%2B`, body: keeps ? 'body' : '' }]);
    expect(seen[0]?.headers['x-keep']).toBe('1');
    expect(seen[0]?.headers['content-type']).toBe(keeps || method === 'HEAD' ? 'text/x' : undefined);
  });

  it('is signed anew for the same origin', async () => {
    const redirect = await redirectOf(`${BASE}/elsewhere?b=2&a=x+y`, 302, { auth: { scheme: 'iam' } });
    await follow(redirect!.id);
    const { method, url, rawHeaders } = seen[0]!;
    expect(url).toBe(`${BASE}/elsewhere?b=2&a=x%20y`);
    expect(verifySignature({ method, url, rawHeaders, body: Buffer.alloc(0) }, () => key)).toMatchObject({ ok: true });
  });

  it('takes nothing that proves who asks to another origin, and is blocked inside this machine', async () => {
    const secrets = [
      ['Authorization', 'Basic c2VjcmV0'],
      ['Cookie', 'a=1'],
      ['X-Api-Key', 'k'],
      ['X-Amz-Security-Token', 't'],
      ...['X-Access-Key', 'X-Subscription-Key', 'X-Csrf', 'X-Pin', 'X-Tenant'].map((name) => [name, 'k']),
      ['Content-Language', 'de'],
    ];
    const redirect = await redirectOf(`${origin(elsewhere)}/x`, 307, { headers: secrets });
    expect(redirect).toMatchObject({ sameOrigin: false });
    const { request, unreachable } = await follow(redirect!.id);
    expect(request.headers.map(([name]) => name)).toEqual([
      'Host',
      'Content-Language',
      'Accept',
      'Accept-Encoding',
      'User-Agent',
      'Connection',
    ]);
    expect(unreachable).toMatchObject({ reason: 'blocked' });
    expect(seen).toEqual([]);
  });

  it.each([
    '/_aws/execute-api/other1/prod/notes',
    '/_aws/execute-api/abc123/production/notes',
    `${BASE}/..%2f..%2fother1/prod/notes`,
    '/',
  ])('takes nothing to what is not this API on the emulator: %s', async (location) => {
    const headers = [['X-Access-Key', 'k']];
    for (const auth of [{ scheme: 'iam' }, { scheme: 'bearer', token: 'canary' }]) {
      const redirect = await redirectOf(location, 307, { auth, headers });
      expect(redirect).toMatchObject({ sameOrigin: false });
      await follow(redirect!.id);
      expect(seen).toHaveLength(1);
      expect(seen[0]?.headers).not.toHaveProperty('authorization');
      expect(seen[0]?.headers).not.toHaveProperty('x-access-key');
    }
  });

  it('takes nothing to what is not this API behind a custom domain', async () => {
    const headers = [['X-Access-Key', 'k']];
    const through = { domain: 'api.example.test', key: '' };
    for (const [location, sameOrigin] of [
      ['/admin/users', false],
      ['/x/../%61dmin', false],
      ['/notes/1', true],
    ] as const) {
      const redirect = await redirectOf(location, 307, {
        auth: { scheme: 'bearer', token: 'canary' },
        headers,
        through,
      });
      expect(redirect).toMatchObject({ sameOrigin });
      await follow(redirect!.id);
      expect(seen[0]?.headers.host).toMatch(/^api\.example\.test:/);
      expect(JSON.stringify(seen).includes('canary')).toBe(sameOrigin);
    }
  });

  it('takes no signature to another origin either', async () => {
    const redirect = await redirectOf(`${origin(elsewhere)}/x`, 307, { auth: { scheme: 'iam' } });
    const { request } = await follow(redirect!.id);
    expect(request.headers.map(([name]) => name.toLowerCase())).not.toContain('authorization');
  });

  it.each(['file:///etc/passwd', 'data:text/html,x', 'javascript:alert(1)', 'http://user@evil.test/', 'http://%'])(
    'to %s is shown and cannot be followed',
    async (location) => {
      expect(await redirectOf(location, 302, {})).toBeNull();
    },
  );

  it('is known by its id and to its own API only', async () => {
    const redirect = await redirectOf('/x', 302, {});
    await expect(follow('no-such-id')).rejects.toMatchObject({ code: 'not-found' });
    const other = { ...api, id: 'other1' };
    await expect(send({ api: other, follow: redirect!.id })).rejects.toMatchObject({ code: 'not-found' });
    expect(seen).toEqual([]);
  });
});
