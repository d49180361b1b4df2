import { ENTRY } from '@/lib/core/line';
import { routeOf, type StatusClass, statusClassOf, statusOf } from './fields';
import type { LogChunk } from './log-chunk';
import type { LogStore } from './log-store';

const STEP = 256;
/** A stranger can make up paths and so routes of `$default`'s neighbours; nobody chooses from more. */
const MOST_ROUTES = 500;

/** Counts of the lines at hand, made a slice at a time: of each class of status, of each route, and of what is in no format. */
export class LogTally {
  readonly #store: LogStore;
  #next: number;
  #generation: number;
  #unread = 0;
  #statuses: Record<StatusClass, number> = { 2: 0, 3: 0, 4: 0, 5: 0 };
  #routes = new Map<string, number>();

  constructor(store: LogStore) {
    this.#store = store;
    this.#next = store.first;
    this.#generation = store.generation;
  }

  /** How many lines are not in the format of their log. Those that were let go since are counted too. */
  get unread(): number {
    return this.#unread;
  }

  get statuses(): Readonly<Record<StatusClass, number>> {
    return this.#statuses;
  }

  get routes(): ReadonlyMap<string, number> {
    return this.#routes;
  }

  /** Counts for so many milliseconds; true when all is counted. */
  grow(budgetMs: number, now: () => number = () => performance.now()): boolean {
    if (this.#generation !== this.#store.generation) this.#restart();
    const until = now() + budgetMs;
    this.#next = Math.max(this.#next, this.#store.first);
    while (this.#next < this.#store.end) {
      const chunk = this.#store.chunkOf(this.#next);
      if (!chunk) break;
      const from = this.#next - chunk.firstRow;
      const to = Math.min(chunk.rows, from + STEP);
      for (let within = from; within < to; within += 1) this.#count(chunk, within);
      this.#next = chunk.firstRow + to;
      if (now() >= until) return this.#next >= this.#store.end;
    }
    return true;
  }

  #restart(): void {
    this.#generation = this.#store.generation;
    this.#next = this.#store.first;
    this.#unread = 0;
    this.#statuses = { 2: 0, 3: 0, 4: 0, 5: 0 };
    this.#routes = new Map();
  }

  #count(chunk: LogChunk, within: number): void {
    const source = chunk.source(within);
    if (!this.#store.hasFormat(source) || !this.#store.isWanted(source) || chunk.tag(within) === ENTRY.event) return;
    const record = this.#store.read(chunk, within);
    if (record === null) {
      this.#unread += 1;
      return;
    }
    const status = statusClassOf(statusOf(record));
    if (status !== null) this.#statuses[status] += 1;
    const route = routeOf(record);
    if (route === null) return;
    const before = this.#routes.get(route);
    if (before !== undefined || this.#routes.size < MOST_ROUTES) this.#routes.set(route, (before ?? 0) + 1);
  }
}
