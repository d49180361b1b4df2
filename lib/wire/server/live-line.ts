import 'server-only';
import { AppError, toFailure } from '@/lib/core/error';
import type { HowToClose, Line, LineEvent, LineSink } from '@/lib/core/line';
import type { Reply } from '@/lib/wire/reply';
import { type Call, Calls } from './live-calls';
import { Intake } from './live-intake';
import type { LiveLimits } from './live-limits';
import { Outlet, type Reader } from './live-outlet';
import { Tape } from './live-tape';

/** Opens a line; what becomes of it goes into the sink. Rejects only where Signalbox itself cannot do its part. */
export type Connect = (input: unknown, context: { signal: AbortSignal; sink: LineSink }) => Promise<Line>;

/** What a line needs of the hub that holds it. */
export interface Holder {
  limits: LiveLimits;
  connect: Connect;
  /** A line took memory. */
  grown(): void;
  /** Nobody came for the line in time. */
  lapsed(line: HeldLine): void;
  /** Something was thrown that is no AppError. */
  defect(error: unknown): void;
}

/** A reader that also hears the replies to what it said. */
export interface Listener extends Reader {
  reply(call: number, reply: Reply<null>): void;
  /** Another tab reads the line from now on. */
  lost(): void;
}

/** One line and what is kept of it, whether a browser looks at it or not. */
export class HeldLine {
  readonly id: string;
  readonly #holder: Holder;
  readonly #tape: Tape;
  readonly #intake: Intake;
  readonly #outlet: Outlet;
  readonly #calls: Calls;
  readonly #opening = new AbortController();
  #listener: Listener | null = null;
  #line: Line | null = null;
  #opened: Promise<unknown> = Promise.resolve();
  #closing: HowToClose | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(id: string, holder: Holder) {
    this.id = id;
    this.#holder = holder;
    this.#tape = new Tape(() => this.#trim());
    this.#outlet = new Outlet(this.#tape, holder.limits);
    this.#intake = new Intake(this.#tape, holder.limits, (when) => this.#outlet.stir(when));
    this.#calls = new Calls((call, reply) => this.#listener?.reply(call, reply), holder.defect);
  }

  get ended(): boolean {
    return this.#intake.ended;
  }

  /** Whether a browser looks at it. */
  get watched(): boolean {
    return this.#listener !== null;
  }

  get retained(): number {
    return this.#tape.retained;
  }

  open(input: unknown): void {
    const { signal } = this.#opening;
    this.#opened = this.#holder.connect(input, { signal, sink: this.#intake }).then(
      (line) => this.#hold(line),
      (error: unknown) => this.#fail(error),
    );
  }

  /** Puts an end to a line that was never opened. */
  refuse(error: AppError): void {
    this.#intake.event({ type: 'failure', failure: toFailure(error) });
  }

  /** The listener has everything up to `after`, and replies to its voice. Whoever listened before does so no longer. */
  attach(listener: Listener, { voice, after }: { voice: string; after: number }): void {
    if (this.#listener !== listener) this.#listener?.lost();
    this.#listener = listener;
    this.#clearTimer();
    this.#calls.hear(voice);
    this.#intake.readTo(this.#outlet.attach(listener, after));
  }

  detach(listener: Listener): void {
    if (this.#listener !== listener) return;
    this.#listener = null;
    this.#outlet.detach();
    this.#wait();
  }

  acknowledge(seq: number): void {
    this.#intake.readTo(this.#outlet.acknowledge(seq));
    this.#trim();
  }

  say(call: Omit<Call, 'say'>, input: unknown, bytes: Uint8Array | null): void {
    this.#calls.take({ ...call, say: () => this.#say(input, bytes) });
  }

  close(how: HowToClose): void {
    this.#closing = how;
    if (this.ended) return;
    this.#opening.abort();
    this.#line?.close(how);
    setTimeout(() => this.#intake.event({ type: 'ended' }), this.#holder.limits.closingMs).unref();
  }

  /** Lets go of it for good. */
  drop(how: HowToClose): void {
    this.#clearTimer();
    this.#listener = null;
    this.#outlet.detach();
    this.close(how);
    this.#intake.event({ type: 'ended' });
  }

  /** Lets go of what was read until no more than `most` bytes are held. */
  trim(most: number): void {
    this.#tape.trim(most, this.#outlet.readSeq);
  }

  #hold(line: Line): void {
    this.#line = line;
    this.#intake.control(line);
    if (this.#closing !== null || this.ended) line.close(this.#closing ?? { cut: true });
  }

  #fail(error: unknown): void {
    if (!(error instanceof AppError) && !this.#opening.signal.aborted) this.#holder.defect(error);
    const last: LineEvent = this.#closing === null ? { type: 'failure', failure: toFailure(error) } : { type: 'ended' };
    this.#intake.event(last);
  }

  #say(input: unknown, bytes: Uint8Array | null): void | Promise<void> {
    if (this.#line === null && !this.ended) return this.#opened.then(() => this.#sayNow(input, bytes));
    return this.#sayNow(input, bytes);
  }

  #sayNow(input: unknown, bytes: Uint8Array | null): void | Promise<void> {
    if (this.#line === null || this.ended) {
      throw new AppError('not-found', 'This line has ended, so nothing was sent. Open it again.');
    }
    return this.#line.say(input, bytes);
  }

  /** Alone for too long: a line that goes on is closed and then readable for as long again; one that has ended is dropped. */
  #wait(): void {
    this.#clearTimer();
    this.#timer = setTimeout(() => {
      if (this.ended) return this.#holder.lapsed(this);
      this.close({ cut: false });
      this.#wait();
    }, this.#holder.limits.aloneMs).unref();
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #trim(): void {
    this.trim(this.#holder.limits.kept);
    this.#holder.grown();
  }
}
