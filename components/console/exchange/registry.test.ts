import { describe, expect, test } from 'vitest';
import type { AnswerHead, ExchangeEvent, Timings } from '@/lib/core/outcome';
import type { ExchangePart } from '@/lib/wire/browser/exchange';
import type { Exchange } from './exchange';
import { keptIds } from './kept';
import { nextTask } from './next-task';
import { ExchangeRegistry, MOST_ANSWERS, type Open, type Start } from './registry';

const timings: Timings = { dns: null, tcp: 1, tls: null, firstByte: 2, download: 3, total: 6, reused: false };
const head = (headers: [string, string][] = []): AnswerHead => ({
  status: 200,
  reason: 'OK',
  httpVersion: '1.1',
  headers,
  remote: null,
  tls: null,
});
const end: ExchangeEvent = {
  type: 'end',
  timings,
  bytes: { wire: 3, decoded: 3 },
  cut: null,
  download: null,
  redirect: null,
};
const event = (of: ExchangeEvent): ExchangePart => ({ kind: 'event', event: of });
const start = (place: string): Start => ({
  place,
  method: 'GET',
  target: '/',
  draft: null,
  stage: '$default',
  as: null,
  foresight: null,
});

/** Answers of which the test says when each goes on. */
function byHand() {
  const feeds: { push: (part: ExchangePart) => void; close: () => void; signal: AbortSignal }[] = [];
  const open = async function* (_input: unknown, _body: unknown, signal: AbortSignal) {
    const waiting: (ExchangePart | null)[] = [];
    let wake = () => {};
    const put = (part: ExchangePart | null) => {
      waiting.push(part);
      wake();
    };
    feeds.push({ push: put, close: () => put(null), signal });
    for (;;) {
      while (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const part = waiting.shift();
      if (!part) return;
      yield part;
    }
  } as Open;
  return { open, feeds };
}

function bodiesOf() {
  const log: string[] = [];
  return {
    log,
    begin: (_id: string, expected: number) => log.push(`begin ${expected}`),
    append: (_id: string, bytes: Uint8Array) => log.push(`append ${bytes.length}`),
    finish: () => log.push('finish'),
    drop: (id: string) => log.push(`drop ${id}`),
  };
}

/** The registry tells in a task of its own; after a few more it has told. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await nextTask();
}

describe('the exchanges of a page', () => {
  test('run beside each other: a slow one holds up nothing, not even its own route', async () => {
    const { open, feeds } = byHand();
    const registry = new ExchangeRegistry(bodiesOf(), open);
    registry.send(start('slow'), {}, null);
    registry.send(start('quick'), {}, null);
    registry.send(start('slow'), {}, null);
    await settled();
    feeds[1]!.push(event({ type: 'head', head: head() }));
    feeds[1]!.push(event(end));
    feeds[1]!.close();
    await settled();
    expect(registry.list('quick')[0]).toMatchObject({ running: false, head: { status: 200 } });
    expect(registry.list('slow').map((one) => one.running)).toEqual([true, true]);
    expect([...registry.running()]).toEqual(['slow']);
  });

  test('bytes go to the bodies and only their number stays', async () => {
    const { open, feeds } = byHand();
    const bodies = bodiesOf();
    const registry = new ExchangeRegistry(bodies, open);
    registry.send(start('p'), {}, null);
    await settled();
    feeds[0]!.push(event({ type: 'head', head: head([['Content-Length', '3']]) }));
    feeds[0]!.push({ kind: 'bytes', bytes: new Uint8Array(3) });
    feeds[0]!.push(event(end));
    feeds[0]!.close();
    await settled();
    expect(bodies.log).toEqual(['begin 3', 'append 3', 'finish']);
    expect(registry.list('p')[0]).toMatchObject({ received: 3, bodyKept: true });
  });

  test('what arrives together is told together: each telling draws the page', async () => {
    const { open, feeds } = byHand();
    const registry = new ExchangeRegistry(bodiesOf(), open);
    registry.send(start('p'), {}, null);
    await settled();
    let told = 0;
    registry.subscribe(() => {
      told += 1;
    });
    feeds[0]!.push(event({ type: 'head', head: head() }));
    feeds[0]!.push({ kind: 'bytes', bytes: new Uint8Array(3) });
    feeds[0]!.push(event(end));
    feeds[0]!.close();
    await settled();
    expect(registry.list('p')[0]).toMatchObject({ running: false, received: 3 });
    expect(told).toBe(1);
  });

  test('a promised length of an encoded body makes no room: it is another body that arrives', async () => {
    const { open, feeds } = byHand();
    const bodies = bodiesOf();
    new ExchangeRegistry(bodies, open).send(start('p'), {}, null);
    await settled();
    const headers: [string, string][] = [
      ['content-length', '99'],
      ['content-encoding', 'gzip'],
    ];
    feeds[0]!.push(event({ type: 'head', head: head(headers) }));
    await settled();
    expect(bodies.log).toEqual(['begin 0']);
  });

  test('cancelling aborts that exchange and no other', async () => {
    const { open, feeds } = byHand();
    const registry = new ExchangeRegistry(bodiesOf(), open);
    const id = registry.send(start('p'), {}, null);
    registry.send(start('q'), {}, null);
    await settled();
    registry.cancel(id);
    expect(feeds.map((feed) => feed.signal.aborted)).toEqual([true, false]);
  });

  test('only so many answers of a route stay, and the bodies of the others go', async () => {
    const open = async function* () {
      yield event({ type: 'head', head: head() });
      yield event(end);
    } as Open;
    const bodies = bodiesOf();
    const registry = new ExchangeRegistry(bodies, open);
    const ids = [];
    for (let sent = 0; sent < MOST_ANSWERS + 2; sent += 1) {
      ids.push(registry.send(start('p'), {}, null));
      await settled();
    }
    expect(registry.list('p').map((one) => one.id)).toEqual(ids.slice(2).reverse());
    expect(bodies.log.filter((line) => line.startsWith('drop'))).toEqual([`drop ${ids[0]}`, `drop ${ids[1]}`]);
  });

  test('clearing forgets what has ended and leaves what runs', async () => {
    const { open, feeds } = byHand();
    const registry = new ExchangeRegistry(bodiesOf(), open);
    registry.send(start('p'), {}, null);
    const second = registry.send(start('p'), {}, null);
    await settled();
    feeds[0]!.push(event(end));
    feeds[0]!.close();
    await settled();
    registry.clear('p');
    expect(registry.list('p').map((one) => one.id)).toEqual([second]);
  });

  test('what an earlier visit kept stands behind, each once', () => {
    const registry = new ExchangeRegistry(bodiesOf(), byHand().open);
    const id = registry.send(start('p'), {}, null);
    const [here] = registry.list('p');
    const kept = { ...here!, id: 'kept', stored: true, running: false };
    registry.restore('p', [kept, here!]);
    registry.restore('p', [kept]);
    expect(registry.list('p').map((one) => one.id)).toEqual([id, 'kept']);
  });
});

test('bodies stay, newest first, while they fit together; the newest and what runs always', () => {
  const one = (id: string, startedAt: number, received: number, running = false) =>
    ({ id, startedAt, received, running, bodyKept: true }) as Exchange;
  const kept = keptIds([one('old', 1, 30), one('runs', 2, 500, true), one('mid', 3, 60), one('new', 4, 900)], 1000);
  expect([...kept].sort()).toEqual(['mid', 'new', 'runs']);
  expect([...keptIds([one('huge', 1, 5000)], 1000)]).toEqual(['huge']);
});
