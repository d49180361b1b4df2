'use client';

import { useSyncExternalStore } from 'react';
import { crawl, discover } from '@/app/actions';
import { shelf } from '@/components/store';
import type { AccountRef } from '@/lib/core/account';
import type { ApiSummary, CrawlPace, Target } from '@/lib/core/api';
import { accountKey, apiKey } from '@/lib/core/keys';
import { eventsOf } from './answer';
import { afterCrawl, afterDiscover, type Catalogue, EMPTY } from './catalogue';

/** Whose catalogue, and under which endpoint: an emulator's APIs never show up in an account of the same name. */
export interface Source {
  account: AccountRef;
  endpoint: string | null;
}

interface Kept {
  at: string | null;
  apis: ApiSummary[];
  routes: [string, Target[]][];
}

const kept = shelf<Kept>('catalogue', (value) => {
  const { apis, routes } = value as Partial<Kept>;
  return Array.isArray(apis) && Array.isArray(routes) ? (value as Kept) : null;
});

/** Changes arrive in bursts: the first is shown at once, the others at this rhythm. */
const RHYTHM_MS = 60;
const KEEP_AFTER_MS = 3_000;

let shown = '';
let asked = false;
let current: Catalogue = EMPTY;
let announced: Catalogue = EMPTY;
let round = 0;
let crawlRound = 0;
let announcing: ReturnType<typeof setTimeout> | undefined;
let keeping: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** The catalogue of the account on screen, alive. */
export function useCatalogue(): Catalogue {
  return useSyncExternalStore(
    subscribe,
    () => announced,
    () => EMPTY,
  );
}

/** One API of it. Whoever asks for one is not drawn anew while the others arrive. */
export function useKnownApi(key: string): ApiSummary | undefined {
  return useSyncExternalStore(
    subscribe,
    () => announced.apis.get(key),
    () => undefined,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Shows the catalogue of an account: what an earlier visit kept, at once; and, with `ask`, what AWS says. Showing it
 * again changes nothing. Routes follow at the polite pace.
 */
export async function showCatalogue(source: Source, ask: boolean): Promise<void> {
  const key = keyOf(source);
  if (key !== shown) {
    shown = key;
    asked = false;
    startRound();
    current = EMPTY;
    announceNow();
    void showKept(key);
  }
  if (!ask || asked) return;
  asked = true;
  await runDiscovery(source, false);
}

async function showKept(key: string): Promise<void> {
  const stored = await kept.read(key);
  // Too late is too late: what AWS has said by now must not be joined by what it no longer says.
  if (!stored || key !== shown || current.state === 'done') return;
  const apis = new Map([...stored.apis.map((api) => [apiKey(api), api] as const), ...current.apis]);
  const state = current.state === 'empty' ? 'stored' : current.state;
  current = { ...current, state, apis, routes: new Map([...stored.routes, ...current.routes]), at: stored.at };
  announceNow();
}

/** Asks AWS anew. What is shown stays and changes in place. */
export async function refreshCatalogue(source: Source): Promise<void> {
  if (keyOf(source) === shown) await runDiscovery(source, true);
}

async function runDiscovery(source: Source, refresh: boolean): Promise<void> {
  const mine = startRound();
  current = { ...current, state: 'loading', failure: null, problems: [], progress: null };
  announceNow();
  let routes: Promise<void> | null = null;
  for await (const event of eventsOf(discover(source.account, { refresh }))) {
    if (round !== mine) return;
    update(afterDiscover(current, event), source);
    // AWS has answered: the routes of what it lists need not wait for the rest of the list.
    if (event.type === 'apis' && !event.fromCache) routes ??= loadRoutes(source, 'polite');
  }
  if (round !== mine) return;
  // A stream that ends without a last word was cut off.
  if (current.state === 'loading') update({ ...current, state: 'done', progress: null }, source);
  if (current.apis.size > 0 && !current.failure) routes ??= loadRoutes(source, 'polite');
  await routes;
}

/** Loads the route lists that are missing. A faster pace takes over from a slower one. */
export async function loadRoutes(source: Source, pace: CrawlPace): Promise<void> {
  crawlRound += 1;
  const mine = [round, crawlRound].join();
  const mineStill = () => [round, crawlRound].join() === mine;
  current = { ...current, crawl: { state: pace, progress: null, problems: [] } };
  announceNow();
  for await (const event of eventsOf(crawl(source.account, pace))) {
    if (!mineStill()) return;
    update(afterCrawl(current, event), source);
  }
  if (mineStill() && current.crawl.state === pace) {
    update({ ...current, crawl: { ...current.crawl, state: 'done', progress: null } }, source);
  }
}

/** Routes of one API that were read on the way, by opening it. */
export function learnRoutes(source: Source, api: { kind: string; id: string }, routes: Target[]): void {
  if (keyOf(source) !== shown) return;
  const targets = routes.map(({ id, key, method, path, auth }): Target => ({ id, key, method, path, auth }));
  update(afterCrawl(current, { type: 'routes', routes: { [apiKey(api)]: targets } }), source);
}

function keyOf(source: Source): string {
  return `${source.endpoint ?? 'aws'} ${accountKey(source.account)}`;
}

function startRound(): number {
  clearTimeout(keeping);
  keeping = undefined;
  round += 1;
  return round;
}

function update(next: Catalogue, source: Source): void {
  current = next;
  if (!announcing) {
    announceNow();
    announcing = setTimeout(() => {
      announcing = undefined;
      announceNow();
    }, RHYTHM_MS);
  }
  keeping ??= setTimeout(() => keep(keyOf(source)), KEEP_AFTER_MS);
}

function announceNow(): void {
  if (announced === current) return;
  announced = current;
  for (const listener of listeners) listener();
}

/** Names, addresses and tags as AWS lists them; nothing here authenticates anybody. */
function keep(key: string): void {
  keeping = undefined;
  if (key !== shown) return;
  const { at, apis, routes } = current;
  const lists = [...routes].map(([api, targets]): [string, Target[]] => [api, [...targets]]);
  void kept.write(key, { at, apis: [...apis.values()], routes: lists });
}
