import 'server-only';
import type { TailPart } from './contract';
import type { Gate } from './gate';
import type { Hearer } from './shared-tail';
import type { TailState, Windows } from './windows';

export interface SeatPlan {
  gate: Gate;
  tell: (part: TailPart) => void;
  /** Nothing before is told. */
  since: number;
  /** What its holder was told before it had the seat; null where that is what the shared tail told. */
  own: Windows | null;
  now: () => number;
}

/** One place at a shared tail. What its holder was told elsewhere is not told again. */
export class Seat implements Hearer {
  readonly #plan: SeatPlan;
  #begunAt = Number.POSITIVE_INFINITY;
  #own: Windows | null;
  #held: TailPart[] | null;
  #since: number;
  #settle: (how: TailState | null) => void = () => {};
  #reject: (error: unknown) => void = () => {};
  /** Where to go on from, as soon as the seat is lost; null where that is not known, or not wanted. */
  readonly parted: Promise<TailState | null>;

  constructor(plan: SeatPlan) {
    this.#plan = plan;
    this.#since = plan.since;
    this.#own = plan.own;
    this.#held = plan.own ? [] : null;
    this.parted = new Promise((resolve, reject) => {
      this.#settle = resolve;
      this.#reject = reject;
    });
    this.parted.catch(() => {});
  }

  get paused(): boolean {
    return this.#plan.gate.isShut;
  }

  /** What was heard so far is told, and from now on everything at once. */
  begin(): void {
    // What is older was read alone for the last time, and its ids are forgotten; the others' windows may reach further.
    if (this.#own) this.#since = Math.max(this.#since, this.#own.reach);
    this.#begunAt = this.#plan.now();
    const held = this.#held ?? [];
    this.#held = null;
    for (const part of held) this.hear(part);
  }

  hear(part: TailPart): void {
    if (this.#held) this.#held.push(part);
    else if (part.kind === 'events') this.#hearEvents(part);
    else {
      this.#plan.tell(part);
      // What was told alone has by then been seen by the shared tail as well, or is out of its reach.
      if (part.kind === 'polled' && part.isLong && part.upTo > this.#begunAt) this.#own = null;
    }
  }

  released(state: TailState): void {
    const told = this.#own ? [...state.told, ...this.#own.state.told] : state.told;
    this.#settle(this.#held ? null : { ...state, since: this.#since, told });
  }

  failed(error: unknown): void {
    this.#reject(error);
  }

  /** The seat is no longer wanted. */
  give(): void {
    this.#settle(null);
  }

  #hearEvents({ events }: Extract<TailPart, { kind: 'events' }>): void {
    const fresh = events.filter(({ id, at }) => at >= this.#since && this.#own?.has(id) !== true);
    if (fresh.length > 0) this.#plan.tell({ kind: 'events', events: fresh });
  }
}
