import { expect, test } from 'vitest';
import type { ApiSummary, CrawlEvent, Target } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import { type Crawl, runCrawl } from './crawling';

const target: Target = { id: 'r', key: 'GET /x', method: 'GET', path: '/x', auth: 'none' };

function apis(count: number): ApiSummary[] {
  return Array.from({ length: count }, (_, n) => ({ kind: 'http', id: `a${n}`, name: `api ${n}` }) as ApiSummary);
}

/** Whatever else is under way gets its turn. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

async function* inPages(...pages: ApiSummary[][]) {
  yield* pages;
}

async function crawl(read: Crawl['read'], more: Partial<Crawl> = {}) {
  const events: CrawlEvent[] = [];
  const known = { apis: new Map(), targets: new Map(), owners: new Map(), listedAt: 0 };
  const all = { apis: inPages(apis(30)), known, listed: () => true, slowed: () => false, ...more };
  await runCrawl({ ...all, read, say: (event) => events.push(event) });
  const routes = Object.assign({}, ...events.map((event) => (event.type === 'routes' ? event.routes : {})));
  return { events, routes: routes as Record<string, Target[]>, known: all.known };
}

test('every API is read once and told, and the end says that it is all', async () => {
  const asked: string[] = [];
  const { events, routes } = await crawl(async ({ id }) => {
    asked.push(id);
    return [target];
  });
  expect(new Set(asked).size).toBe(30);
  expect(asked).toHaveLength(30);
  expect(Object.keys(routes)).toHaveLength(30);
  expect(events.at(-1)).toMatchObject({ type: 'done', complete: true });
  // In batches: a browser that is told of each API alone does nothing else.
  expect(events.filter(({ type }) => type === 'routes').length).toBeLessThan(5);
});

test('an API that is listed twice is read once', async () => {
  const asked: string[] = [];
  const { events } = await crawl(
    async ({ id }) => {
      asked.push(id);
      return [];
    },
    { apis: inPages(apis(3), apis(5)) },
  );
  expect(asked.sort()).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
  expect(events.findLast(({ type }) => type === 'progress')).toMatchObject({ done: 5, total: 5 });
});

test('the first routes are told while the list of APIs still grows', async () => {
  const events: CrawlEvent[] = [];
  const known = { apis: new Map(), targets: new Map(), owners: new Map(), listedAt: null };
  async function* growing() {
    yield apis(1);
    while (!events.some(({ type }) => type === 'routes')) await turn();
    yield apis(2);
  }
  const rest = { known, listed: () => true, slowed: () => false, read: async () => [target] };
  await runCrawl({ ...rest, apis: growing(), say: (event) => events.push(event) });
  const told = events.flatMap((event) => (event.type === 'routes' ? [Object.keys(event.routes)] : []));
  expect(told).toEqual([['http/a0'], ['http/a1']]);
});

test('goes on where it stopped', async () => {
  const first = await crawl(async () => [target], { apis: inPages(apis(20)) });
  const asked: string[] = [];
  const { events, routes } = await crawl(
    async ({ id }) => {
      asked.push(id);
      return [target];
    },
    { known: first.known },
  );
  expect(asked).toHaveLength(10);
  expect(Object.keys(routes)).toHaveLength(30);
  expect(events[0]?.type).toBe('routes');
});

test('an old route list is read again', async () => {
  const first = await crawl(async () => [], { apis: inPages(apis(1)) });
  const entry = first.known.targets.get('http/a0');
  first.known.targets.set('http/a0', { targets: [], readAt: (entry?.readAt ?? 0) - 6 * 60_000 });
  const { routes } = await crawl(async () => [target], { apis: inPages(apis(1)), known: first.known });
  expect(routes['http/a0']).toEqual([target]);
});

test('an API that a person opens meanwhile is not asked again', async () => {
  const asked: string[] = [];
  const known = { apis: new Map(), targets: new Map(), owners: new Map(), listedAt: 0 };
  const { routes } = await crawl(
    async ({ id }) => {
      asked.push(id);
      known.targets.set('http/a29', { targets: [target], readAt: Date.now() });
      return [];
    },
    { known },
  );
  expect(asked).not.toContain('a29');
  expect(routes['http/a29']).toEqual([target]);
});

test('what cannot be read is named, together where the cause is the same', async () => {
  const { events } = await crawl(async ({ id }) => {
    if (id === 'a0') throw new AppError('not-found', 'Gone.');
    if (Number(id.slice(1)) < 6) throw new AppError('access-denied', 'You may not.');
    return [target];
  });
  expect(events.filter(({ type }) => type === 'problem')).toEqual([
    {
      type: 'problem',
      problem: {
        subject: 'routes of api 1, api 2, api 3 and 2 more',
        failure: { code: 'access-denied', message: 'You may not.' },
      },
    },
  ]);
  expect(events.at(-1)).toMatchObject({ type: 'done', complete: false });
});

test('a list that has gaps is never called complete', async () => {
  const { events } = await crawl(async () => [target], { listed: () => false });
  expect(events.at(-1)).toMatchObject({ type: 'done', complete: false });
});

test('missing credentials end it, and nothing more is asked', async () => {
  const asked: string[] = [];
  const run = crawl(async ({ id }) => {
    asked.push(id);
    if (id === 'a0') throw new AppError('expired-credentials', 'Sign in again.');
    await turn();
    return [];
  });
  await expect(run).rejects.toMatchObject({ code: 'expired-credentials' });
  for (let n = 0; n < 10; n += 1) await turn();
  expect(asked.length).toBeLessThanOrEqual(12);
});
