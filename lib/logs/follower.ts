import 'server-only';
import type { LineSink } from '@/lib/core/line';
import type { TailClock } from './clock';
import type { TailPart } from './contract';
import { GroupLine } from './group-line';
import type { Pace } from './pace';
import type { Logs, Patience, TailAsked } from './reading';
import { Seat } from './seat';
import { SharedTail } from './shared-tail';
import { Tail } from './tail';
import { LATEST_MS, type TailState } from './windows';

export interface FollowerPlan {
  logs: Logs;
  asked: TailAsked;
  pace: Pick<Pace, 'begin' | 'everyMs'>;
  patience: Patience;
  clock: TailClock;
  /** What a person should know of the reading, said once at its beginning. */
  note?: string | null;
  /** The tails that others follow, by what they follow. */
  shared: Map<string, SharedTail>;
  /** What this one follows. */
  key: string;
}

/** Who reads a window as fast as this is near enough to the live edge to share it. */
const QUICK_MS = 5_000;

/**
 * One line that follows a log group by polling. It reads what lies behind by itself, at the pace of its receiver, and
 * then shares one tail with all who follow the same; what it was told in between is known by its ids.
 */
export class Follower extends GroupLine {
  readonly patient = true;
  readonly #plan: FollowerPlan;
  #note: string | null;
  #seat: { seat: Seat; at: SharedTail } | null = null;

  constructor(plan: FollowerPlan, sink: LineSink) {
    super(sink, plan.clock.now);
    this.#plan = plan;
    this.#note = plan.note ?? null;
  }

  override pause(): void {
    super.pause();
    this.#seat?.at.balance();
  }

  override resume(): void {
    super.resume();
    this.#seat?.at.balance();
  }

  override close(): void {
    super.close();
    this.#leave();
  }

  protected override async run(signal: AbortSignal): Promise<void> {
    const { clock, asked } = this.#plan;
    for (let tail = this.#newTail(); !signal.aborted; ) {
      const begunAt = clock.now();
      await this.#alone(tail);
      this.#sayNote();
      if (signal.aborted || begunAt >= (asked.until ?? Number.POSITIVE_INFINITY) + LATEST_MS) return;
      const near = asked.until === undefined && clock.now() - begunAt < QUICK_MS && !this.gate.isShut;
      const state = near ? await this.#together(tail) : null;
      if (state) tail = this.#newTail(state);
      else await tail.pause(signal);
    }
  }

  #sayNote(): void {
    if (this.#note !== null) this.sink.event({ type: 'note', message: this.#note });
    this.#note = null;
  }

  /** Reads one window, as fast as the receiver takes it. */
  async #alone(tail: Tail): Promise<void> {
    const { signal } = this.stop;
    const end = this.#plan.pace.begin();
    try {
      await this.gate.passed(signal);
      for await (const part of tail.window(signal)) {
        this.teller.tell(part);
        await this.gate.passed(signal);
      }
    } finally {
      end();
    }
  }

  /** Shares a tail for as long as it can. Where to go on from, or null to go on as before. */
  async #together(tail: Tail): Promise<TailState | null> {
    const { shared, key } = this.#plan;
    const others = shared.get(key);
    const seat = this.#newSeat(others ? tail : null);
    if (others) {
      this.#seat = { seat, at: others };
      if (!(await this.#catchUp(tail, seat, others))) return null;
    } else {
      this.#seat = { seat, at: this.#share(tail, seat) };
    }
    const state = await seat.parted;
    this.#seat = null;
    return state;
  }

  /** Hears the others already, and reads once more what they may have been told before: then nothing is missing between. */
  async #catchUp(tail: Tail, seat: Seat, others: SharedTail): Promise<boolean> {
    const { signal } = this.stop;
    others.join(seat, this.#plan.asked.since);
    for await (const part of tail.window(signal, true)) {
      this.teller.tell(part);
      if (this.gate.isShut) break;
    }
    if (this.gate.isShut || signal.aborted) {
      this.#leave();
      return false;
    }
    seat.begin();
    return true;
  }

  #share(tail: Tail, seat: Seat): SharedTail {
    const { shared, key, pace } = this.#plan;
    const end = pace.begin();
    const over = () => {
      end();
      if (shared.get(key) === created) shared.delete(key);
    };
    const created = new SharedTail(tail, seat, over);
    shared.set(key, created);
    return created;
  }

  #leave(): void {
    this.#seat?.seat.give();
    this.#seat?.at.leave(this.#seat.seat);
    this.#seat = null;
  }

  #newSeat(own: Tail | null): Seat {
    const { clock, asked } = this.#plan;
    const tell = (part: TailPart) => this.teller.tell(part);
    return new Seat({ gate: this.gate, tell, since: asked.since, own: own?.windows ?? null, now: clock.now });
  }

  #newTail(state?: TailState): Tail {
    const { logs, asked, clock, patience, pace } = this.#plan;
    const everyMs = (calls: number) => pace.everyMs(calls);
    return new Tail(logs, asked, { clock, patience, everyMs, ...(state ? { state } : {}) });
  }
}
