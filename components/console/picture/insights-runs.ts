import { runInsights } from '@/app/log-actions';
import { stoppableEventsOf } from '@/components/shell/answer';
import type { Failure } from '@/lib/core/error';
import type { InsightsEvent, InsightsInput, InsightsStatistics } from '@/lib/logs/contract';

type Done = Extract<InsightsEvent, { type: 'done' }>;
type Rejected = Extract<InsightsEvent, { type: 'rejected' }>;

/** One run of a query, as far as it is. */
export type Run = {
  input: InsightsInput;
  statistics: InsightsStatistics;
} & (
  | { state: 'running'; waiting: boolean }
  | { state: 'done'; ended: Done['ended']; result: Done['result'] }
  | { state: 'rejected'; rejection: Rejected }
  | { state: 'failed'; failure: Failure }
  | { state: 'stopped' }
);

const NOTHING_READ: InsightsStatistics = { matched: 0, scanned: 0, bytes: 0 };

/** The queries of this page, by name. They go on while something else is looked at, and are stopped by name. */
class InsightsRuns {
  readonly #runs = new Map<string, Run>();
  readonly #stops = new Map<string, AbortController>();
  readonly #listeners = new Set<() => void>();

  readonly get = (name: string): Run | null => this.#runs.get(name) ?? null;

  /** Runs a query; one of the same name that is under way is stopped. Resolves with what came of it, null where it was replaced. */
  async start(name: string, input: InsightsInput): Promise<Run | null> {
    this.#stops.get(name)?.abort();
    const stop = new AbortController();
    this.#stops.set(name, stop);
    this.#set(name, { state: 'running', waiting: true, input, statistics: NOTHING_READ });
    for await (const event of stoppableEventsOf((id) => runInsights(input, id), stop.signal)) {
      if (stop.signal.aborted) break;
      this.#set(name, after(event, this.#runs.get(name) ?? null, input));
    }
    if (this.#stops.get(name) === stop) {
      this.#stops.delete(name);
      this.#settle(name);
    }
    return this.#stops.has(name) ? null : this.get(name);
  }

  /** What was read until then is charged all the same, so it stays in sight. */
  stop(name: string): void {
    this.#stops.get(name)?.abort();
    this.#stops.delete(name);
    this.#settle(name);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is not under way any more and has no end was stopped. */
  #settle(name: string): void {
    const run = this.#runs.get(name);
    if (run?.state === 'running') this.#set(name, { state: 'stopped', input: run.input, statistics: run.statistics });
  }

  #set(name: string, run: Run): void {
    this.#runs.set(name, run);
    for (const listener of this.#listeners) listener();
  }
}

function after(
  event: InsightsEvent | { type: 'failure'; failure: Failure },
  before: Run | null,
  input: InsightsInput,
): Run {
  const statistics = before?.statistics ?? NOTHING_READ;
  switch (event.type) {
    case 'progress':
      return { state: 'running', waiting: event.waiting, input, statistics: event.statistics };
    case 'rejected':
      return { state: 'rejected', rejection: event, input, statistics };
    case 'failure':
      return { state: 'failed', failure: event.failure, input, statistics };
    case 'done':
      return { state: 'done', ended: event.ended, result: event.result, input, statistics: event.statistics };
  }
}

export const insightsRuns = new InsightsRuns();
