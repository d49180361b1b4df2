import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { AUTH_MODES, type AuthMode } from '@/sandbox/appsync/auth/provider';
import * as callers from '@/sandbox/appsync/test-callers';
import { setRealtimeFault, TestLine } from '@/sandbox/appsync-events/test-api';
import type { Listening } from '@/sandbox/listen';
import { receivedRequests } from '@/sandbox/requests';

let sandbox: Listening;
let url = '';
const lines: TestLine[] = [];

beforeAll(async () => {
  sandbox = await callers.listenWithGraph();
  url = callers.endpointOf(sandbox);
});
afterEach(async () => {
  for (const { socket } of lines.splice(0)) socket.terminate();
  await setRealtimeFault(sandbox, null);
  await control('settings', null);
});
afterAll(() => sandbox.close());

async function control(path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${sandbox.origin}/_sandbox/appsync/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  expect(await answer.json()).not.toHaveProperty('error');
}

const proof = (mode: AuthMode, path = '', body = '{}') =>
  callers.provedIn(mode, sandbox, { url: `${url}${path}`, body });

function lineOf(authorization: unknown): TestLine {
  const line = new TestLine(url, authorization, 'graphql-ws');
  lines.push(line);
  return line;
}

const connected = async (mode: AuthMode = 'API_KEY') => lineOf(await proof(mode, '/connect')).connected();

async function start(line: TestLine, id: string, query: string, { mode = 'API_KEY', variables = {} }: Choice = {}) {
  const data = JSON.stringify({ query, variables });
  line.send({
    id,
    type: 'start',
    payload: { data, extensions: { authorization: await proof(mode as AuthMode, '', data) } },
  });
  return answerTo(line, id);
}

interface Choice {
  mode?: AuthMode;
  variables?: object;
}

/** The acknowledgement or the refusal of a start. */
async function answerTo(line: TestLine, id: string) {
  for (;;) {
    const found = line.received.find((one) => one.id === id && (one.type === 'start_ack' || one.type === 'error'));
    if (found) return found;
    await once(line.socket, 'message');
  }
}

