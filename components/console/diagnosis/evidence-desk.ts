import { gatherEvidence } from '@/app/actions';
import { stoppableEventsOf } from '@/components/shell/answer';
import type { ApiRef } from '@/lib/core/api';
import type { Failure } from '@/lib/core/error';
import { type Ask, askKey, type Finding } from '@/lib/diagnosis/findings';

/** Asks AWS: the action, or another in tests. */
export type Gather = (
  api: ApiRef,
  asks: Ask[],
  signal: AbortSignal,
) => AsyncIterable<Finding | { type: 'failure'; failure: Failure }>;

const throughAction: Gather = (api, asks, signal) =>
  stoppableEventsOf((name) => gatherEvidence(api, asks, name), signal);

/** What AWS told about one exchange. Each question is asked once; whoever leaves stops what is under way. */
export class EvidenceDesk {
  readonly #gather: Gather;
  readonly #asked = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #stop = new AbortController();
  #findings: readonly Finding[] = [];
  #open = 0;

  constructor(gather: Gather = throughAction) {
    this.#gather = gather;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  findings = (): readonly Finding[] => this.#findings;
  /** Whether anything is still being asked. */
  busy = (): boolean => this.#open > 0;

  /** Asks what was not asked yet. Where nothing is wanted any more, what is under way stops. */
  want(api: ApiRef, asks: readonly Ask[]): void {
    if (asks.length === 0 && this.#open > 0) this.leave();
    const fresh = asks.filter((ask) => !this.#asked.has(askKey(ask)));
    if (fresh.length === 0) return;
    for (const ask of fresh) this.#asked.add(askKey(ask));
    this.#open += 1;
    void this.#run(api, fresh, this.#stop.signal);
  }

  /** Stops what is under way: it is asked again where somebody comes back. */
  leave(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#asked.clear();
    for (const { ask } of this.#findings) this.#asked.add(askKey(ask));
  }

  async #run(api: ApiRef, asks: Ask[], signal: AbortSignal): Promise<void> {
    for await (const event of this.#gather(api, asks, signal)) {
      if (signal.aborted) break;
      if (!('type' in event)) this.#add([event]);
      else this.#add(this.#unanswered(asks).map((ask) => ({ ask, found: { ok: false, failure: event.failure } })));
    }
    this.#open -= 1;
    this.#tell();
  }

  #unanswered(asks: readonly Ask[]): Ask[] {
    const told = new Set(this.#findings.map(({ ask }) => askKey(ask)));
    return asks.filter((ask) => !told.has(askKey(ask)));
  }

  #add(findings: readonly Finding[]): void {
    this.#findings = [...this.#findings, ...findings];
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const MOST_DESKS = 50;
const desks = new Map<string, EvidenceDesk>();

/** The one desk of an exchange, for as long as the page lives or newer ones take its place. */
export function deskOf(exchange: string): EvidenceDesk {
  const known = desks.get(exchange);
  if (known) return known;
  const [oldest] = desks.keys();
  if (desks.size >= MOST_DESKS && oldest !== undefined) desks.delete(oldest);
  const desk = new EvidenceDesk();
  desks.set(exchange, desk);
  return desk;
}
