import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { createGzip, constants as zlib } from 'node:zlib';
import { createHandler } from 'graphql-sse/lib/use/http';
import { describe, expect, it } from 'vitest';
import { http } from '@/lib/egress/ask-rig';
import { counting, overSse, resultsOf, turns } from './rig';

const EVENTS = { 'content-type': 'text/event-stream; charset=utf-8' };
const next = (counter: number) => `event: next\ndata: {"data":{"counter":${counter}}}\n\n`;
const COMPLETE = 'event: complete\ndata: \n\n';

/** A server that does with each stream what a test says. */
const server = (stream: (response: ServerResponse, connections: number) => void) => {
  let connections = 0;
  return http((request, response) => {
    request.resume();
    connections += 1;
    response.writeHead(200, EVENTS);
    stream(response, connections);
  });
};

describe('with the server of graphql-sse', () => {
  it('all results come in order, and then the end', async () => {
    const schema = counting({ to: 300 });
    const { brought } = await overSse(await http(createHandler({ schema })));
    await brought.awaited('ended');
    expect(resultsOf(brought)).toEqual(Array.from({ length: 300 }, (_, at) => ({ data: { counter: at + 1 } })));
    // It begins with a comment, and calls its coding "none", which there is no such coding as.
    expect(brought.types).toEqual(['request', 'open', 'started', 'beat', 'completed', 'ended']);
  });

  it('what it refuses is told with its status and its words', async () => {
    const schema = counting({ to: 1 });
    const to = await http(createHandler({ schema, authenticate: () => [null, { status: 401, statusText: 'No' }] }));
    const { brought } = await overSse(to);
    await brought.awaited('ended');
    expect(brought.types).toEqual(['request', 'refused', 'ended']);
    expect(brought.events[1]).toMatchObject({ head: { status: 401 } });
  });
});

describe('what is asked and answered', () => {
  it('is one POST with the operation, and comments keep it open', async () => {
    let asked: { request: IncomingMessage; body: string } | undefined;
    const to = await http(async (request, response) => {
      asked = { request, body: await text(request) };
      response.writeHead(200, EVENTS).end(`:\r\n\r\n${next(1).replaceAll('\n', '\r\n')}${COMPLETE}`);
    });
    const { brought } = await overSse(to);
    await brought.awaited('ended');
    expect([asked?.request.method, asked?.request.url]).toEqual(['POST', '/graphql']);
    expect(JSON.parse(asked?.body ?? '')).toMatchObject({ operationName: 'Count', variables: { a: 1 } });
    expect(brought.types).toEqual(['request', 'open', 'started', 'beat', 'completed', 'ended']);
    expect(resultsOf(brought)).toEqual([{ data: { counter: 1 } }]);
  });

  it('comes as it is sent also where it is compressed', async () => {
    const to = await http((request, response) => {
      request.resume();
      response.writeHead(200, { ...EVENTS, 'content-encoding': 'gzip' });
      const packed = createGzip({ flush: zlib.Z_SYNC_FLUSH });
      packed.pipe(response);
      packed.write(next(1)); // and never ended
    });
    const { line, brought } = await overSse(to);
    await brought.until(({ frames }) => frames.length === 1);
    line.close({ cut: false });
    await brought.awaited('ended');
    expect(brought.events.at(-2)).toEqual({ type: 'closed', end: { code: null, reason: '', by: 'asked' } });
  });

  it('cannot be read in a coding that nobody knows here, and is not asked for again', async () => {
    const to = await http((request, response) => {
      request.resume();
      response.writeHead(200, { ...EVENTS, 'content-encoding': 'zstd' }).end('(zstd)');
    });
    const { brought } = await overSse(to);
    await brought.awaited('ended');
    expect(brought.types).toEqual(['request', 'open', 'started', 'note', 'closed', 'ended']);
    expect(brought.events[3]).toMatchObject({ message: expect.stringContaining('zstd') });
  });

  it('as plain JSON is one result, and the end', async () => {
    const to = await http((request, response) => {
      request.resume();
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"data":{"counter":12345678901234567890}}\n');
    });
    const { brought } = await overSse(to);
    await brought.awaited('ended');
    expect(brought.said).toEqual(['< {"data":{"counter":12345678901234567890}}']);
    expect(brought.types.slice(-2)).toEqual(['completed', 'ended']);
  });

  it.each([
    [400, 'application/json', '{"errors":[{"message":"Cannot query field"}]}'],
    [200, 'text/html', '<html>'],
    [200, 'application/json', '{"message":"no GraphQL"}'],
    [503, 'text/event-stream', 'event: complete\n\n'],
  ])('with %i and %s is a refusal where it is no result', async (status, type, body) => {
    const to = await http((request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': type }).end(body);
    });
    const { brought } = await overSse(to);
    await brought.awaited('ended');
    expect(brought.types).toEqual(['request', 'refused', 'ended']);
    expect(brought.events[1]).toMatchObject({ head: { status }, body });
  });
});

