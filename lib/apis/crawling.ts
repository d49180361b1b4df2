import 'server-only';
import type { ApiSummary, CrawlEvent, Target } from '@/lib/core/api';
import { AppError, type Failure, toFailure } from '@/lib/core/error';
import { apiKey } from '@/lib/core/keys';
import type { KnownAccount } from './known-apis';

export interface Crawl {
  /** The APIs as they become known; one may come more than once. */
  apis: AsyncIterable<ApiSummary[]>;
  known: KnownAccount;
  /** The list of APIs itself is whole; asked at the end. */
  listed(): boolean;
  /** The route list of one API. */
  read(api: ApiSummary): Promise<Target[]>;
  slowed(): boolean;
  say(event: CrawlEvent): void;
}

/** A route list is read again after this long. */
const STALE_MS = 5 * 60_000;
/** Enough to use the quota at any usual latency. */
const AT_ONCE = 12;
const SAY_EVERY_MS = 250;

/**
 * Reads the route lists of all APIs, each as soon as the API itself is listed. What is known is told at once and only
 * read again when it is old, so a crawl that was left goes on where it stopped, and an API that a person has opened
 * meanwhile is not asked twice.
 */
export async function runCrawl(crawl: Crawl): Promise<void> {
  const report = new Report(crawl);
  const over = new AbortController();
  const queue = unknownOf(crawl, report, over.signal);
  const every = setInterval(() => report.flush(), SAY_EVERY_MS);
  try {
    // They share one iterator: each takes what is next.
    const worker = async () => {
      for (let next = await queue.next(); !next.done; next = await queue.next()) {
        if (!report.tellKnown(next.value)) await readOne(crawl, report, next.value);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    over.abort();
    clearInterval(every);
  }
  report.end();
}

/** Each API whose routes are to be read, once. */
async function* unknownOf(crawl: Crawl, report: Report, over: AbortSignal): AsyncGenerator<ApiSummary> {
  for await (const page of crawl.apis) {
    const fresh = page.filter((api) => report.expect(api)).filter((api) => !report.tellKnown(api));
    for (const api of fresh) {
      if (over.aborted) return;
      yield api;
    }
  }
}

async function readOne(crawl: Crawl, report: Report, api: ApiSummary): Promise<void> {
  try {
    const targets = await crawl.read(api);
    crawl.known.targets.set(apiKey(api), { targets, readAt: Date.now() });
    report.add(api, targets);
  } catch (error) {
    if (!(error instanceof AppError) || ENDS_IT.has(error.code)) throw error;
    // Deleted since it was listed: it has no routes any more, and that is not a gap.
    if (error.code === 'not-found') report.add(api, []);
    else report.miss(api, toFailure(error));
  }
}

const ENDS_IT = new Set(['cancelled', 'no-credentials', 'expired-credentials']);

/** Gathers what the crawl finds: the first of it is said at once, the rest a few times a second. */
class Report {
  readonly #crawl: Crawl;
  readonly #expected = new Set<string>();
  readonly #missed = new Map<string, { names: string[]; failure: Failure }>();
  #pending: Record<string, Target[]> = {};
  #done = 0;
  #first: NodeJS.Immediate | null = null;
  #said = '';

  constructor(crawl: Crawl) {
    this.#crawl = crawl;
  }

  /** Counts an API; false where it was counted before. */
  expect(api: ApiSummary): boolean {
    const before = this.#expected.size;
    return this.#expected.add(apiKey(api)).size > before;
  }

  /** True where the routes are known and not old; they are told then. */
  tellKnown(api: ApiSummary): boolean {
    const known = this.#crawl.known.targets.get(apiKey(api));
    if (!known || Date.now() - known.readAt > STALE_MS) return false;
    this.add(api, known.targets);
    return true;
  }

  add(api: ApiSummary, targets: Target[]) {
    this.#pending[apiKey(api)] = targets;
    this.#done += 1;
    this.#first ??= setImmediate(() => this.flush());
  }

  miss(api: ApiSummary, failure: Failure) {
    const alike = this.#missed.get(failure.message) ?? { names: [], failure };
    alike.names.push(api.name);
    this.#missed.set(failure.message, alike);
    this.#done += 1;
  }

  flush() {
    if (Object.keys(this.#pending).length > 0) this.#crawl.say({ type: 'routes', routes: this.#pending });
    this.#pending = {};
    const progress = { done: this.#done, total: this.#expected.size, waiting: this.#crawl.slowed() };
    const text = JSON.stringify(progress);
    if (text === this.#said) return;
    this.#said = text;
    this.#crawl.say({ type: 'progress', ...progress });
  }

  end() {
    this.flush();
    for (const { names, failure } of this.#missed.values()) {
      this.#crawl.say({ type: 'problem', problem: { subject: `routes of ${listed(names)}`, failure } });
    }
    this.#crawl.say({
      type: 'done',
      complete: this.#crawl.listed() && this.#missed.size === 0,
      at: new Date().toISOString(),
    });
  }
}

function listed(names: string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
