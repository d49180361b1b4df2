import type { AccessLogRecord } from '@/lib/core/access-log/record';
import { ENTRY } from '@/lib/core/line';
import type { LogStore } from './log-store';

/** One line of an access log as charts and stories see it. */
export interface LogRecord {
  /** Its number in the order of arrival. */
  row: number;
  /** Its own time, in ms since 1970. */
  at: number;
  ingestedAt: number;
  /** The source's number in the store. */
  source: number;
  /** null where the line is not in the format of its log. */
  record: AccessLogRecord | null;
}

/**
 * The parsed lines of the access logs at hand, to be read only: what a pane's charts and stories are made of. Rows have
 * numbers in the order of arrival, so whoever remembers `end` sees next time what is new; those before `first` are gone,
 * and where `generation` is another one, everything is to be counted anew. Told once a frame at most.
 */
export class LogRecords {
  readonly #store: LogStore;

  constructor(store: LogStore) {
    this.#store = store;
  }

  get first(): number {
    return this.#store.first;
  }

  get end(): number {
    return this.#store.end;
  }

  get generation(): number {
    return this.#store.generation;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  readonly version = (): number => this.#store.version();

  /** The lines from a row on, in the order of arrival. Stop taking from it when the frame's time is up, and go on after the last `row`. */
  *from(row: number): Generator<LogRecord> {
    const store = this.#store;
    let next = Math.max(row, store.first);
    while (next < store.end) {
      const chunk = store.chunkOf(next);
      if (!chunk) return;
      for (let within = next - chunk.firstRow; within < chunk.rows; within += 1) {
        const source = chunk.source(within);
        if (!store.hasFormat(source) || !store.isWanted(source) || chunk.tag(within) === ENTRY.event) continue;
        const [at, ingestedAt] = [chunk.at(within), chunk.ingestedAt(within)];
        yield { row: chunk.firstRow + within, at, ingestedAt, source, record: store.read(chunk, within) };
      }
      next = chunk.endRow;
    }
  }
}