describe('a server that breaks', () => {
  it('in the middle of an event is asked again, and the half event is left out', async () => {
    const to = await server((response, connections) => {
      if (connections > 1) return response.end(next(2) + COMPLETE);
      response.write(`${next(1)}event: next\ndata: {"data":{"cou`);
      setImmediate(() => response.destroy());
    });
    const { brought } = await overSse(to);
    await brought.awaited('ended');
    expect(resultsOf(brought)).toEqual([{ data: { counter: 1 } }, { data: { counter: 2 } }]);
    const once = ['request', 'open', 'started'];
    expect(brought.types).toEqual([...once, 'note', 'closed', 'waiting', ...once, 'completed', 'ended']);
    expect(brought.events[4]).toMatchObject({ end: { by: 'broken' } });
  });

  it('by saying what is no result is noted, and the rest goes on', async () => {
    const huge = `data: ${'x'.repeat(4_000_001)}\n\n`;
    const to = await server((response) => {
      response.end(`event: next\ndata: <html>\n\nevent: odd\ndata: {"data":1}\n\n${huge}${next(1)}${COMPLETE}`);
    });
    const { brought } = await overSse(to);
    await brought.awaited('ended');
    expect(resultsOf(brought)).toEqual([{ data: { counter: 1 } }]);
    const notes = brought.events.flatMap((event) => (event.type === 'note' ? [event.message] : []));
    expect(notes).toEqual([
      expect.stringContaining('<html>'),
      expect.stringContaining('odd'),
      expect.stringContaining('4 million'),
    ]);
  });
});

describe('stopping', () => {
  it('breaks off what is held, and the server feels it', async () => {
    let gone: Promise<unknown> = Promise.resolve();
    const to = await server((response) => {
      gone = new Promise((resolve) => response.on('close', resolve));
      response.write(next(1));
    });
    const { line, brought } = await overSse(to);
    await brought.until(({ frames }) => frames.length === 1);
    line.close({ cut: false });
    await brought.awaited('ended');
    await gone;
    expect(brought.types.slice(-2)).toEqual(['closed', 'ended']);
  });

  it('works before anything is answered, and while it waits to open again', async () => {
    const silent = await overSse(await http((request) => void request.resume()));
    silent.line.close({ cut: false });
    await silent.brought.awaited('ended');
    expect(silent.brought.types).toEqual(['request', 'unreachable', 'ended']);
    const waiting = await overSse(await server((response) => response.end(next(1))));
    await waiting.brought.awaited('waiting');
    waiting.line.close({ cut: false });
    expect(waiting.brought.types.at(-1)).toBe('ended');
  });

  it('works while it is paused', async () => {
    const { line, brought } = await overSse(await server((response) => response.write(next(1) + next(2))));
    brought.room = () => false;
    await brought.until(({ frames }) => frames.length === 1);
    line.close({ cut: false });
    await brought.awaited('ended');
    expect(brought.frames).toHaveLength(1);
  });
});

it('a flood waits at the server while the receiver is full, and all of it comes', async () => {
  const MOST = 1_500;
  let sent = 0;
  const pad = 'x'.repeat(16_000);
  const to = await server((response) => {
    const pump = (): void => {
      while (response.writableLength === 0 && sent < MOST) {
        sent += 1;
        response.write(`event: next\ndata: {"data":{"counter":${sent},"pad":"${pad}"}}\n\n`);
      }
      if (sent < MOST) setImmediate(pump);
      else response.end(COMPLETE);
    };
    pump();
  });
  const { line, brought } = await overSse(to);
  brought.room = () => brought.frames.length !== 100;
  await brought.until(({ frames }) => frames.length >= 100);
  let last = -1;
  while (last !== sent) {
    last = sent;
    await turns();
  }
  expect(brought.frames).toHaveLength(100);
  expect(sent).toBeLessThan(MOST);
  line.resume();
  await brought.awaited('ended');
  expect(resultsOf(brought).map((result) => (result as { data: { counter: number } }).data.counter)).toEqual(
    Array.from({ length: MOST }, (_, at) => at + 1),
  );
});
