import { makeServer } from 'graphql-ws';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { socketServer } from '@/lib/egress/line-rig';
import { counting, overWebSocket, resultsOf, turns } from './rig';
import { TRANSPORT_WS } from './transport-ws';

interface Incoming {
  id?: string;
  type: string;
  payload?: Record<string, unknown>;
}
type Answer = (socket: WebSocket, message: Incoming) => void;

const handleProtocols = () => TRANSPORT_WS;
const say = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message));
const next = (socket: WebSocket, counter: number) =>
  say(socket, { id: '1', type: 'next', payload: { data: { counter } } });

/** A server that is let in to, and then does with a subscription what a test says. */
const server = (subscribed: Answer, said: Incoming[] = []) =>
  socketServer(
    (socket) =>
      socket.on('message', (data) => {
        const message = JSON.parse(String(data)) as Incoming;
        said.push(message);
        if (message.type === 'connection_init') say(socket, { type: 'connection_ack' });
        else subscribed(socket, message);
      }),
    { handleProtocols },
  );
const onSubscribe =
  (then: (socket: WebSocket) => void): Answer =>
  (socket, { type }) => {
    if (type === 'subscribe') then(socket);
  };

/** The server of the package graphql-ws. */
function interop(options: Parameters<typeof makeServer>[0]) {
  const graphql = makeServer(options);
  return socketServer(
    (socket, request) => {
      const closed = graphql.opened(
        {
          protocol: socket.protocol,
          send: (data) => new Promise((resolve) => socket.send(data, () => resolve())),
          close: (code, reason) => socket.close(code, reason),
          onMessage: (take) => socket.on('message', (data) => void take(String(data))),
        },
        { request },
      );
      socket.on('close', (code, reason) => void closed(code, String(reason)));
    },
    { handleProtocols },
  );
}

afterEach(() => {
  vi.useRealTimers();
});

describe('with the server of graphql-ws', () => {
  it('all results come in order, and then the end', async () => {
    const schema = counting({ to: 300 });
    const { brought } = await overWebSocket(await interop({ schema }));
    await brought.awaited('ended');
    expect(resultsOf(brought)).toEqual(Array.from({ length: 300 }, (_, at) => ({ data: { counter: at + 1 } })));
    expect(brought.types).toEqual(['request', 'open', 'started', 'completed', 'ended']);
  });

  it('what it refuses and what its source throws are errors, in its own words', async () => {
    const schema = counting({ to: 2, failure: 'It broke.' });
    const { brought } = await overWebSocket(await interop({ schema }));
    await brought.awaited('ended');
    expect(resultsOf(brought)).toHaveLength(2);
    expect(brought.events).toContainEqual({
      type: 'errors',
      errors: [expect.objectContaining({ message: 'It broke.' })],
    });
    const operation = { query: 'subscription { nothing }', variables: {}, operationName: null };
    const wrong = await overWebSocket(await interop({ schema }), { operation });
    await wrong.brought.awaited('ended');
    const message = expect.stringContaining('Cannot query field');
    expect(wrong.brought.events).toContainEqual({ type: 'errors', errors: [expect.objectContaining({ message })] });
  });

  it('it is told what goes with connection_init, and may refuse it for good', async () => {
    const schema = counting({ to: 1 });
    const onConnect = ({ connectionParams }: { connectionParams?: Record<string, unknown> }) =>
      connectionParams?.authorization === 'let me in';
    const to = await interop({ schema, onConnect });
    const good = await overWebSocket(to, { params: { authorization: 'let me in' } });
    await good.brought.awaited('ended');
    expect(resultsOf(good.brought)).toHaveLength(1);
    const { brought } = await overWebSocket(to);
    await brought.awaited('ended');
    expect(brought.types).toEqual(['request', 'open', 'note', 'closed', 'ended']);
    expect(brought.events[3]).toMatchObject({ end: { code: 4403, by: 'api' } });
  });
});

describe('the end of a subscription', () => {
  it('by the person is said to the server, which completes nothing', async () => {
    const said: Incoming[] = [];
    const { line, brought } = await overWebSocket(
      await server(
        onSubscribe((socket) => next(socket, 1)),
        said,
      ),
    );
    await brought.until(({ frames }) => frames.length === 1);
    line.close({ cut: false });
    await brought.awaited('ended');
    expect(said.map(({ type }) => type)).toEqual(['connection_init', 'subscribe', 'complete']);
    const { query, variables, operationName } = said[1]?.payload ?? {};
    expect([query, variables, operationName]).toEqual(['subscription Count { counter }', { a: 1 }, 'Count']);
    expect(brought.types.slice(-2)).toEqual(['closed', 'ended']);
    expect(brought.events.at(-2)).toMatchObject({ end: { code: 1000, by: 'asked' } });
  });

  it('by 4401 is told in words and not tried again, though it was open', async () => {
    let connections = 0;
    const to = await server(
      onSubscribe((socket) => {
        connections += 1;
        socket.close(4401, 'Unauthorized');
      }),
    );
    const { brought } = await overWebSocket(to);
    await brought.awaited('ended');
    expect(brought.types).toEqual(['request', 'open', 'started', 'note', 'closed', 'ended']);
    expect(brought.events[3]).toEqual({ type: 'note', message: expect.stringContaining('does not know who asks') });
    expect(connections).toBe(1);
  });
});

