import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { receivedRequests } from '@/sandbox/requests';
import { subscribersOf } from './publish';
import { listenWithEvents, type Sent, setRealtimeFault, TestLine } from './test-api';

let events: Awaited<ReturnType<typeof listenWithEvents>>;
let byKey: { host: string; 'x-api-key': string };
const lines: TestLine[] = [];

beforeAll(async () => {
  events = await listenWithEvents();
  byKey = { host: events.host, 'x-api-key': events.key };
});
afterEach(() => {
  for (const line of lines.splice(0)) line.socket.terminate();
});
afterAll(() => events.sandbox.close());

function line(authorization: unknown = byKey): TestLine {
  const opened = new TestLine(events.endpoint, authorization);
  lines.push(opened);
  return opened;
}

async function post(channel: string, list: unknown, headers: Record<string, string> = { 'x-api-key': events.key }) {
  const answer = await fetch(events.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ channel, events: list }),
  });
  return { status: answer.status, type: answer.headers.get('x-amzn-errortype'), json: await answer.json() };
}

const subscribe = (id: string, channel: string, authorization: object = byKey) => ({
  ...{ type: 'subscribe', id, channel, authorization },
});

describe('a line', () => {
  it('is acknowledged, kept alive, and told what is published, in order', async () => {
    const one = await line().connected();
    expect(one.received[0]).toEqual({ type: 'connection_ack', connectionTimeoutMs: 300_000 });
    await one.until('ka');
    expect(await one.asked(subscribe('a', 'default/room'))).toEqual({ type: 'subscribe_success', id: 'a' });
    const sent = await post('/default/room/', ['{"a":1}', '"two"']);
    expect(sent).toMatchObject({ status: 200, json: { failed: [], successful: [{ index: 0 }, { index: 1 }] } });
    await one.asked({ type: 'publish', id: 'p', channel: 'default/room', events: ['3'], authorization: byKey });
    const told = one.received.filter(({ type }) => type === 'data');
    expect(told).toEqual(['{"a":1}', '"two"', '3'].map((event) => ({ type: 'data', id: 'a', event: [event] })));
  });

  it('takes patterns, and ends a subscription by its id', async () => {
    const one = await line().connected();
    const channels = { exact: '/default/a/b', below: '/default/a/*', all: 'default/*', other: '/default/b' };
    for (const [id, channel] of Object.entries(channels)) await one.asked(subscribe(id, channel));
    const reached = async (channel: string) => {
      one.received.length = 0;
      await one.asked({ type: 'publish', id: 'p', channel, events: ['1'], authorization: byKey });
      return one.received.filter(({ type }) => type === 'data').map(({ id }) => id);
    };
    expect(await reached('default/a/b')).toEqual(['exact', 'below', 'all']);
    expect(await reached('default/a')).toEqual(['all']);
    expect(await reached('default/ab/c')).toEqual(['all']);
    expect(await one.asked({ type: 'unsubscribe', id: 'all' })).toEqual({ type: 'unsubscribe_success', id: 'all' });
    expect(await reached('default/a/b')).toEqual(['exact', 'below']);
    expect(await one.asked({ type: 'unsubscribe', id: 'all' })).toMatchObject({
      type: 'unsubscribe_error',
      errors: [{ errorType: 'UnknownOperationError', message: 'Unknown operation id all' }],
    });
  });

  it('leaves nothing behind when it closes', async () => {
    const one = await line().connected();
    await one.asked(subscribe('a', 'default/*'));
    expect(subscribersOf(events.api).size).toBe(1);
    one.socket.close();
    await once(one.socket, 'close');
    // The server hears of it before it takes what is asked next.
    expect((await post('default/x', ['1'])).status).toBe(200);
    expect(subscribersOf(events.api).size).toBe(0);
  });

  const refused: [what: string, message: () => Sent, error: string, part: string][] = [
    [
      'no authorization',
      () => ({ type: 'subscribe', id: 'x', channel: 'default/a' }),
      'UnauthorizedException',
      'Valid auth',
    ],
    [
      'another key',
      () => subscribe('x', 'default/a', { 'x-api-key': 'da2-other' }),
      'UnauthorizedException',
      'not authorized',
    ],
    [
      'another host',
      () => subscribe('x', 'default/a', { host: 'elsewhere', 'x-api-key': 'k' }),
      'UnauthorizedException',
      'host',
    ],
    ['a mode that may not', () => subscribe('x', 'machines/a'), 'UnauthorizedException', 'not authorized'],
    ['a namespace that is not there', () => subscribe('x', 'nowhere/a'), 'BadRequestException', 'nowhere'],
    ['six segments', () => subscribe('x', 'default/a/b/c/d/e'), 'BadRequestException', 'Invalid channel'],
    ['a star in the middle', () => subscribe('x', 'default/*/a'), 'BadRequestException', 'Invalid channel'],
    ['a star alone', () => subscribe('x', '/*'), 'BadRequestException', 'Invalid channel'],
    ['odd characters', () => subscribe('x', 'default/a_b'), 'BadRequestException', 'Invalid channel'],
    ['an id of odd characters', () => subscribe('x y', 'default/a'), 'BadRequestException', 'id must'],
    [
      'publishing to a pattern',
      () => ({ ...subscribe('x', 'default/*'), type: 'publish', events: ['1'] }),
      'BadRequestException',
      'wildcard',
    ],
    [
      'six events',
      () => ({ ...subscribe('x', 'default/a'), type: 'publish', events: ['1', '2', '3', '4', '5', '6'] }),
      'BadRequestException',
      '5 events',
    ],
  ];
  it.each(refused)('refuses %s', async (_what, message, errorType, part) => {
    const one = await line().connected();
    const sent = message();
    expect(await one.asked(sent)).toEqual({
      type: `${sent.type}_error`,
      id: sent.id,
      errors: [{ errorType, message: expect.stringContaining(part) }],
    });
    expect(subscribersOf(events.api).size).toBe(0);
  });

  it('refuses a second subscription under one id, and keeps the first', async () => {
    const one = await line().connected();
    await one.asked(subscribe('a', 'default/a'));
    expect(await one.asked(subscribe('a', 'default/b'))).toMatchObject({ type: 'subscribe_error' });
    await post('default/a', ['1']);
    expect(await one.until('data')).toMatchObject({ id: 'a', event: ['1'] });
  });

  it('answers what it does not know, and goes on', async () => {
    const one = await line().connected();
    one.socket.send('{"type":');
    expect(await one.until('error')).toMatchObject({ errors: [{ errorType: 'BadRequestException' }] });
    one.send({ type: 'start', id: '1' });
    expect(await one.until('error', '1')).toMatchObject({ errors: [{ errorType: 'UnsupportedOperation' }] });
    expect(await one.asked(subscribe('a', 'default/a'))).toMatchObject({ type: 'subscribe_success' });
  });

  it('is not listened to before it is acknowledged', async () => {
    const one = await line().opened();
    one.send(subscribe('early', 'default/a'));
    one.send({ type: 'connection_init' });
    await one.until('ka');
    expect(one.received.map(({ type }) => type)).toEqual(['connection_ack', 'ka']);
  });
});

