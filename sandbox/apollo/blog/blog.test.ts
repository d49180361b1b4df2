import { once } from 'node:events';
import { createClient, type SubscribePayload } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { recordedRequests } from '@/sandbox/data/recorder';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';

let sandbox: Listening;
let base = '';

beforeAll(async () => {
  sandbox = await listen(createWorld(), 0);
  const apis = sandbox.world.accounts[0]?.regions.get('us-east-1')?.httpApis.values() ?? [];
  const blog = [...apis].find((api) => api.name === 'blog');
  base = `${sandbox.origin}/_aws/execute-api/${blog?.apiId}`;
});
afterAll(() => sandbox.close());

async function ask(query: string, { variables, headers, path = '/graphql' }: Asked = {}) {
  const answer = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: answer.status, headers: answer.headers, json: await answer.json() };
}

interface Asked {
  variables?: object;
  headers?: Record<string, string>;
  path?: string;
}

async function token(): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'notes', sub: 'ada' });
  const answer = await fetch(`${sandbox.origin}/_issuer/token`, { method: 'POST', body });
  return `Bearer ${(await answer.json()).access_token}`;
}

describe('queries and mutations', () => {
  it('reads interfaces, unions and pages', async () => {
    const { status, json } = await ask(`{
      posts(first: 2) { total next items { title author { name } comments { author } } }
      search(text: "moth") { __typename ... on Node { id } ... on Post { slug } }
      postBy(by: { slug: "can-machines-think" }) { id createdAt }
    }`);
    expect([status, json.errors]).toEqual([200, undefined]);
    expect(json.data.posts).toMatchObject({
      total: 3,
      next: 'post-2',
      items: [{ author: { name: 'Alan Mathison' } }, {}],
    });
    expect(json.data.search).toEqual([
      { __typename: 'Post', id: 'post-2', slug: 'a-moth-in-the-relay' },
      { __typename: 'Comment', id: 'comment-3' },
    ]);
    expect(json.data.postBy).toEqual({ id: 'post-3', createdAt: '2026-03-03T09:00:00.000Z' });
  });

  it('adds, and says what is wrong with what it is given', async () => {
    const add = 'mutation ($post: NewPost!) { addPost(post: $post) { id slug status } }';
    const post = { title: 'A new one', text: 'Text', authorId: 'author-ada' };
    const made = await ask(add, { variables: { post } });
    expect(made.json.data.addPost).toMatchObject({ slug: 'a-new-one', status: 'PUBLISHED' });
    const { id } = made.json.data.addPost;
    expect((await ask(`mutation { deletePost(id: "${id}") }`)).json.data).toEqual({ deletePost: true });
    const unknown = await ask(add, { variables: { post: { ...post, authorId: 'nobody' } } });
    expect(unknown.json).toMatchObject({ data: null, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    const wrong = await ask(add, { variables: { post: { ...post, status: 'LOST' } } });
    expect(wrong).toMatchObject({ status: 400, json: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } });
  });

  it('fails in part and whole', async () => {
    expect((await ask('{ throws partly authors { id } }')).json).toMatchObject({
      data: { throws: null, partly: ['the first', null, 'the third'], authors: [{}, {}, {}] },
      errors: [{ path: ['throws'] }, { path: ['partly', 1], extensions: { code: 'PAGE_MISSING', page: 2 } }],
    });
    expect((await ask('{ throwsAll authors { id } }')).json).toMatchObject({ data: null, errors: [{}] });
    expect((await ask('{ nothing }')).status).toBe(400);
    const broken = await fetch(`${base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":',
    });
    expect([broken.status, (await broken.json()).errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });

  it('takes queries by address, once a preflight is certain', async () => {
    const url = `${base}/graphql?query=${encodeURIComponent('{ authors { id } }')}`;
    expect((await fetch(url)).status).toBe(400);
    expect((await fetch(url, { headers: { 'apollo-require-preflight': '1' } })).status).toBe(200);
    expect((await fetch(`${base}/graphql`, { method: 'OPTIONS' })).status).toBe(204);
  });

  it('tells members who they are, and nobody else', async () => {
    const viewer = '{ viewer { subject claims { name } } }';
    expect((await ask(viewer)).json.data).toEqual({ viewer: null });
    expect((await ask(viewer, { path: '/members/graphql' })).status).toBe(401);
    const member = await ask(viewer, { path: '/members/graphql', headers: { authorization: await token() } });
    expect(member.json.data.viewer).toMatchObject({ subject: 'ada' });
  });
});

function wsClient(path = '/graphql', headers: Record<string, string> = {}) {
  class Line extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers });
    }
  }
  return createClient({ url: `${base.replace(/^http/, 'ws')}${path}`, webSocketImpl: Line, retryAttempts: 0 });
}

/** Everything that a subscription gives until it ends. */
async function all(client: ReturnType<typeof createClient>, payload: SubscribePayload) {
  const results = [];
  for await (const result of client.iterate(payload)) results.push(result);
  return results;
}

describe('subscriptions over graphql-transport-ws', () => {
  it('count to their end, many on one line', async () => {
    const client = wsClient();
    const counts = await Promise.all(
      [3, 500].map((to) => all(client, { query: `subscription { counter(to: ${to}, everyMs: 0) }` })),
    );
    expect(counts.map((results) => results.length)).toEqual([3, 500]);
    expect(counts[0]).toEqual([1, 2, 3].map((counter) => ({ data: { counter } })));
    await client.dispose();
  });

  it('tell of each post that is added, by author', async () => {
    const client = wsClient();
    const posts = client.iterate({ query: 'subscription { postAdded(authorId: "author-grace") { title } }' });
    const next = posts.next();
    const store = () => ask('mutation ($post: NewPost!) { addPost(post: $post) { id } }', { variables: { post } });
    const post = { title: 'Told', text: '', authorId: 'author-grace' };
    // Nothing tells a client that its subscription has begun, so posts are added until one is told.
    let told = false;
    void next.then(() => {
      told = true;
    });
    while (!told) await store();
    expect((await next).value).toEqual({ data: { postAdded: { title: 'Told' } } });
    await posts.return?.(undefined);
    await client.dispose();
  });

  it('end in words where their source fails', async () => {
    const client = wsClient();
    const failing = all(client, { query: 'subscription { failsAfter(count: 2, everyMs: 0) }' });
    await expect(failing).rejects.toEqual([{ message: 'It was to fail after 2.' }]);
    await client.dispose();
  });

  it('are refused where the route has an authorizer, and let in with a token', async () => {
    const url = `${base.replace(/^http/, 'ws')}/members/graphql`;
    const stranger = new WebSocket(url, 'graphql-transport-ws').on('error', () => {});
    const [, answer] = await once(stranger, 'unexpected-response');
    stranger.terminate();
    expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect(recordedRequests(sandbox.world).at(-1)).toMatchObject({ status: 401, integrationReached: false });
    const client = wsClient('/members/graphql', { authorization: await token() });
    expect(await all(client, { query: '{ viewer { subject } }' })).toEqual([{ data: { viewer: { subject: 'ada' } } }]);
    await client.dispose();
  });
});

describe('faults of a line', () => {
  const setFault = (realtime: string | null) =>
    fetch(`${sandbox.origin}/_sandbox/faults`, { method: 'POST', body: JSON.stringify({ realtime }) });
  afterEach(() => setFault(null));

  async function received(): Promise<{ texts: string[]; code: number }> {
    const line = new WebSocket(`${base.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
    const texts: string[] = [];
    line.on('open', () => line.send('{"type":"connection_init"}'));
    line.on('message', (message: Buffer) => {
      texts.push(message.toString());
      if (texts.length === 1)
        line.send(`{"id":"1","type":"subscribe","payload":{"query":"subscription { counter(to: 3, everyMs: 0) }"}}`);
      if (message.includes('"complete"')) line.close();
    });
    const [code] = await once(line, 'close');
    return { texts, code };
  }
  const count = (number: number) => `{"id":"1","type":"next","payload":{"data":{"counter":${number}}}}`;

  it('are none unless chosen', async () => {
    const { texts } = await received();
    expect(texts).toEqual(['{"type":"connection_ack"}', count(1), count(2), count(3), '{"id":"1","type":"complete"}']);
  });

  it('cut it in place of the second event', async () => {
    await setFault('dies');
    expect(await received()).toEqual({ texts: ['{"type":"connection_ack"}', count(1)], code: 1006 });
  });

  it('put garbage before each event, and lose none', async () => {
    await setFault('garbage');
    const { texts } = await received();
    expect(texts.filter((text) => text.includes('"next"'))).toEqual([count(1), count(2), count(3)]);
    expect(texts).toHaveLength(8);
    expect(() => JSON.parse(texts[1] ?? '')).toThrow();
  });

  it('leave a connection without an answer', async () => {
    await setFault('no-connection-ack');
    const client = createClient({
      url: `${base.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionAckWaitTimeout: 50,
    });
    await expect(all(client, { query: '{ authors { id } }' })).rejects.toMatchObject({ code: 4504 });
  });
});

describe('a schema', () => {
  it('changes on command, and keeps what it holds', async () => {
    const change = (EDITION: string) =>
      fetch(`${sandbox.origin}/_sandbox/functions/blog-graphql/environment`, {
        method: 'POST',
        body: JSON.stringify({ EDITION }),
      });
    const first = '{ post(id: "post-1") { body } }';
    const second = '{ post(id: "post-1") { title readingMinutes } trending(first: 1) { id } }';
    const statuses = async () => [(await ask(first)).status, (await ask(second)).status];
    expect(await statuses()).toEqual([200, 400]);
    expect(await (await change('2')).json()).toEqual({ EDITION: '2' });
    expect(await statuses()).toEqual([400, 200]);
    expect((await ask(second)).json.data.trending).toEqual([{ id: 'post-1' }]);
    await change('1');
    expect(await statuses()).toEqual([200, 400]);
  });
});

describe('subscriptions as server-sent events', () => {
  it('stream one operation to its end', async () => {
    const answer = await fetch(`${base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { counter(to: 2, everyMs: 0) }' }),
    });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const text = await answer.text();
    expect(text.match(/data: .+/g)).toEqual(['data: {"data":{"counter":1}}', 'data: {"data":{"counter":2}}']);
    expect(text).toMatch(/event: complete/);
  });
});
