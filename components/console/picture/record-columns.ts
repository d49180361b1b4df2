import type { LogRecords } from '@/components/console/logs/log-records';
import type { AccessLogRecord } from '@/lib/core/access-log/record';
import { NOTHING, type Point, percentile, type RouteTotals, type Series, type Totals, withoutHoles } from './series';

/** How long one look at new lines may take, so that the page goes on drawing. */
const BUDGET_MS = 8;
const CHECK_EVERY = 64;
const BINS_MS = [1, 5, 15, 30, 60, 300, 900, 3_600, 7_200, 21_600, 86_400].map((seconds) => seconds * 1_000);
const MOST_BINS = 90;

/**
 * What charts need of the lines at hand, in columns: some twenty bytes a line, so that a million of them can be drawn
 * again and again. Lines are taken in as they come, a few milliseconds' worth at a time.
 */
export class RecordColumns {
  #records: LogRecords;
  #generation: number;
  #next = 0;
  #count = 0;
  #at = new Float64Array(1_024);
  #row = new Float64Array(1_024);
  #status = new Uint16Array(1_024);
  #latency = new Float64Array(1_024);
  #route = new Uint32Array(1_024);
  #routes: string[] = [];
  #routeNumbers = new Map<string, number>();
  #hasStatus = false;
  #hasLatency = false;
  /** Lines that are in no format known. */
  #unread = 0;

  constructor(records: LogRecords) {
    this.#records = records;
    this.#generation = records.generation;
  }

  get unread(): number {
    return this.#unread;
  }

  /** Takes in what is new, for a few milliseconds; false when there is more. */
  takeIn(now: () => number = () => performance.now()): boolean {
    if (this.#records.generation !== this.#generation) this.#forget();
    const until = now() + BUDGET_MS;
    let taken = 0;
    for (const { row, at, record } of this.#records.from(this.#next)) {
      this.#push(row, at, record);
      this.#next = row + 1;
      taken += 1;
      if (taken % CHECK_EVERY === 0 && now() > until) return false;
    }
    this.#next = this.#records.end;
    return true;
  }

  /** The lines at hand over time, in slices that suit how much time they cover. */
  series(): Series | null {
    const first = this.#firstKept();
    const range = this.#range(first);
    if (!range) return null;
    const span = range[1] - range[0];
    const binMs = BINS_MS.find((ms) => span / ms <= MOST_BINS) ?? (BINS_MS.at(-1) as number);
    const bins = new Map<number, Group>();
    for (let index = first; index < this.#count; index += 1) {
      const at = Math.floor((this.#at[index] as number) / binMs) * binMs;
      this.#add(groupIn(bins, at), index);
    }
    const points = [...bins].map(([at, group]): Point => ({ at, ...totalsOf(group) }));
    const { hasStatus, hasLatency } = this;
    return { binMs, points: withoutHoles(points, binMs, [range[0], range[1] + 1]), hasStatus, hasLatency };
  }

  /** The same by route, the busiest first. */
  routes(): RouteTotals[] {
    const groups = new Map<number, Group>();
    for (let index = this.#firstKept(); index < this.#count; index += 1) {
      this.#add(groupIn(groups, this.#route[index] as number), index);
    }
    const totals = [...groups].map(([number, group]) => ({ route: this.#routes[number] ?? '-', ...totalsOf(group) }));
    return totals.sort((a, b) => b.requests - a.requests);
  }

  get hasStatus(): boolean {
    return this.#hasStatus;
  }

  get hasLatency(): boolean {
    return this.#hasLatency;
  }

  #push(row: number, at: number, record: AccessLogRecord | null): void {
    if (record === null) {
      this.#unread += 1;
      return;
    }
    if (this.#count === this.#at.length) this.#grow();
    const index = this.#count++;
    const status = record.number('status');
    const latency = LATENCIES.map((name) => record.number(name)).find((ms) => ms !== null) ?? null;
    this.#at[index] = at;
    this.#row[index] = row;
    this.#status[index] = status ?? 0;
    this.#latency[index] = latency ?? Number.NaN;
    this.#route[index] = this.#routeNumber(routeOf(record));
    this.#hasStatus ||= status !== null;
    this.#hasLatency ||= latency !== null;
  }

  #routeNumber(route: string): number {
    const known = this.#routeNumbers.get(route);
    if (known !== undefined) return known;
    const number = this.#routes.push(route) - 1;
    this.#routeNumbers.set(route, number);
    return number;
  }

  /** What the store let go does not count any more. */
  #firstKept(): number {
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#row[middle] as number) < this.#records.first) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #range(first: number): [number, number] | null {
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let index = first; index < this.#count; index += 1) {
      const at = this.#at[index] as number;
      if (at < from) from = at;
      if (at > to) to = at;
    }
    return from <= to ? [from, to] : null;
  }

  #add(group: Group, index: number): void {
    const status = this.#status[index] as number;
    const latency = this.#latency[index] as number;
    group.requests += 1;
    if (status >= 500) group.serverErrors += 1;
    else if (status >= 400) group.clientErrors += 1;
    if (!Number.isNaN(latency)) group.latencies.push(latency);
  }

  #forget(): void {
    this.#generation = this.#records.generation;
    this.#next = 0;
    this.#count = 0;
    this.#unread = 0;
    this.#routes = [];
    this.#routeNumbers = new Map();
    this.#hasStatus = false;
    this.#hasLatency = false;
  }

  #grow(): void {
    const size = this.#at.length * 2;
    const larger = <A extends Float64Array | Uint16Array | Uint32Array>(old: A, made: A): A => {
      made.set(old);
      return made;
    };
    this.#at = larger(this.#at, new Float64Array(size));
    this.#row = larger(this.#row, new Float64Array(size));
    this.#status = larger(this.#status, new Uint16Array(size));
    this.#latency = larger(this.#latency, new Float64Array(size));
    this.#route = larger(this.#route, new Uint32Array(size));
  }
}

interface Group {
  requests: number;
  clientErrors: number;
  serverErrors: number;
  latencies: number[];
}

function groupIn(groups: Map<number, Group>, key: number): Group {
  const known = groups.get(key);
  if (known) return known;
  const group = { requests: 0, clientErrors: 0, serverErrors: 0, latencies: [] };
  groups.set(key, group);
  return group;
}

function totalsOf({ latencies, ...counted }: Group): Totals {
  const sorted = Float64Array.from(latencies).sort();
  const [p50, p95, p99] = [50, 95, 99].map((share) => percentile(sorted, share)) as [
    Totals['p50'],
    Totals['p95'],
    Totals['p99'],
  ];
  return { ...NOTHING, ...counted, p50, p95, p99 };
}

/** The first that a line has tells how long it took, as in lib/core/insights-query.ts. */
const LATENCIES = ['responseLatency', 'integrationLatency', 'integration.latency'] as const;

/** The route as its format tells it; `-` where the request met none. A path stands for it only where the format has nothing better. */
function routeOf(record: AccessLogRecord): string {
  const key = record.text('routeKey');
  if (key !== null || knows(record, 'routeKey')) return key ?? '-';
  const path = record.text(knows(record, 'resourcePath') ? 'resourcePath' : 'path');
  const method = record.text('httpMethod');
  return [method, path].filter((part) => part !== null).join(' ') || '-';
}

function knows(record: AccessLogRecord, variable: string): boolean {
  for (const [name] of record.entries()) if (name === variable) return true;
  return false;
}
