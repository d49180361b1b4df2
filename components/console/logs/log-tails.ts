import type { AccountRef } from '@/lib/core/account';
import { accountKey } from '@/lib/core/keys';
import { readerOf } from './format-memory';
import { type LogRange, limitsOf } from './log-range';
import { LogRecords } from './log-records';
import { groupOf, type LogSource } from './log-source';
import { LogStore } from './log-store';
import { type TailAsk, TailLine } from './tail-line';
import type { TailState } from './tail-state';
import { TailStats } from './tail-stats';

/** What is to be read of every source. Another object means: let all go and read anew. */
export interface Reading {
  account: AccountRef;
  range: LogRange;
  way: TailAsk['way'];
}

/** A source and what CloudWatch is to leave out of it. */
export interface WantedLog {
  source: LogSource;
  /** CloudWatch's own pattern; null for every line. */
  pattern: string | null;
  /** The formats of every stage that writes into a log group, by the group. */
  formats: ReadonlyMap<string, readonly string[]>;
}

/** The logs that are looked at together: one line of the live door for each log group and pattern, all into one store. */
export class LogTails {
  readonly store = new LogStore();
  readonly stats = new TailStats();
  /** What charts and stories are made of. */
  readonly records = new LogRecords(this.store);
  #reading: Reading | null = null;
  #since = 0;
  #open = new Map<string, TailLine>();
  /** By the store's number of a source. */
  #sources = new Map<number, LogSource[]>();
  #states: readonly TailState[] = [];
  readonly #listeners = new Set<() => void>();

  /** Opens what is missing and closes what is no longer wanted. */
  want(reading: Reading, wanted: readonly WantedLog[]): void {
    const before = reading === this.#reading ? [] : this.#begin(reading);
    const asked = grouped(wanted);
    for (const [key, line] of this.#open) {
      if (!asked.has(key)) this.#drop(key, line);
    }
    for (const [key, logs] of asked) {
      const open = this.#open.get(key);
      if (open) this.#sources.set(open.source, logs.sources);
      else this.#follow(key, logs, reading);
    }
    // The last of all, so that the tab's one connection always has a line to stay for.
    for (const line of before) line.close();
    this.#tell();
  }

  close(): void {
    for (const line of this.#open.values()) line.close();
    this.#open = new Map();
    this.#reading = null;
    this.store.clear();
  }

  /** The sources of a row, by the number that it has in the store; several where stages share a log group. */
  sourcesOf(number: number): readonly LogSource[] {
    return this.#sources.get(number) ?? [];
  }

  /** From when on is read; ms since 1970. */
  get since(): number {
    return this.#since;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Where the tails stand; the same list as long as nothing changed. */
  readonly states = (): readonly TailState[] => this.#states;

  /** Lets all go; gives the lines that are to be closed. */
  #begin(reading: Reading): TailLine[] {
    const before = [...this.#open.values()];
    this.#open = new Map();
    this.#sources = new Map();
    this.#reading = reading;
    this.#since = limitsOf(reading.range, Date.now()).since;
    this.store.clear();
    this.stats.clear();
    return before;
  }

  #drop(key: string, line: TailLine): void {
    line.close();
    this.store.removeSource(line.source);
    this.#open.delete(key);
  }

  #follow(key: string, { group, pattern, sources, formats }: Asked, { account, range, way }: Reading): void {
    const number = this.store.addSource(readerOf(`${accountKey(account)} ${group}`, formats));
    this.#sources.set(number, sources);
    const { until } = limitsOf(range, this.#since);
    const since = way === 'live-tail' ? Date.now() : this.#since;
    const ask = { account, group, pattern, since, until, way };
    const line = new TailLine(number, ask, { store: this.store, stats: this.stats, changed: () => this.#tell() });
    this.#open.set(key, line);
  }

  #tell(): void {
    this.#states = [...this.#open.values()].map(({ state }) => state);
    for (const listener of this.#listeners) listener();
  }
}

interface Asked {
  group: string;
  pattern: string | null;
  sources: LogSource[];
  /** The source's own first. */
  formats: string[];
}

/** One entry for each log group and pattern. What cannot be read line by line is left out. */
function grouped(wanted: readonly WantedLog[]): Map<string, Asked> {
  const all = new Map<string, Asked>();
  for (const { source, pattern, formats } of wanted) {
    const group = groupOf(source.place);
    if (group === null) continue;
    const key = `${group} ${pattern ?? ''}`;
    const known = all.get(key);
    const own = source.place.format === null ? [] : [source.place.format];
    if (known) known.sources.push(source);
    else all.set(key, { group, pattern, sources: [source], formats: [...own, ...(formats.get(group) ?? [])] });
  }
  return all;
}
