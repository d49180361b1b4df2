import 'server-only';
import type { ApiSummary, CrawlEvent, Target } from '@/lib/core/api';
import { AppError, type Failure, toFailure } from '@/lib/core/error';
import { apiKey } from '@/lib/core/keys';
import type { KnownAccount } from './known-apis';

export interface Crawl {
  apis: ApiSummary[];
  known: KnownAccount;
  /** The list of APIs itself is whole. */
  listed: boolean;
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
 * Reads the route lists of all APIs. What is known is told at once and only read again when it is old, so a crawl that
 * was left goes on where it stopped, and an API that a person has opened meanwhile is not asked twice.
 */
export async function runCrawl(crawl: Crawl): Promise<void> {
  const report = new Report(crawl);
  const queue = crawl.apis.filter((api) => !report.tellKnown(api));
  report.flush();
  const every = setInterval(() => report.flush(), SAY_EVERY_MS);
  try {
    const worker = async () => {
      for (let api = queue.shift(); api; api = queue.shift()) {
        if (!report.tellKnown(api)) await readOne(crawl, report, api);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    queue.length = 0;
    clearInterval(every);
  }
  report.end();
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

/** Gathers what the crawl finds and says it a few times a second. */
class Report {
  readonly #crawl: Crawl;
  readonly #missed = new Map<string, { names: string[]; failure: Failure }>();
  #pending: Record<string, Target[]> = {};
  #done = 0;
  #said = '';

  constructor(crawl: Crawl) {
    this.#crawl = crawl;
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
    const progress = { done: this.#done, total: this.#crawl.apis.length, waiting: this.#crawl.slowed() };
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
      complete: this.#crawl.listed && this.#missed.size === 0,
      at: new Date().toISOString(),
    });
  }
}

function listed(names: string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
