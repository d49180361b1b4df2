import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Listening } from '@/sandbox/listen';
import { Client, listenWithChats, pathOf } from './test-client';

let sandbox: Listening;
let ask: Awaited<ReturnType<typeof listenWithChats>>['ask'];

beforeAll(async () => {
  ({ sandbox, ask } = await listenWithChats());
});
beforeEach(() => ask('reset', {}));
afterAll(() => sandbox.close());

const open = (options = {}) =>
  Client.open(`${sandbox.origin.replace('http', 'ws')}${pathOf(sandbox, 'chat')}`, options);
const act = (what: object) => ask('connections/last', what);
const connection = async () => (await ask('connections')).at(-1);

describe('floods', () => {
  it('sends numbered frames of a size, all of which arrive', async () => {
    const client = await open();
    const { sent } = await act({ do: 'flood', frames: 20_000, bytes: 200 });
    expect(sent).toMatchObject({ frames: 20_000, bytes: 4_000_000 });
    await expect.poll(() => client.messages.length).toBe(20_000);
    expect(client.messages.map((text) => JSON.parse(text).seq)).toEqual(
      Array.from({ length: 20_000 }, (_, n) => n + 1),
    );
    expect(client.messages.every(({ length }) => length === 200)).toBe(true);
  });

  it('waits for a client that does not read', async () => {
    const client = await open();
    client.ws.pause();
    const flooded = act({ do: 'flood', frames: 40_000, bytes: 1000 });
    await expect.poll(async () => (await connection()).sent.frames).toBeGreaterThan(100);
    client.ws.resume();
    expect((await flooded).sent.frames).toBe(40_000);
  });

  it.each([false, true])('counts what was sent before a cut, in the middle of a frame: %s', async (midFrame) => {
    const client = await open();
    const cut = { after: [100, 2000], how: 'end', midFrame };
    const { sent } = await act({ do: 'flood', frames: 5000, bytes: 300, cut });
    expect((await client.closed).code).toBe(1006);
    expect(sent.frames).toBeGreaterThanOrEqual(100);
    expect(sent.frames).toBeLessThanOrEqual(2000);
    expect(client.messages).toHaveLength(sent.frames);
  });

  it('begins by itself where a test wants it so', async () => {
    await ask('settings', { onOpen: { do: 'flood', frames: 50, bytes: 100 } });
    const client = await open();
    for (let n = 1; n <= 50; n++) expect(JSON.parse(await client.next()).seq).toBe(n);
  });

  it('puts many frames into one tick', async () => {
    const client = await open();
    await act({ do: 'burst', frames: 3000, bytes: 60 });
    await expect.poll(() => client.messages.length).toBe(3000);
  });

  it('pings without end', async () => {
    // `ws` breaks off by itself as soon as sixty of its own pongs are waiting.
    const client = await open({ autoPong: false });
    let pings = 0;
    client.ws.on('ping', () => pings++);
    expect((await act({ do: 'pings', frames: 5000 })).sent.pings).toBe(5000);
    await expect.poll(() => pings).toBe(5000);
  });
});

describe('breaks', () => {
  it('resets the connection', async () => {
    const client = await open();
    // `ws` says 1006 of whatever ends without a close frame; its socket knows why.
    const failed = once(Reflect.get(client.ws, '_socket') as Socket, 'error');
    await act({ do: 'cut', how: 'reset', midFrame: true });
    expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
    expect((await client.closed).code).toBe(1006);
  });

  it('sends text that is no UTF-8', async () => {
    const client = await open();
    const failed = once(client.ws, 'error');
    await act({ do: 'invalid-utf8' });
    expect((await failed)[0]).toMatchObject({ code: 'WS_ERR_INVALID_UTF8' });
  });

  it('sends a message that is large only when it is unpacked', async () => {
    await ask('settings', { compress: true });
    const client = await open({ perMessageDeflate: true, maxPayload: 1_000_000 });
    const failed = once(client.ws, 'error');
    await act({ do: 'bomb', bytes: 64 * 1024 * 1024 });
    expect((await failed)[0]).toMatchObject({ code: 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' });
    const whole = await open({ perMessageDeflate: true });
    await act({ do: 'bomb', bytes: 3_000_000 });
    expect(await whole.next()).toBe('a'.repeat(3_000_000));
  });

  it('closes with a code, and only with one that there is', async () => {
    const client = await open();
    await expect(act({ do: 'close', code: 1006 })).rejects.toThrow('at code');
    await act({ do: 'close', code: 4001, reason: 'enough' });
    expect(await client.closed).toEqual({ code: 4001, reason: 'enough' });
  });

  it('accepts and says nothing, not even to a ping', async () => {
    await ask('settings', { mute: true });
    const client = await open();
    client.ws.on('pong', () => client.messages.push('pong'));
    client.ws.ping();
    client.say({ action: 'whoami' });
    await expect.poll(async () => (await connection()).received).toMatchObject({ messages: 1, pings: 1 });
    expect(client.messages).toEqual([]);
    expect((await connection()).routed).toEqual([]);
  });
});
