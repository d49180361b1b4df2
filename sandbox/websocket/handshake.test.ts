import { createHash, createHmac } from 'node:crypto';
import { request } from 'node:http';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CHAT_KEY } from '@/sandbox/account/manifest';
import { recordedRequests } from '@/sandbox/data/recorder';
import { signed } from '@/sandbox/data/test-api';
import type { Listening } from '@/sandbox/listen';
import type { AccessKey } from '@/sandbox/model';
import { apiNamed, Client, listenWithChats, pathOf, type Refused } from './test-client';

let sandbox: Listening;
let ask: Awaited<ReturnType<typeof listenWithChats>>['ask'];

beforeAll(async () => {
  ({ sandbox, ask } = await listenWithChats());
});
beforeEach(() => ask('reset', {}));
afterAll(() => sandbox.close());

const url = (name: string, rest = '') => `${sandbox.origin.replace('http', 'ws')}${pathOf(sandbox, name)}${rest}`;
const host = () => sandbox.origin.replace('http://', '');
const key = (account: number): AccessKey => sandbox.world.accounts[account]?.keys[0] as AccessKey;
const valueOfKey = (name: string) =>
  [...(sandbox.world.accounts[0]?.regions.get('us-east-1')?.apiKeys?.values() ?? [])].find((one) => one.name === name)
    ?.value ?? '';
const last = () => recordedRequests(sandbox.world).at(-1);

function headersSignedBy(who: AccessKey, by: { region?: string; service?: string } = {}) {
  const { host: _, ...headers } = signed(pathOf(sandbox, 'chat-iam'), host(), { key: who, ...by });
  return headers;
}

async function refusal(open: Promise<Client>): Promise<Refused> {
  return open.then(
    () => {
      throw new Error('it opened');
    },
    (refused) => refused,
  );
}

async function nameOn(client: Client): Promise<string> {
  const { name } = await client.ask({ action: 'whoami' });
  client.ws.close();
  return name;
}

class Sha256 {
  readonly #hash;
  constructor(secret?: string | Uint8Array) {
    this.#hash = secret ? createHmac('sha256', secret) : createHash('sha256');
  }
  update(data: string | Uint8Array) {
    this.#hash.update(data);
  }
  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
}

async function presigned(expiresIn: number, signingDate = new Date()): Promise<string> {
  const { id: accessKeyId, secret: secretAccessKey } = key(0);
  const credentials = { accessKeyId, secretAccessKey };
  const signer = new SignatureV4({ service: 'execute-api', region: 'us-east-1', credentials, sha256: Sha256 as never });
  const { hostname, port } = new URL(sandbox.origin);
  const unsigned = {
    ...{ method: 'GET', protocol: 'ws:', hostname, port: Number(port), path: pathOf(sandbox, 'chat-iam') },
    ...{ headers: { host: host() }, query: { room: 'a b' } },
  };
  const { query } = await signer.presign(unsigned, { expiresIn, signingDate });
  return url('chat-iam', `?${new URLSearchParams(query as Record<string, string>).toString().replaceAll('+', '%20')}`);
}

describe('$connect lets in', () => {
  const doors: [what: string, name: string, open: () => Promise<Client>][] = [
    ['anybody', 'ada', () => Client.open(url('chat', '?name=ada'))],
    ['a signature in headers', 'demo', () => Client.open(url('chat-iam'), { headers: headersSignedBy(key(0)) })],
    ['a signature in the query', 'demo', async () => Client.open(await presigned(60))],
    [
      'a token in a header',
      'alice',
      () => Client.open(url('chat-custom'), { headers: { authorization: 'Bearer alice-token' } }),
    ],
    ['a token in the query', 'bob', () => Client.open(url('chat-query', '?token=bob-token'))],
    ['an API key', 'guest', () => Client.open(url('chat-key'), { headers: { 'X-Api-Key': CHAT_KEY } })],
  ];

  it.each(doors)('%s: %s', async (_what, name, open) => {
    expect(await nameOn(await open())).toBe(name);
    expect(last()).toMatchObject({ status: 101, routeKey: '$connect', integrationReached: true });
  });

  it('a caller under the host of the API', async () => {
    const { apiId } = apiNamed(sandbox, 'chat');
    const asHost = { headers: { host: `${apiId}.execute-api.localhost:4010` } };
    expect(await nameOn(await Client.open(`${sandbox.origin.replace('http', 'ws')}/prod?name=ada`, asHost))).toBe(
      'ada',
    );
  });

  it('without a subprotocol unless the function chooses one', async () => {
    expect((await Client.open(url('chat'), {}, ['chat.v2', 'chat.v1'])).ws.protocol).toBe('chat.v1');
    await expect(Client.open(url('chat'), {}, ['chat.v2'])).rejects.toThrow('Server sent no subprotocol');
  });
});

