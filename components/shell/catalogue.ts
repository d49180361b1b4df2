import type { ApiSummary, CrawlEvent, CrawlPace, DiscoverEvent, Problem, Target } from '@/lib/core/api';
import type { Failure } from '@/lib/core/error';
import { apiKey } from '@/lib/core/keys';

export interface Progress {
  subject: string;
  done: number;
  total: number | null;
  /** AWS limits the rate and the server waits for its turn. */
  waiting: boolean;
}

/** What is known of the APIs of one account and region, and how far the finding out has come. */
export interface Catalogue {
  apis: ReadonlyMap<string, ApiSummary>;
  /** Route lists by API key; an API without an entry has not been read yet. */
  routes: ReadonlyMap<string, readonly Target[]>;
  /** `stored`: from an earlier visit, not checked yet. */
  state: 'empty' | 'stored' | 'loading' | 'done';
  progress: Progress | null;
  problems: readonly Problem[];
  /** Ended the discovery before it was done. */
  failure: Failure | null;
  /** When AWS was last asked, as an ISO time. */
  at: string | null;
  crawl: Crawl;
}

/** How far the reading of all route lists is, for search. */
export interface Crawl {
  state: 'idle' | CrawlPace | 'done';
  progress: Progress | null;
  problems: readonly Problem[];
}

export const EMPTY: Catalogue = {
  apis: new Map(),
  routes: new Map(),
  state: 'empty',
  progress: null,
  problems: [],
  failure: null,
  at: null,
  crawl: { state: 'idle', progress: null, problems: [] },
};

type Ended = { type: 'failure'; failure: Failure };

/** The catalogue after one event of `discover`. APIs that are gone go only when the list arrived whole. */
export function afterDiscover(catalogue: Catalogue, event: DiscoverEvent | Ended): Catalogue {
  switch (event.type) {
    case 'apis':
      return { ...catalogue, apis: merged(catalogue.apis, event.apis) };
    case 'owners':
      return { ...catalogue, apis: owned(catalogue.apis, event.owners) };
    case 'progress':
      return { ...catalogue, progress: event };
    case 'problem':
      return { ...catalogue, problems: [...catalogue.problems, event.problem] };
    case 'listed':
      return catalogue;
    case 'failure':
      return { ...catalogue, state: 'done', progress: null, failure: event.failure };
    case 'done':
      return {
        ...(event.complete ? without(catalogue, event.seen) : catalogue),
        state: 'done',
        progress: null,
        at: event.at,
      };
  }
}

/** The catalogue after one event of `crawl`. */
export function afterCrawl(catalogue: Catalogue, event: CrawlEvent | Ended): Catalogue {
  const { crawl } = catalogue;
  switch (event.type) {
    case 'routes':
      return { ...catalogue, routes: withRoutes(catalogue.routes, event.routes) };
    case 'progress':
      return { ...catalogue, crawl: { ...crawl, progress: { subject: 'routes', ...event } } };
    case 'problem':
      return { ...catalogue, crawl: { ...crawl, problems: [...crawl.problems, event.problem] } };
    case 'failure': {
      const problem = { subject: 'Routes', failure: event.failure };
      return { ...catalogue, crawl: { state: 'done', progress: null, problems: [...crawl.problems, problem] } };
    }
    case 'done':
      return { ...catalogue, crawl: { ...crawl, state: 'done', progress: null } };
  }
}

/** A list that says the same as before stays the same object, so that nothing is drawn anew. */
function withRoutes(known: Catalogue['routes'], read: Record<string, Target[]>): Catalogue['routes'] {
  const changed = Object.entries(read).filter(([key, targets]) => !sameTargets(known.get(key), targets));
  return changed.length > 0 ? new Map([...known, ...changed]) : known;
}

function sameTargets(before: readonly Target[] | undefined, now: readonly Target[]): boolean {
  if (before?.length !== now.length) return false;
  return now.every(({ id, key, auth }, at) => {
    const other = before[at];
    return other?.id === id && other.key === key && other.auth === auth;
  });
}

/** What AWS said last wins, save for an owner that this answer does not know and an earlier one did. */
function merged(known: Catalogue['apis'], found: readonly ApiSummary[]): Catalogue['apis'] {
  const next = new Map(known);
  for (const api of found) {
    const key = apiKey(api);
    const before = next.get(key);
    next.set(key, api.owner.by === 'unknown' && before ? { ...api, owner: before.owner } : api);
  }
  return next;
}

function owned(apis: Catalogue['apis'], owners: Record<string, ApiSummary['owner']>): Catalogue['apis'] {
  const next = new Map(apis);
  for (const [key, owner] of Object.entries(owners)) {
    const api = next.get(key);
    if (api) next.set(key, { ...api, owner });
  }
  return next;
}

function without(catalogue: Catalogue, seen: readonly string[]): Catalogue {
  const alive = new Set(seen);
  const keep = ([key]: readonly [string, unknown]) => alive.has(key);
  return {
    ...catalogue,
    apis: new Map([...catalogue.apis].filter(keep)),
    routes: new Map([...catalogue.routes].filter(keep)),
  };
}

/** How many APIs have their routes read. */
export function routesRead(catalogue: Catalogue): number {
  let read = 0;
  for (const key of catalogue.apis.keys()) if (catalogue.routes.has(key)) read += 1;
  return read;
}
