import type { openGuarded } from '@/components/console/exchange/guarded';
import type { CorsPlan, Plan } from '@/lib/core/cors/plan';
import type { Failure } from '@/lib/core/error';
import type { AnswerHead, ExchangeEvent, WireRequest } from '@/lib/core/outcome';
import type { CorsForm } from './cors-form';

/** What became of a preflight. */
export type Asked =
  | { type: 'running' }
  | { type: 'answered'; request: WireRequest; head: AnswerHead }
  | { type: 'unreachable'; message: string }
  | { type: 'failed'; failure: Failure };

/** One check of a page's request. Never changed, always replaced. */
export interface CorsRun {
  id: number;
  plan: Exclude<Plan, { type: 'impossible' }>;
  /** Null where none is asked for. */
  preflight: Asked | null;
  /** The exchange of the request itself, among the others of its route; null until it is sent. */
  actual: string | null;
  failure: Failure | null;
}

export interface CorsCaller {
  /** What asks for permission: the input of `send`. */
  preflight: unknown;
  /** Whether the request itself goes out after the preflight without being asked for: it changes nothing. */
  goesOn(plan: CorsRun['plan'], preflight: Asked | null): boolean;
  /** Sends the request itself, and answers with the id of its exchange. Throws Failed. */
  actual(): Promise<string>;
}

type Open = typeof openGuarded;

/** The form and the last check of each place. They live outside React: another tab of the request loses neither. */
export class CorsRuns {
  readonly #open: Open;
  readonly #failureOf: (error: unknown) => Failure;
  readonly #forms = new Map<string, CorsForm>();
  readonly #runs = new Map<string, { run: CorsRun; caller: CorsCaller }>();
  readonly #listeners = new Set<() => void>();
  #last = 0;

  constructor(open: Open, failureOf: (error: unknown) => Failure) {
    this.#open = open;
    this.#failureOf = failureOf;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  form(place: string): CorsForm | null {
    return this.#forms.get(place) ?? null;
  }

  setForm(place: string, form: CorsForm): void {
    this.#forms.set(place, form);
    this.#tell();
  }

  run(place: string): CorsRun | null {
    return this.#runs.get(place)?.run ?? null;
  }

  /** Asks as a browser would: the preflight first where there is one, and the request itself where that is harmless. */
  async check(place: string, plan: CorsRun['plan'], caller: CorsCaller): Promise<void> {
    this.#last += 1;
    const id = this.#last;
    const asks = plan.type === 'preflight';
    const run: CorsRun = { id, plan, preflight: asks ? { type: 'running' } : null, actual: null, failure: null };
    this.#runs.set(place, { run, caller });
    this.#tell();
    const preflight = asks ? await this.#ask(caller.preflight) : null;
    this.#change(place, id, { preflight });
    if (caller.goesOn(plan, preflight)) await this.#send(place, id, caller);
  }

  /** Sends the request itself after all. */
  async sendActual(place: string): Promise<void> {
    const known = this.#runs.get(place);
    if (known) await this.#send(place, known.run.id, known.caller);
  }

  async #send(place: string, id: number, caller: CorsCaller): Promise<void> {
    if (this.run(place)?.id !== id) return;
    try {
      const actual = await caller.actual();
      this.#change(place, id, { actual, failure: null });
    } catch (error) {
      this.#change(place, id, { failure: this.#failureOf(error) });
    }
  }

  async #ask(input: unknown): Promise<Asked> {
    let request: WireRequest | null = null;
    const stop = new AbortController();
    for await (const part of this.#open(input, null, stop.signal)) {
      if (part.kind === 'bytes') continue;
      if (part.event.type === 'request') request = part.event.request;
      const asked = askedAfter(part.event, request);
      // The body of a preflight says nothing to a browser.
      if (asked) {
        stop.abort();
        return asked;
      }
    }
    return { type: 'unreachable', message: 'The preflight came to no end.' };
  }

  /** Nothing where another check took its place. */
  #change(place: string, id: number, change: Partial<CorsRun>): void {
    const known = this.#runs.get(place);
    if (known?.run.id !== id) return;
    this.#runs.set(place, { ...known, run: { ...known.run, ...change } });
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function askedAfter(event: ExchangeEvent, request: WireRequest | null): Asked | null {
  switch (event.type) {
    case 'head':
      return request && { type: 'answered', request, head: event.head };
    case 'unreachable':
      return { type: 'unreachable', message: event.message };
    case 'failure':
      return { type: 'failed', failure: event.failure };
    default:
      return null;
  }
}

/** Whether two checks would ask the same. */
export function samePlan(one: Plan, other: Plan): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A plan in which CORS has a part. */
export function isCors(plan: Plan): plan is CorsPlan {
  return plan.type === 'simple' || plan.type === 'preflight';
}
