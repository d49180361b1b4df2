import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ExchangeEvent } from '@/lib/core/outcome';
import { EXCHANGE_TYPE, FRAME_BYTES, frameHead, jsonFrame } from '@/lib/wire/frames';
import { type ExchangeRequest, ExchangeWriter, readExchange, writeFailure } from '@/lib/wire/server/exchange';
import { openExchange } from './exchange';

const realFetch = globalThis.fetch;
let server: Server | undefined;

/** A page has an address to which `/send` is relative; here it is the server's. */
async function serve(listener: RequestListener): Promise<void> {
  server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => realFetch(`http://127.0.0.1:${port}${path}`, init));
}

afterEach(() => {
  vi.unstubAllGlobals();
  server?.closeAllConnections();
  server?.close();
});

const head = { type: 'head', head: { status: 200 } } as ExchangeEvent;
const end = { type: 'end', cut: null } as ExchangeEvent;

async function collect(body: Parameters<typeof openExchange>[1] = null, signal = new AbortController().signal) {
  const events: ExchangeEvent[] = [];
  const chunks: Uint8Array[] = [];
  for await (const part of openExchange({ hello: 'é' }, body, signal)) {
    if (part.kind === 'event') events.push(part.event);
    else chunks.push(part.bytes.slice());
  }
  return { events, types: events.map(({ type }) => type), bytes: Buffer.concat(chunks) };
}

describe('openExchange', () => {
  it.each([
    ['bytes', new Uint8Array([0, 1, 255])],
    ['a file', new Blob([new Uint8Array([0, 1]), new Uint8Array([255])])],
    ['nothing', null],
  ])('brings the input and %s to the server, and its answer back', async (_, body) => {
    let got: ExchangeRequest | undefined;
    await serve(async (request, response) => {
      got = await readExchange(request);
      const writer = new ExchangeWriter(response, {});
      writer.event(head);
      writer.bytes(Buffer.alloc(100_000, 7));
      writer.event(end);
      writer.end();
    });
    const answer = await collect(body);
    expect(got?.input).toEqual({ hello: 'é' });
    expect(got?.body && [...got.body]).toEqual(body && [0, 1, 255]);
    expect(answer.events).toEqual([head, end]);
    expect(answer.bytes.equals(Buffer.alloc(100_000, 7))).toBe(true);
  });

  it('gives the server’s own failure as an event', async () => {
    await serve(async (request, response) => {
      await buffer(request);
      writeFailure(response, { code: 'too-large', message: 'Too large.' }, {});
    });
    expect((await collect()).events).toEqual([
      { type: 'failure', failure: { code: 'too-large', message: 'Too large.' } },
    ]);
  });

  it('says that an answer in no known form is one', async () => {
    await serve((_, response) => response.writeHead(500).end('<h1>oops</h1>'));
    expect((await collect()).events).toMatchObject([{ type: 'failure', failure: { code: 'unexpected' } }]);
  });

  it('says that nobody answers', async () => {
    await serve((request) => request.socket.destroy());
    expect((await collect()).events).toMatchObject([{ type: 'failure', failure: { code: 'unreachable' } }]);
  });

  it.each([
    ['before the head', Buffer.alloc(0), 'unreachable'],
    ['in the body', Buffer.concat([jsonFrame(head), frameHead(FRAME_BYTES, 10), Buffer.from('half')]), 'end'],
    ['between frames', Buffer.from(jsonFrame(head)), 'end'],
  ])('ends with one last event where the server breaks off %s', async (_, bytes, last) => {
    await serve((_request, response) => {
      response.writeHead(200, { 'content-type': EXCHANGE_TYPE });
      response.write(Buffer.concat([jsonFrame({ type: 'request' }), bytes]), () => response.destroy());
    });
    const answer = await collect();
    expect(answer.types.at(-1)).toBe(bytes.length === 0 ? 'failure' : last);
    expect(answer.types.filter((type) => ['end', 'unreachable', 'failure'].includes(type))).toHaveLength(1);
    if (last === 'end') expect(answer.events.at(-1)).toMatchObject({ cut: { reason: 'broken' } });
  });

  it.each([
    ['before the head', [], { type: 'unreachable', reason: 'cancelled' }],
    ['in the body', [head], { type: 'end', cut: { reason: 'cancelled' } }],
  ])('ends as cancelled %s, and the server learns of it', async (_, said, last) => {
    const cancel = new AbortController();
    const gone = new Promise<void>((resolve) => {
      void serve((_request, response) => {
        response.on('close', resolve);
        response.writeHead(200, { 'content-type': EXCHANGE_TYPE });
        response.write(Buffer.concat([jsonFrame({ type: 'request' }), ...said.map((event) => jsonFrame(event))]));
      });
    });
    await vi.waitUntil(() => server?.listening);
    const events: ExchangeEvent[] = [];
    for await (const part of openExchange({}, null, cancel.signal)) {
      if (part.kind === 'event') events.push(part.event);
      if (events.length === 1 + said.length) cancel.abort();
    }
    expect(events.at(-1)).toMatchObject(last);
    await gone;
  });
});