async function mutate(query: string): Promise<unknown> {
  const headers = { 'x-api-key': callers.keyOf(sandbox), 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return answer.json();
}

const dataOf = (line: TestLine, id: string) => line.received.filter((one) => one.type === 'data' && one.id === id);
const errorOf = (errorType: string) => ({
  type: 'error',
  payload: { errors: [expect.objectContaining({ errorType })] },
});

describe('connecting', () => {
  it.each(AUTH_MODES)('%s: is acknowledged, kept alive, and told what a mutation selected', async (mode) => {
    const line = await connected(mode);
    expect(await line.until('connection_ack')).toEqual({
      type: 'connection_ack',
      payload: { connectionTimeoutMs: 300_000 },
    });
    await line.until('ka');
    const query = 'subscription { noteAdded { id said: text author } }';
    expect(await start(line, 'a', query, { mode })).toEqual({ type: 'start_ack', id: 'a' });
    await mutate('mutation { addNote(text: "Hear this") { id words: text } }');
    expect(await line.until('data')).toEqual({
      type: 'data',
      id: 'a',
      payload: { data: { noteAdded: { id: expect.any(String), said: 'Hear this', author: null } } },
    });
  });

  it('takes the query and plain headers in place of a subprotocol', async () => {
    const shown = Buffer.from(JSON.stringify(await proof('AWS_IAM', '/connect'))).toString('base64');
    const address = `${url.replace(/^http/, 'ws')}/realtime`;
    const query = `?header=${encodeURIComponent(shown)}&payload=e30=`;
    const headers = { 'x-api-key': callers.keyOf(sandbox) };
    const ways = [
      () => new WebSocket(address + query, 'graphql-ws'),
      () => new WebSocket(address, 'graphql-ws', { headers }),
    ];
    for (const open of ways) {
      const socket = open();
      await once(socket, 'open');
      socket.send('{"type":"connection_init"}');
      const [message] = await once(socket, 'message');
      expect(JSON.parse(String(message))).toMatchObject({ type: 'connection_ack' });
      socket.terminate();
    }
    const listed = JSON.stringify(receivedRequests(sandbox.world));
    expect(listed).not.toContain(encodeURIComponent(shown));
    expect(listed).not.toContain(callers.keyOf(sandbox));
  });

  const refused: [what: string, fields: () => Promise<object>][] = [
    ['a key that is none', async () => ({ host: new URL(url).host, 'x-api-key': 'da2-none' })],
    ['nothing but a host', async () => ({ host: new URL(url).host })],
    ['a signature over another path', () => proof('AWS_IAM')],
    [
      'the realtime host',
      async () => ({ ...(await proof('API_KEY')), host: 'x.appsync-realtime-api.us-east-1.amazonaws.com' }),
    ],
    ['a word that the authorizer refuses', async () => ({ host: new URL(url).host, Authorization: 'let-me-out' })],
  ];

  it.each(refused)('says no to %s, and closes', async (_what, fields) => {
    const line = await lineOf(await fields()).opened();
    line.send({ type: 'connection_init' });
    const errors = [expect.objectContaining({ errorCode: 400, message: expect.any(String) })];
    expect(await line.until('connection_error')).toMatchObject({ payload: { errors } });
    await once(line.socket, 'close');
  });

  it.each([
    [['graphql-ws', 'header-bm90IEpTT04'], 401, 'UnauthorizedException'],
    [['graphql-transport-ws'], 400, 'BadRequestException'],
  ])('refuses %j before there is a line', async (protocols, status, errorType) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/realtime`, protocols);
    socket.on('error', () => {});
    const [, answer] = await once(socket, 'unexpected-response');
    expect([answer.statusCode, answer.headers['x-amzn-errortype']]).toEqual([status, errorType]);
  });

  it('is reached under its own realtime host', async () => {
    const { hostId } = callers.apiNamed(sandbox, 'notes-graph');
    const graphql = { host: `${hostId}.appsync-api.us-east-1.amazonaws.com`, 'x-api-key': callers.keyOf(sandbox) };
    const shown = `header-${Buffer.from(JSON.stringify(graphql)).toString('base64url')}`;
    const headers = { host: `${hostId}.appsync-realtime-api.us-east-1.amazonaws.com` };
    const socket = new WebSocket(`${sandbox.origin.replace('http', 'ws')}/graphql`, ['graphql-ws', shown], { headers });
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    expect(String((await once(socket, 'message'))[0])).toContain('connection_ack');
    socket.terminate();
  });

  it('ignores what comes before the acknowledgement, and refuses what it does not know', async () => {
    const line = await lineOf(await proof('API_KEY', '/connect')).opened();
    line.send({ type: 'surprise' });
    line.socket.send('no JSON');
    line.send({ type: 'connection_init' });
    await line.until('connection_ack');
    line.send({ type: 'surprise', id: 'x' });
    expect(await line.until('error')).toMatchObject({ id: 'x', ...errorOf('UnsupportedOperation') });
    expect(line.received.map(({ type }) => type)).toEqual(['connection_ack', 'ka', 'error']);
  });

  it('keeps alive as often as a test says, and ends when it says', async () => {
    await control('settings', { keepAliveMs: 5, lifeMs: 60 });
    const line = await connected();
    await once(line.socket, 'close');
    expect(line.received.filter(({ type }) => type === 'ka').length).toBeGreaterThan(2);
  });
});

describe('subscribing', () => {
  const refusals: [query: string, error: object][] = [
    [
      'subscription { noteRemoved { id } }',
      { errorType: 'Unauthorized', message: 'Not Authorized to access noteRemoved on type Subscription' },
    ],
    ['subscription { nothing }', { message: expect.stringContaining('FieldUndefined') }],
    ['{ notes { id } }', { errorType: 'UnsupportedOperation' }],
    ['subscription { noteAdded {', { errorType: 'MalformedHttpRequestException' }],
    ['subscription ($id: ID!) { commentAdded(noteId: $id) { id } }', { message: expect.stringContaining('$id') }],
  ];

  it.each(refusals)('%s is refused', async (query, error) => {
    const answer = await start(await connected(), 'a', query);
    expect(answer).toMatchObject({ type: 'error', payload: { errors: [error] } });
  });

  it('asks for a signature over the exact text, anew for each', async () => {
    const line = await connected('AWS_IAM');
    const data = JSON.stringify({ query: 'subscription { noteRemoved { id } }' });
    const authorization = await proof('AWS_IAM', '', data);
    line.send({ id: 'good', type: 'start', payload: { data, extensions: { authorization } } });
    expect(await answerTo(line, 'good')).toMatchObject({ type: 'start_ack' });
    line.send({ id: 'bad', type: 'start', payload: { data: `${data} `, extensions: { authorization } } });
    expect(await answerTo(line, 'bad')).toMatchObject(errorOf('InvalidSignatureException'));
  });

  it('tells of events that fit the arguments, in order, and of none after a stop', async () => {
    const line = await connected();
    const query = 'subscription ($author: String) { noteAdded(author: $author) { text } }';
    await start(line, 'all', query);
    await start(line, 'cem', query, { variables: { author: 'cem' } });
    await start(line, 'nobody', query, { variables: { author: null } });
    for (const author of ['cem', 'dua'])
      await mutate(`mutation { addNote(text: "by ${author}", author: "${author}") { author text } }`);
    await mutate('mutation { addNote(text: "unsigned") { text } }');
    line.send({ id: 'all', type: 'stop' });
    expect(await line.until('complete')).toEqual({ type: 'complete', id: 'all' });
    await mutate('mutation { addNote(text: "last", author: "cem") { text author } }');
    const texts = (id: string) =>
      dataOf(line, id).map(
        ({ payload }) => (payload as never as { data: { noteAdded: { text: string } } }).data.noteAdded.text,
      );
    expect(texts('all')).toEqual(['by cem', 'by dua', 'unsigned']);
    expect(texts('cem')).toEqual(['by cem', 'last']);
    expect(texts('nobody')).toEqual(['unsigned']);
  });

  it('gives null and an error for fields that the mutation did not select or the caller may not have', async () => {
    const line = await connected();
    await start(line, 'a', 'subscription { noteAdded { id text remarks } }');
    await mutate('mutation { addNote(text: "no id") { text } }');
    await mutate('mutation { addNote(text: "with id") { id text } }');
    await expect.poll(() => dataOf(line, 'a').length).toBe(2);
    const [first, second] = dataOf(line, 'a').map(({ payload }) => payload);
    expect(first).toMatchObject({
      data: { noteAdded: null },
      errors: expect.arrayContaining([expect.objectContaining({ path: ['noteAdded', 'id'] })]),
    });
    expect(second).toMatchObject({
      data: { noteAdded: { text: 'with id', remarks: null } },
      errors: [{ errorType: 'Unauthorized', message: 'Not Authorized to access remarks on type Note' }],
    });
  });

  it('takes a hundred on one connection, each id once', async () => {
    const line = await connected();
    const query = 'subscription { noteAdded { id } }';
    for (let number = 0; number < 100; number++)
      expect(await start(line, `s${number}`, query)).toMatchObject({ type: 'start_ack' });
    expect(await start(line, 'more', query)).toMatchObject(errorOf('MaxSubscriptionsReachedError'));
    line.send({ id: 's1', type: 'start', payload: {} });
    expect(await line.until('error', 's1')).toMatchObject(errorOf('ConflictException'));
    await mutate('mutation { addNote(text: "to all") { id } }');
    await expect.poll(() => line.received.filter(({ type }) => type === 'data').length).toBe(100);
  });

  it('drops an event over 240 KB and says nothing', async () => {
    const line = await connected();
    await start(line, 'a', 'subscription { noteAdded { text } }');
    const events = (text: string) =>
      control(`${callers.apiNamed(sandbox, 'notes-graph').apiId}/events`, { mutation: 'addNote', value: { text } });
    await events('x'.repeat(240 * 1024));
    await events('small');
    expect(await line.until('data')).toMatchObject({ payload: { data: { noteAdded: { text: 'small' } } } });
  });
});

describe('going wrong on purpose', () => {
  it('never acknowledges a connection or a subscription, dies, and sends garbage', async () => {
    await setRealtimeFault(sandbox, 'no-connection-ack');
    const silent = await lineOf(await proof('API_KEY', '/connect')).opened();
    silent.send({ type: 'connection_init' });
    expect(await silent.until('ka')).toEqual({ type: 'ka' });
    await setRealtimeFault(sandbox, 'garbage');
    const line = await connected();
    await start(line, 'a', 'subscription { noteAdded { text } }');
    await mutate('mutation { addNote(text: "one") { text } }');
    await line.until('data');
    expect(line.garbage).toHaveLength(1);
    await setRealtimeFault(sandbox, 'dies');
    void mutate('mutation { addNote(text: "two") { text } }');
    await once(line.socket, 'close');
  });
});
