import type { StreamRow, StreamStore } from '@/components/console/stream/stream-store';
import { ENTRY, type EntryTag } from '@/lib/core/line';
import { objectIn, routeOf, selectedKey } from './route-message';

/** A message of ours that names itself by an id. */
export interface Request {
  row: number;
  at: number;
  /** The route that takes it; null for none. */
  route: string | null;
}

/** Which route a message takes: the API's expression and its route keys. */
export interface Routing {
  expression: string;
  keys: readonly string[];
}

/** The names under which messages carry what their reply repeats. */
const ID_NAMES = ['id', 'requestId', 'request_id', 'correlationId', 'correlation_id', 'messageId', 'message_id', 'ref'];
/** Longer messages are not looked into. */
const MOST_BYTES = 64 * 1024;
/** What an error answers was said not longer ago than so many rows. */
const LOOKED_BACK = 1_000;

const decoder = new TextDecoder();

/** Which message of ours a message of theirs answers, by the id that both carry. Looks at each message of ours once. */
export class TalkIndex {
  readonly #store: StreamStore;
  readonly #routing: Routing;
  readonly #byId = new Map<string, Request[]>();
  #next: number;

  constructor(store: StreamStore, routing: Routing) {
    this.#store = store;
    this.#routing = routing;
    this.#next = store.first;
  }

  /** The latest message with the same id that went before the row. */
  requestOf(row: StreamRow, message: Record<string, unknown>): Request | null {
    this.#grow();
    const id = idOf(message);
    const sent = id === null ? undefined : this.#byId.get(id);
    return sent?.findLast((one) => one.row < row.row) ?? null;
  }

  /** The latest message of ours before a row: API Gateway answers in turn, and names no message. */
  saidBefore({ row: before }: StreamRow): { text: string; at: number } | null {
    for (let number = before - 1; number >= Math.max(this.#store.first, before - LOOKED_BACK); number -= 1) {
      const row = this.#store.row(number);
      if (row && isOwnText(row.tag) && row.payload.length <= MOST_BYTES) {
        return { text: decoder.decode(row.payload), at: row.at };
      }
    }
    return null;
  }

  /** The key that the route selection makes of a message; null where it makes none. */
  keyOf(text: string): string | null {
    return selectedKey(this.#routing.expression, text);
  }

  routeOf(text: string): string | null {
    return routeOf(this.#routing.expression, this.#routing.keys, text);
  }

  #grow(): void {
    const { chunks, end, first } = this.#store;
    this.#next = Math.max(this.#next, first);
    if (this.#next >= end) return;
    for (const chunk of chunks) {
      for (let within = Math.max(0, this.#next - chunk.firstRow); within < chunk.rows; within += 1) {
        if (isOwnText(chunk.tag(within))) this.#take(chunk.firstRow + within);
      }
    }
    this.#next = end;
  }

  #take(number: number): void {
    const row = this.#store.row(number);
    if (!row || row.payload.length > MOST_BYTES) return;
    const text = decoder.decode(row.payload);
    const message = objectIn(text);
    const id = message && idOf(message);
    if (!id) return;
    const request = { row: row.row, at: row.at, route: this.routeOf(text) };
    this.#byId.set(id, [...(this.#byId.get(id) ?? []).slice(-20), request]);
  }
}

function isOwnText(tag: EntryTag): boolean {
  return tag === ENTRY.textOut;
}

function idOf(message: Record<string, unknown>): string | null {
  for (const name of ID_NAMES) {
    const value = message[name];
    if (typeof value === 'string' || typeof value === 'number') return `${value}`;
  }
  return null;
}
