import 'server-only';
import { type Failure, toFailure } from '@/lib/core/error';
import type { Invocation } from '@/lib/core/lambda-log/invocation';
import type { LogEvent } from '@/lib/core/log-frame';
import type { LogPlace } from '@/lib/logs/contract';
import type { StoryEvent } from './contract';
import { findByGatewayId, findByTime, findWorker, readInvocation, type Traced, type Worker } from './invocation';
import { NEW_GROUP_PATIENCE_MS, passing, untilOf, waitMs } from './pace';
import type { Desk } from './search';
import { shortened } from './shortened';
import { answeredByGateway, invocationId, type TakenBy, type Told, takenBy } from './told';
import { failure, gone, unreadable } from './unreadable';

/** Each is a log group to look into. */
const MOST_WORKERS = 10;
/** Lambda's logs arrive within seconds. */
const PATIENCE_MS = 60_000;
/** A function may run on for minutes after the gateway has given up. */
const RUNNING_PATIENCE_MS = 180_000;
/** Lines that came in a later delivery than the REPORT. */
const SETTLING_MS = 12_000;

/**
 * Looks for the invocation that did the request's work and tells what it logged. It does not wait for the access log:
 * until that tells which one it was, the only one of that time will do.
 */
export async function* functionChapter(
  desk: Desk,
  places: readonly LogPlace[],
  told: Told,
): AsyncGenerator<StoryEvent> {
  try {
    yield* new FunctionSearch(desk, places, told).tell();
  } catch (error) {
    if (desk.signal.aborted) throw error;
    yield missing(toFailure(error));
  }
}

class FunctionSearch {
  readonly #desk: Desk;
  readonly #places: readonly LogPlace[];
  readonly #told: Told;
  #traced: Traced | null = null;
  /** Invocations of that time, where there was more than one. */
  #rivals = 0;
  #shown = '';
  #until: number;
  #ended = false;
  /** What was read last. */
  #last: { of: Traced | null; invocation: Invocation<LogEvent> | null } = { of: null, invocation: null };
  #trouble: Failure | null = null;

  constructor(desk: Desk, places: readonly LogPlace[], told: Told) {
    this.#desk = desk;
    this.#places = places;
    this.#told = told;
    this.#until = this.#patience();
  }

  #patience(): number {
    const isNew = this.#behind().every(({ exists }) => exists === false);
    return untilOf(this.#desk, this.#told, isNew ? NEW_GROUP_PATIENCE_MS : PATIENCE_MS);
  }

