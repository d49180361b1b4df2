import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Listening } from '@/sandbox/listen';
import { accessLog } from './access-log';
import { selectedKey } from './select-route';
import { apiNamed, Client, listenWithChats, pathOf } from './test-client';

let sandbox: Listening;
let ask: Awaited<ReturnType<typeof listenWithChats>>['ask'];

beforeAll(async () => {
  ({ sandbox, ask } = await listenWithChats());
});
beforeEach(() => ask('reset', {}));
afterAll(() => sandbox.close());

const open = (name: string, rest = '') =>
  Client.open(`${sandbox.origin.replace('http', 'ws')}${pathOf(sandbox, name)}${rest}`);
const connection = async () => (await ask('connections')).at(-1);
const signal = (topic: string, verb: string) => ({ topic, verb });

describe('the route of a message', () => {
  it.each([
    ['$request.body.action', '{"action":"join"}', 'join'],
    ['$request.body.action', '{"action":7}', '7'],
    ['$request.body.a.b[1]', '{"a":{"b":["x","y"]}}', 'y'],
    ['$request.body.action', '{"other":"join"}', undefined],
    ['$request.body.action', 'join', undefined],
    ['$request.body.action', '"action"', undefined],
    ['$request.body.toString', '{}', undefined],
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: API Gateway's own notation
    ['${request.body.action}', '{"action":"join"}', 'join'],
    ['${request.body.a}/${request.body.b}', '{"a":"x","b":"y"}', 'x/y'],
    ['${request.body.a}/${request.body.b}', '{"a":"x"}', undefined],
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: API Gateway's own notation
  ])('%s of %s', (expression, text, key) => {
    expect(selectedKey(expression, text)).toBe(key);
  });

  it('is $default for what selects nothing, and for the names that are kept', async () => {
    const client = await open('chat');
    for (const message of ['no JSON', '{"action":"dance"}', '{"action":"$connect"}', '[]']) {
      expect(await client.ask(message)).toMatchObject({ type: 'unknown', received: message });
    }
    expect((await connection()).routed).toEqual(['$default', '$default', '$default', '$default']);
  });

  it('is none without $default: the frame says Forbidden, and the connection stays', async () => {
    const client = await open('signals');
    client.say('hello');
    const frame = await client.next();
    const { id } = await connection();
    expect(frame).toMatch(/^\{"message": "Forbidden", "connectionId":"[\w-]{15}=", "requestId":"[\w-]{15}="\}$/);
    expect(JSON.parse(frame).connectionId).toBe(id);
    expect(await client.ask({ ...signal('echo', 'text'), n: 1 })).toEqual({ ...signal('echo', 'text'), n: 1 });
  });
});

describe('what the integration answers', () => {
  it.each([
    ['fail', 'Internal server error'],
    ['malformed', 'Internal server error'],
  ])('job/%s: %s', async (verb, message) => {
    expect(await (await open('signals')).ask(signal('job', verb))).toMatchObject({ message });
  });

  it('comes back only over a route with a response', async () => {
    const client = await open('signals');
    client.say(signal('job', 'silent'));
    expect(await client.ask(signal('clock', 'now'))).toMatchObject({ connectionId: (await connection()).id });
    expect(client.messages).toHaveLength(1);
    expect((await connection()).routed).toEqual(['job/silent', 'clock/now']);
  });

  it.each([{ action: 'sendMessage' }, { action: 'sendMessage', text: 7 }])(
    'is not asked for where the message fits no model of the route: %o',
    async (message) => {
      const client = await open('chat');
      expect(await client.ask(message)).toMatchObject({ message: 'Bad request body' });
      expect((await connection()).printed.at(-1)).toContain('at text');
      expect(await client.ask({ action: 'sendMessage', text: 'hi', more: 1 })).toMatchObject({ text: 'hi' });
      client.ws.close();
      await client.closed;
    },
  );

  it('is Too Many Requests past the limit of a route', async () => {
    const client = await open('signals');
    client.say(signal('job', 'throttled'));
    expect(await client.ask(signal('job', 'throttled'))).toMatchObject({ message: 'Too Many Requests' });
  });
});