describe('connecting', () => {
  it.each([
    ['a wrong key', () => ({ ...byKey, 'x-api-key': 'da2-wrong' })],
    ['nothing that says who', () => ({ host: byKey.host })],
  ])('with %s is refused on the line', async (_what, authorization) => {
    const one = await line(authorization()).opened();
    one.send({ type: 'connection_init' });
    expect(await one.until('connection_error')).toMatchObject({ errors: [{ errorType: 'UnauthorizedException' }] });
    await once(one.socket, 'close');
  });

  it.each([
    ['no host', () => new TestLine(events.endpoint, { 'x-api-key': events.key }), 401, 'UnauthorizedException'],
    ['no object', () => new TestLine(events.endpoint, 7), 400, 'BadRequestException'],
    ['another protocol', () => new TestLine(events.endpoint, byKey, 'graphql-ws'), 400, 'BadRequestException'],
  ])('with %s is refused before there is a line', async (_what, open, status, errorType) => {
    const { socket } = open();
    const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
    expect([answer.statusCode, answer.headers['x-amzn-errortype']]).toEqual([status, errorType]);
    expect(JSON.parse(await text(answer))).toMatchObject({ errors: [{ errorType }] });
    socket.terminate();
  });

  it('keeps what was shown out of the list of requests', async () => {
    await line().connected();
    const recorded = receivedRequests(events.sandbox.world).filter(({ operation }) => operation === 'EventConnect');
    const protocols = recorded.at(-1)?.headers.find(([name]) => name.toLowerCase() === 'sec-websocket-protocol')?.[1];
    expect(protocols).toBe('aws-appsync-event-ws,header-***');
  });

  it('works by the hosts that the control plane tells', async () => {
    const { port } = new URL(events.endpoint);
    const host = `${events.api.hostId}.appsync-api.localhost:${port}`;
    const shown = Buffer.from(JSON.stringify({ ...byKey, host })).toString('base64url');
    const socket = new WebSocket(`ws://127.0.0.1:${port}/event/realtime`, ['aws-appsync-event-ws', `header-${shown}`], {
      headers: { host: host.replace('appsync-api', 'appsync-realtime-api') },
    });
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    const [answer] = await once(socket, 'message');
    expect(JSON.parse(String(answer)).type).toBe('connection_ack');
    socket.terminate();
  });
});