  async *tell(): AsyncGenerator<StoryEvent> {
    for (let tries = 0; ; tries++) {
      const last = this.#lastWord();
      if (last) return yield last;
      if (!this.#shown) yield* this.#looking(tries);
      const { access } = this.#told;
      const news = await this.#round();
      if (news) yield news;
      // What the access log told meanwhile leads further at once.
      if (access === this.#told.access && !(await this.#mayGoOn(tries))) break;
    }
    if (!this.#shown) yield missing(this.#why());
  }

  /** Waits for the next round; false where it would be too late. */
  async #mayGoOn(tries: number): Promise<boolean> {
    const { clock, signal } = this.#desk;
    const [wait, isPending] = [waitMs(tries), this.#told.access.state === 'pending'];
    if (!isPending && clock.now() + wait > this.#until) return false;
    await Promise.race([clock.sleep(wait, signal), ...(isPending ? [this.#told.settled] : [])]);
    return true;
  }

  /** Where it is plain by now that nothing can be found. */
  #lastWord(): StoryEvent | null {
    if (answeredByGateway(this.#told)) return { type: 'not-called' };
    if (this.#told.access.state === 'pending') return null;
    const behind = this.#behind();
    if (behind.length === 0) return missing(noFunction(takenBy(this.#told)));
    const reasons = behind.map(unreadable);
    const [first] = reasons;
    if (first && reasons.every((reason) => reason !== null)) return missing(first);
    return this.#rivals > 1 && invocationId(this.#told) === null ? missing(this.#notFound()) : null;
  }

  *#looking(tries: number): Generator<StoryEvent> {
    const [worker] = this.#workers();
    if (!worker) return;
    const looking = { type: 'looking', chapter: 'function', group: worker.group, tries } as const;
    yield { ...looking, until: this.#until, trouble: this.#trouble };
  }

  async #round(): Promise<StoryEvent | null> {
    const settled = this.#ended && this.#desk.clock.now() > this.#until;
    const certain = invocationId(this.#told);
    if (settled && (certain === null || this.#traced?.joined === 'access-log')) return null;
    const news = await this.#lookOnce().catch(passing);
    this.#trouble = news instanceof Error ? toFailure(news) : null;
    return news instanceof Error ? null : news;
  }

  async #lookOnce(): Promise<StoryEvent | null> {
    const before = this.#traced?.requestId;
    this.#traced = await this.#trace();
    // What was shown turned out to be another's, or one of several.
    if (before !== undefined && before !== this.#traced?.requestId) {
      this.#shown = '';
      this.#until = this.#patience();
    }
    return this.#traced ? await this.#read(this.#traced) : null;
  }

  async #trace(): Promise<Traced | null> {
    const { time, ids } = this.#told;
    const workers = this.#workers();
    const requestId = invocationId(this.#told);
    if (requestId && requestId === this.#traced?.requestId) return { ...this.#traced, joined: 'access-log' };
    if (requestId) return findWorker(this.#desk, workers, { requestId, time });
    if (this.#traced?.joined === 'gateway-id') return this.#traced;
    const named = await findByGatewayId(this.#desk, workers, { ids, time });
    if (named) return named;
    // A second one may arrive after the first.
    const near = await findByTime(this.#desk, workers, time);
    this.#rivals = near.length;
    return near.length === 1 ? (near[0] ?? null) : null;
  }

  async #read(traced: Traced): Promise<StoryEvent | null> {
    const invocation = await this.#invocationOf(traced);
    if (!invocation) return null;
    const shown = [traced.requestId, traced.joined, invocation.lines.length].join(' ');
    if (shown === this.#shown) return null;
    this.#shown = shown;
    const patience = invocation.report ? SETTLING_MS : RUNNING_PATIENCE_MS;
    if (!invocation.report || !this.#ended) this.#until = this.#desk.clock.now() + patience;
    this.#ended = invocation.report !== null;
    const { place, name, group, requestId, joined } = traced;
    const lines = shortened(invocation.lines.map(({ event }) => event));
    return { type: 'function', place, name, group, requestId, joined, ...lines };
  }

  /** All that it logged by now. What has ended is not read again only because a surer sign names it. */
  async #invocationOf(traced: Traced): Promise<Invocation<LogEvent> | null> {
    const { of, invocation } = this.#last;
    const isSurer = of?.requestId === traced.requestId && of.joined !== traced.joined;
    const known = isSurer && invocation?.report ? invocation : null;
    const read = known ?? (await readInvocation(this.#desk, traced, this.#told.time));
    this.#last = { of: traced, invocation: read };
    return read;
  }

  /** The functions behind the route that took the request; where that is not known, all. */
  #behind(): LogPlace[] {
    const keys = takenBy(this.#told);
    if (keys === 'unknown') return [...this.#places];
    const taken = (routes: readonly string[]) => keys !== 'nobody' && routes.some((key) => keys.includes(key));
    return this.#places.filter(({ routes }) => routes.length === 0 || taken(routes));
  }

  #workers(): Worker[] {
    const workers = this.#behind().flatMap((place) => {
      const { destination, id, label } = place;
      const readable = destination?.type === 'group' && unreadable(place) === null;
      return readable ? [{ place: id, name: label, group: destination.group }] : [];
    });
    return workers.slice(0, MOST_WORKERS);
  }

  #why(): Failure {
    const [worker] = this.#workers();
    const place = this.#places.find(({ id }) => id === worker?.place);
    if (this.#trouble?.code === 'not-found' && place && worker) return gone(place, worker.group);
    return this.#trouble ?? this.#notFound();
  }

  #notFound(): Failure {
    const [worker, another] = this.#workers();
    const name = another || !worker ? 'the functions' : worker.name;
    if (this.#rivals > 1) {
      return failure(
        'not-found',
        `${this.#rivals} invocations of ${name} began while the request was under way, and nothing tells which is its own.`,
        'Add $context.integration.requestId to the format of the access log: it joins a request with its invocation.',
      );
    }
    return failure(
      'timed-out',
      `No invocation of ${name} of that time has arrived${another || !worker ? '' : ` in ${worker.group}`}.`,
      'The function may not have been called, its role may not allow it to write logs, or they are late. Look again later.',
    );
  }
}

function noFunction(keys: TakenBy): Failure {
  if (keys === 'nobody') {
    return failure(
      'not-found',
      'No route took the request, so no function was called.',
      'Look at the method and the path.',
    );
  }
  const what = keys === 'unknown' ? 'the API' : keys[0];
  return failure('not-found', `Behind ${what} is no Lambda function.`, 'Its integration logs elsewhere, if at all.');
}

function missing(reason: Failure): StoryEvent {
  return { type: 'missing', chapter: 'function', failure: reason };
}
