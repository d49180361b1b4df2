import type { ExchangeEvent } from '@/lib/core/outcome';
import { afterEvent, type Exchange, headerOf } from './exchange';
import { openGuarded } from './guarded';
import { type Bodies, keptIds } from './kept';
import { nextTask } from './next-task';

/** Answers that stay at hand for each route. */
export const MOST_ANSWERS = 20;
/** A progress of bytes is told at most so often. */
const TELL_MS = 100;
/** After so long the page gets its turn, however much has arrived. */
const SLICE_MS = 8;
/** Room made before a body arrives, however much is promised. */
const MOST_EXPECTED = 256 * 1024 * 1024;

export type Start = Pick<Exchange, 'place' | 'method' | 'target' | 'draft' | 'stage' | 'as' | 'foresight'>;

/** Sends and yields what happens: `openGuarded`, or another one in tests. */
export type Open = typeof openGuarded;

const NONE: readonly Exchange[] = [];

/**
 * The exchanges of this page by place, newest first. They live outside React: a request goes on while one looks at
 * another route, and any number run at once.
 */
export class ExchangeRegistry {
  readonly #open: Open;
  readonly #bodies: Bodies;
  readonly #places = new Map<string, readonly Exchange[]>();
  readonly #running = new Map<string, AbortController>();
  readonly #listeners = new Set<() => void>();
  readonly #onDone = new Set<(exchange: Exchange) => void>();

  constructor(bodies: Bodies, open: Open = openGuarded) {
    this.#bodies = bodies;
    this.#open = open;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Called with each exchange that has come to its end. */
  onDone(listener: (exchange: Exchange) => void): void {
    this.#onDone.add(listener);
  }

  list(place: string): readonly Exchange[] {
    return this.#places.get(place) ?? NONE;
  }

  /** All places with a running exchange. */
  running(): ReadonlySet<string> {
    const all = [...this.#places.values()].flat().filter((exchange) => exchange.running);
    return new Set(all.map((exchange) => exchange.place));
  }

  /** Sends, and answers with the id of the exchange at once. */
  send(start: Start, input: unknown, body: Uint8Array<ArrayBuffer> | Blob | null): string {
    const exchange: Exchange = {
      ...start,
      id: crypto.randomUUID(),
      startedAt: Date.now(),
      running: true,
      request: null,
      head: null,
      end: null,
      unreachable: null,
      failure: null,
      received: 0,
      bodyKept: false,
      stored: false,
    };
    const abort = new AbortController();
    this.#running.set(exchange.id, abort);
    this.#put(start.place, [exchange, ...this.list(start.place)]);
    void this.#follow(exchange, this.#open(input, body, abort.signal, start));
    return exchange.id;
  }

  cancel(id: string): void {
    this.#running.get(id)?.abort();
  }

  /** Adds what an earlier visit kept, behind what this one did. */
  restore(place: string, kept: readonly Exchange[]): void {
    const here = this.list(place);
    const known = new Set(here.map((exchange) => exchange.id));
    const added = kept.filter((exchange) => !known.has(exchange.id));
    if (added.length > 0) this.#put(place, [...here, ...added]);
  }

  /** Forgets the answers of a place, save what is still running. */
  clear(place: string): void {
    const [stay, go] = [true, false].map((running) => this.list(place).filter((one) => one.running === running));
    for (const exchange of go ?? []) this.#bodies.drop(exchange.id);
    this.#put(place, stay ?? []);
  }

  async #follow(started: Exchange, parts: ReturnType<Open>): Promise<void> {
    let exchange = started;
    let told = 0;
    let slice = performance.now();
    let telling: Promise<void> | null = null;
    // Each telling draws the page: what one packet brings is told together.
    const tell = (): void => {
      telling ??= nextTask().then(() => {
        telling = null;
        this.#replace(exchange);
      });
    };
    for await (const part of parts) {
      // Bytes that are already there come without a pause, and 50 MB of them would hold the page up.
      if (performance.now() - slice > SLICE_MS) {
        await nextTask();
        slice = performance.now();
      }
      const bytes = part.kind === 'bytes';
      exchange = bytes ? this.#receive(exchange, part.bytes) : this.#happen(exchange, part.event);
      if (bytes && performance.now() - told < TELL_MS) continue;
      told = performance.now();
      tell();
    }
    this.#running.delete(exchange.id);
    await telling;
    this.#replace(exchange);
    this.#giveUpBodies();
    for (const listener of this.#onDone) listener(exchange);
  }

  #receive(exchange: Exchange, bytes: Uint8Array): Exchange {
    this.#bodies.append(exchange.id, bytes);
    return { ...exchange, received: exchange.received + bytes.length };
  }

  #happen(exchange: Exchange, event: ExchangeEvent): Exchange {
    if (event.type === 'end') this.#bodies.finish(exchange.id);
    const after = afterEvent(exchange, event);
    return event.type === 'head' ? this.#begin(after) : after;
  }

  #begin(exchange: Exchange): Exchange {
    const promised = headerOf(exchange, 'content-encoding') ? 0 : Number(headerOf(exchange, 'content-length') ?? 0);
    const sane = Number.isSafeInteger(promised) && promised > 0 ? Math.min(promised, MOST_EXPECTED) : 0;
    this.#bodies.begin(exchange.id, sane);
    return { ...exchange, bodyKept: true };
  }

  /** The bodies of older exchanges go when all together are too much. */
  #giveUpBodies(): void {
    const all = [...this.#places.values()].flat();
    const keep = keptIds(all);
    for (const exchange of all) {
      if (!exchange.bodyKept || keep.has(exchange.id)) continue;
      this.#bodies.drop(exchange.id);
      this.#replace({ ...exchange, bodyKept: false });
    }
  }

  #replace(exchange: Exchange): void {
    const list = this.list(exchange.place);
    if (list.includes(exchange) || !list.some((other) => other.id === exchange.id)) return;
    this.#put(
      exchange.place,
      list.map((other) => (other.id === exchange.id ? exchange : other)),
    );
  }

  #put(place: string, list: readonly Exchange[]): void {
    const kept = list.filter((exchange, at) => exchange.running || at < MOST_ANSWERS);
    for (const exchange of list) {
      if (!kept.includes(exchange)) this.#bodies.drop(exchange.id);
    }
    this.#places.set(place, kept);
    for (const listener of this.#listeners) listener();
  }
}