describe('a server that breaks', () => {
  it('in the middle is subscribed to again, and nothing is asked of anybody', async () => {
    let connections = 0;
    const to = await server(
      onSubscribe((socket) => {
        connections += 1;
        next(socket, connections);
        if (connections === 1) setImmediate(() => socket.terminate());
      }),
    );
    const { line, brought } = await overWebSocket(to);
    await brought.until(({ frames }) => frames.length === 2);
    expect(resultsOf(brought)).toEqual([{ data: { counter: 1 } }, { data: { counter: 2 } }]);
    const once = ['request', 'open', 'started'];
    expect(brought.types.filter((type) => type !== 'note')).toEqual([...once, 'closed', 'waiting', ...once]);
    line.close({ cut: true });
    await brought.awaited('ended');
  });

  it('while the person stops it as it waits ends at once', async () => {
    const { line, brought } = await overWebSocket(await server(onSubscribe((socket) => socket.close(1012))));
    await brought.awaited('waiting');
    line.close({ cut: false });
    expect(brought.types.at(-1)).toBe('ended');
  });

  it('is told of after 15 seconds where it never acknowledges, and not before', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const to = await socketServer(() => undefined, { handleProtocols });
    const { brought } = await overWebSocket(to);
    await brought.awaited('open');
    vi.advanceTimersByTime(14_999);
    await turns();
    expect(brought.types).toEqual(['request', 'open']);
    vi.advanceTimersByTime(1);
    await brought.awaited('ended');
    expect(brought.types).toEqual(['request', 'open', 'note', 'closed', 'ended']);
    expect(brought.events[2]).toMatchObject({ message: expect.stringContaining('never acknowledged') });
  });

  it('and says nothing is asked whether it is there, and left where it does not answer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let deaf = false;
    const to = await server((socket, { type }) => {
      if (type === 'ping' && !deaf) say(socket, { type: 'pong' });
    });
    const { line, brought } = await overWebSocket(to);
    await brought.awaited('started');
    vi.advanceTimersByTime(30_000);
    await brought.until(({ events }) => events.some((event) => event.type === 'beat' && event.beat === 'pong'));
    deaf = true;
    vi.advanceTimersByTime(30_000);
    await turns();
    expect(brought.types).not.toContain('closed');
    vi.advanceTimersByTime(30_000);
    await brought.awaited('waiting');
    expect(brought.types.slice(-3)).toEqual(['note', 'closed', 'waiting']);
    line.close({ cut: true });
  });

  it('by saying what makes no sense is noted, and the rest goes on', async () => {
    const to = await server(
      onSubscribe((socket) => {
        socket.send('<html>');
        socket.send(Buffer.from([1, 2]));
        say(socket, { id: 'other', type: 'next', payload: { data: null } });
        say(socket, { id: '1', type: 'next', payload: 'text' });
        say(socket, { id: '1', type: '__proto__' });
        next(socket, 1);
      }),
    );
    const { line, brought } = await overWebSocket(to);
    await brought.until(({ frames }) => frames.length === 1);
    const notes = brought.events.flatMap((event) => (event.type === 'note' ? [event.message] : []));
    expect(notes).toHaveLength(5);
    expect(notes[0]).toContain('<html>');
    expect(brought.types).not.toContain('closed');
    line.close({ cut: false });
  });

  it('off the handshake, or speaks another protocol, is told as it answered', async () => {
    const { brought } = await overWebSocket(
      await socketServer(() => undefined, { verifyClient: (_, done) => done(false, 404, '{"message":"Not Found"}') }),
    );
    await brought.awaited('ended');
    expect(brought.types).toEqual(['request', 'refused', 'ended']);
    expect(brought.events[1]).toMatchObject({ head: { status: 404 }, body: expect.stringContaining('Not Found') });
    const other = await overWebSocket(await socketServer(() => undefined, { handleProtocols: () => 'graphql-ws' }));
    await other.brought.awaited('ended');
    expect(other.brought.types).toEqual(['request', 'note', 'refused', 'ended']);
  });
});

it('pings are answered with what came with them', async () => {
  const said: Incoming[] = [];
  const to = await server((socket, { type }) => {
    if (type === 'subscribe') say(socket, { type: 'ping', payload: { n: 7 } });
    if (type === 'pong') next(socket, 1);
  }, said);
  const { line, brought } = await overWebSocket(to);
  await brought.until(({ frames }) => frames.length === 1);
  expect(said.at(-1)).toEqual({ type: 'pong', payload: { n: 7 } });
  expect(brought.types.filter((type) => type === 'beat')).toHaveLength(2);
  line.close({ cut: false });
});

it('a flood waits at the server while the receiver is full, and all of it comes', async () => {
  const MOST = 1_500;
  let sent = 0;
  const pad = 'x'.repeat(16_000);
  const to = await server(
    onSubscribe((socket) => {
      const pump = (): void => {
        while (socket.bufferedAmount === 0 && sent < MOST) {
          sent += 1;
          say(socket, { id: '1', type: 'next', payload: { data: { counter: sent, pad } } });
        }
        if (sent < MOST) setImmediate(pump);
        else say(socket, { id: '1', type: 'complete' });
      };
      pump();
    }),
  );
  const { line, brought } = await overWebSocket(to);
  brought.room = () => brought.frames.length < 100;
  await brought.until(({ frames }) => frames.length >= 100);
  let last = -1;
  while (last !== sent) {
    last = sent;
    await turns();
  }
  expect(brought.frames.length).toBeLessThan(120);
  expect(sent).toBeLessThan(MOST);
  brought.room = () => true;
  line.resume();
  await brought.awaited('ended');
  expect(resultsOf(brought).map((result) => (result as { data: { counter: number } }).data.counter)).toEqual(
    Array.from({ length: MOST }, (_, at) => at + 1),
  );
});
