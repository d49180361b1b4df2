/**
 * Discovery as the console does it, without a page around it: bundled by `bench/discovery.mjs` and run in a process of
 * its own. Prints one JSON object. With `--click`, one API is opened while the crawl uses up the quota.
 */
import { crawl, discover, targets } from '@/lib/apis/dispatch';
import type { AccountRef } from '@/lib/core/account';
import type { CrawlEvent, DiscoverEvent } from '@/lib/core/api';

const account: AccountRef = { region: 'us-east-1' };
const signal = AbortSignal.timeout(300_000);
const click = process.argv.includes('--click');
/** By then the burst is spent, and every further call waits for its token. */
const CLICK_AFTER = 60;

interface Found {
  apis: number;
  routes: number;
  complete: boolean;
  problems: string[];
  firstApisMs: number;
  firstRoutesMs: number;
  completeMs: number;
  clickedMs: number | null;
  warmMs: number;
}

const found: Found = {
  apis: 0,
  routes: 0,
  complete: true,
  problems: [],
  firstApisMs: Number.NaN,
  firstRoutesMs: Number.NaN,
  completeMs: Number.NaN,
  clickedMs: null,
  warmMs: Number.NaN,
};
const ids: string[] = [];
const begun = performance.now();
await Promise.all([list(), crawlAll()]);
found.completeMs = performance.now() - begun;
found.warmMs = await warm();
process.stdout.write(`${JSON.stringify(found)}\n`);
process.exit(0);

async function list() {
  for await (const event of discover(account, { refresh: false }, signal)) {
    if (event.type === 'apis') {
      if (found.apis === 0) found.firstApisMs = performance.now() - begun;
      found.apis += event.apis.length;
      ids.push(...event.apis.map(({ id }) => id));
    } else note(event);
  }
}

async function crawlAll() {
  let clicked: Promise<void> | null = null;
  for await (const event of crawl(account, 'full', signal)) {
    if (event.type === 'routes') {
      if (found.routes === 0) found.firstRoutesMs = performance.now() - begun;
      found.routes += Object.values(event.routes).flat().length;
    } else note(event);
    if (click && event.type === 'progress' && event.done >= CLICK_AFTER) clicked ??= open();
  }
  await clicked;
}

/** What both streams have: problems, and whether the end is a whole one. */
function note(event: DiscoverEvent | CrawlEvent) {
  if (event.type === 'problem') found.problems.push(event.problem.failure.message);
  if (event.type === 'done') found.complete &&= event.complete;
}

async function open() {
  const at = performance.now();
  const id = ids.at(-1) ?? '';
  const routes = await targets({ kind: 'http', id, account }, signal);
  if (routes.length > 0) found.clickedMs = performance.now() - at;
}

async function warm(): Promise<number> {
  const at = performance.now();
  for await (const event of discover(account, { refresh: false }, signal)) {
    if (event.type === 'apis') return performance.now() - at;
  }
  return Number.NaN;
}