describe('a connection ends', () => {
  it.each([
    ['a frame over 32 KB', 1009, (client: Client) => client.say('x'.repeat(32_769))],
    [
      'a message over 128 KB in smaller frames',
      1009,
      (client: Client) => {
        const part = 'x'.repeat(32_000);
        for (let n = 0; n < 5; n++) client.ws.send(part, { fin: n === 4 });
      },
    ],
    ['a binary frame', 1003, (client: Client) => client.ws.send(Buffer.from([1, 2, 3]), { binary: true })],
    ['text that is no UTF-8', 1007, (client: Client) => client.ws.send(Buffer.from([0xff]), { binary: false })],
  ])('over %s: %i', async (_what, code, say) => {
    const client = await open('chat');
    say(client);
    expect((await client.closed).code).toBe(code);
    expect((await connection()).routed).toEqual([]);
  });

  it('not over a frame of 32 KB, nor over a message of 128 KB', async () => {
    const client = await open('chat');
    expect((await client.ask('x'.repeat(32_768))).received).toHaveLength(32_768);
    for (let n = 0; n < 4; n++) client.ws.send('x'.repeat(32_768), { fin: n === 3 });
    expect(JSON.parse(await client.next()).received).toHaveLength(131_072);
    expect((await connection()).received).toMatchObject({ frames: 5, messages: 2 });
  });

  it('after a silence, unless somebody pings', async () => {
    await ask('settings', { idleMs: 120 });
    const silent = await open('chat');
    const pinging = await open('chat');
    let pongs = 0;
    pinging.ws.on('pong', () => pongs++);
    const timer = setInterval(() => pinging.ws.ping(), 20);
    expect(await silent.closed).toEqual({ code: 1001, reason: 'Going away' });
    expect(pinging.ws.readyState).toBe(pinging.ws.OPEN);
    expect(pongs).toBeGreaterThan(0);
    clearInterval(timer);
    expect((await pinging.closed).code).toBe(1001);
  });

  it('at the end of its time, whatever is said', async () => {
    await ask('settings', { lifeMs: 100 });
    const client = await open('chat');
    const timer = setInterval(() => client.say({ action: 'whoami' }), 10);
    expect(await client.closed).toEqual({ code: 1001, reason: 'Going away' });
    clearInterval(timer);
  });

  it.each([
    [1000, 'bye', 1000, 'bye'],
    [undefined, undefined, 1005, 'Client-side close frame status not set'],
  ])('as the client wishes: %s', async (code, reason, told, why) => {
    const client = await open('chat');
    client.ws.close(code, reason);
    await client.closed;
    await expect.poll(async () => (await connection()).ended).toMatchObject({ code: told, reason: why });
  });

  it('and $disconnect is told', async () => {
    const [ada, bob] = [await open('chat', '?name=ada'), await open('chat', '?name=bob')];
    await ada.ask({ action: 'whoami' });
    bob.ws.terminate();
    const { apiId } = apiNamed(sandbox, 'chat');
    const logged = () =>
      accessLog(sandbox.world)
        .filter((line) => line.apiId === apiId)
        .map(({ line }) => JSON.parse(line))
        .filter(({ eventType }) => eventType === 'DISCONNECT');
    const { id } = await connection();
    await expect.poll(logged).toContainEqual(expect.objectContaining({ connectionId: id, status: '200' }));
    expect((await connection()).ended).toMatchObject({ code: 1006 });
    // Whoever is gone is spoken to no more.
    ada.say({ action: 'sendMessage', text: 'alone?' });
    expect(JSON.parse(await ada.next())).toMatchObject({ text: 'alone?' });
    expect((await connection()).sent.messages).toBe(0);
  });
});

it('keeps an access log in the format of the stage', async () => {
  const client = await open('chat', '?name=ada');
  await client.ask({ action: 'whoami' });
  const { id } = await connection();
  const lines = accessLog(sandbox.world)
    .map(({ line }) => JSON.parse(line))
    .filter(({ connectionId }) => connectionId === id);
  expect(lines).toMatchObject([
    { eventType: 'CONNECT', routeKey: '$connect', status: '200', messageId: '-', error: '-' },
    { eventType: 'MESSAGE', routeKey: 'whoami', status: '200', messageId: expect.stringMatching(/=$/) },
  ]);
});