describe('publishing over HTTP', () => {
  it('tells which events are none, and sends the others', async () => {
    const one = await line().connected();
    await one.asked(subscribe('a', 'default/a'));
    const large = JSON.stringify('x'.repeat(240 * 1024));
    const { json } = await post('default/a', ['1', '{', large, '2']);
    expect(json.successful.map(({ index }: { index: number }) => index)).toEqual([0, 3]);
    expect(json.failed).toMatchObject([{ index: 1, message: expect.stringContaining('JSON') }, { index: 2 }]);
    await one.asked({ type: 'publish', id: 'p', channel: 'default/a', events: ['3'], authorization: byKey });
    expect(one.received.filter(({ type }) => type === 'data').map(({ event }) => event)).toEqual([['1'], ['2'], ['3']]);
  });

  it.each<[what: string, channel: string, list: unknown, status: number]>([
    ['no events', 'default/a', [], 400],
    ['events that are not text', 'default/a', [{ a: 1 }], 400],
    ['six events', 'default/a', ['1', '2', '3', '4', '5', '6'], 400],
    ['a namespace of others', 'chat/a', ['1'], 401],
  ])('refuses %s', async (_what, channel, list, status) => {
    const type = status === 400 ? 'BadRequestException' : 'UnauthorizedException';
    expect(await post(channel, list)).toMatchObject({ status, type, json: { errors: [{ errorType: type }] } });
    expect((await post('default/a', ['1'], { 'x-api-key': 'da2-wrong' })).status).toBe(401);
  });
});

describe('faults', () => {
  afterEach(() => setRealtimeFault(events.sandbox, null));

  it('never acknowledge a connection, or a subscription', async () => {
    await setRealtimeFault(events.sandbox, 'no-connection-ack');
    const silent = await line().opened();
    silent.send({ type: 'connection_init' });
    await silent.until('ka');
    expect(silent.received).toEqual([{ type: 'ka' }]);
    await setRealtimeFault(events.sandbox, 'no-subscription-ack');
    const deaf = await line().connected();
    deaf.send(subscribe('a', 'default/a'));
    await expect(deaf.asked({ type: 'unsubscribe', id: 'a' })).resolves.toMatchObject({ type: 'unsubscribe_success' });
    expect(deaf.received.map(({ type }) => type)).not.toContain('subscribe_success');
  });

  it('say that an event could not be sent on, and go on', async () => {
    await setRealtimeFault(events.sandbox, 'broadcast-error');
    const one = await line().connected();
    await one.asked(subscribe('a', 'default/a'));
    await post('default/a', ['1', '2', '3']);
    await one.asked({ type: 'unsubscribe', id: 'a' });
    const told = one.received.filter(({ type }) => type === 'data' || type === 'broadcast_error');
    expect(told.map(({ type, event }) => event ?? type)).toEqual([['1'], 'broadcast_error', ['3']]);
  });

  it('die in the middle, or speak garbage between', async () => {
    await setRealtimeFault(events.sandbox, 'dies');
    const dying = await line().connected();
    await dying.asked(subscribe('a', 'default/a'));
    void post('default/a', ['1', '2', '3']);
    const [code] = await once(dying.socket, 'close');
    expect([code, dying.received.filter(({ type }) => type === 'data').length]).toEqual([1006, 1]);
    await setRealtimeFault(events.sandbox, 'garbage');
    const noisy = await line().connected();
    await noisy.asked(subscribe('a', 'default/a'));
    await post('default/a', ['1', '2', '3', '4', '5']);
    await noisy.asked({ type: 'unsubscribe', id: 'a' });
    expect(noisy.received.filter((one) => one.id === 'a' && one.type === 'data')).toHaveLength(5);
    expect(noisy.garbage.length).toBeGreaterThan(0);
  });
});