describe('$connect refuses', () => {
  const refusals: [what: string, open: () => Promise<Client>, answer: string, body: string][] = [
    [
      'no signature',
      () => Client.open(url('chat-iam')),
      '403 MissingAuthenticationTokenException',
      'Missing Authentication Token',
    ],
    [
      'a key of another account',
      () => Client.open(url('chat-iam'), { headers: headersSignedBy(key(1)) }),
      '403 AccessDeniedException',
      'is not authorized to perform: execute-api:Invoke',
    ],
    [
      'another Region',
      () => Client.open(url('chat-iam'), { headers: headersSignedBy(key(0), { region: 'eu-west-1' }) }),
      '403 InvalidSignatureException',
      'scoped to a valid region',
    ],
    [
      'a signature whose time is over',
      async () => Client.open(await presigned(1, new Date(Date.now() - 60_000))),
      '403 InvalidSignatureException',
      'Signature expired',
    ],
    ['no token', () => Client.open(url('chat-custom')), '401 UnauthorizedException', 'Unauthorized'],
    [
      'no token in the query',
      () => Client.open(url('chat-query', '?token=')),
      '401 UnauthorizedException',
      'Unauthorized',
    ],
    [
      'a token said to be expired',
      () => Client.open(url('chat-query', '?token=expired')),
      '401 UnauthorizedException',
      'Unauthorized',
    ],
    [
      'a token that is denied',
      () => Client.open(url('chat-query', '?token=eve')),
      '403 ForbiddenException',
      'Forbidden',
    ],
    [
      'an authorizer that fails',
      () => Client.open(url('chat-query', '?token=broken')),
      '500 AuthorizerConfigurationException',
      'Internal server error',
    ],
    ['no API key', () => Client.open(url('chat-key')), '403 ForbiddenException', 'Forbidden'],
    [
      'an API key of no plan of the stage',
      () => Client.open(url('chat-key'), { headers: { 'x-api-key': valueOfKey('notes-machines') } }),
      '403 ForbiddenException',
      'Forbidden',
    ],
    ['no such stage', () => Client.open(url('chat').replace('/prod', '/dev')), '403 ForbiddenException', 'Forbidden'],
    ['more than a stage', () => Client.open(url('chat', '/rooms')), '403 ForbiddenException', 'Forbidden'],
  ];

  it.each(refusals)('%s, and nothing is reached', async (_what, open, answer, body) => {
    const refused = await refusal(open());
    expect(`${refused.status} ${refused.headers['x-amzn-errortype']}`).toBe(answer);
    expect(refused.body).toContain(body);
    expect(refused.headers['x-amzn-requestid']).toBe(last()?.requestId);
    expect(Date.parse(refused.headers.date ?? '')).not.toBeNaN();
    expect(last()).toMatchObject({ status: refused.status, integrationReached: false });
  });

  it('what its function refuses, in the words of the function', async () => {
    const refused = await refusal(Client.open(url('signals', '?wish=teapot')));
    expect(refused).toMatchObject({ status: 418, body: '{"message":"You asked for teapot"}' });
    expect(refused.headers['x-amzn-errortype']).toBeUndefined();
  });

  it('with 502 when its function throws, naming the connection that never was', async () => {
    const refused = await refusal(Client.open(url('signals', '?wish=throw')));
    expect(refused.status).toBe(502);
    const ids = { connectionId: expect.stringMatching(/^[\w-]{15}=$/), requestId: last()?.requestId };
    expect(JSON.parse(refused.body)).toEqual({ message: 'Internal server error', ...ids });
  });

  it('more new connections a second than the account may have', async () => {
    await ask('settings', { newConnections: { rate: 0.001, burst: 1 } });
    await Client.open(url('chat'));
    const refused = await refusal(Client.open(url('chat')));
    expect(refused).toMatchObject({ status: 429, body: expect.stringContaining('Too Many Requests') });
    expect(refused.headers['x-amzn-errortype']).toBe('LimitExceededException');
    expect(last()?.integrationReached).toBe(false);
  });

  it('what is no WebSocket', async () => {
    const answer = await fetch(`${sandbox.origin}${pathOf(sandbox, 'chat')}`);
    expect(answer).toMatchObject({ status: 403 });
    expect(await answer.json()).toMatchObject({ message: 'Forbidden' });
    const status = await new Promise((resolve) => {
      const headers = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '99' };
      request(`${sandbox.origin}${pathOf(sandbox, 'chat')}`, { headers }, (res) => resolve(res.statusCode)).end();
    });
    expect(status).toBe(400);
  });

  it('or never answers, or breaks off, where a test wants it so', async () => {
    await ask('settings', { handshake: 'reset' });
    await expect(Client.open(url('chat'))).rejects.toMatchObject({ code: 'ECONNRESET' });
    await ask('settings', { handshake: 'never' });
    await expect(Client.open(url('chat'), { handshakeTimeout: 50 })).rejects.toThrow('handshake has timed out');
  });
});
