import 'server-only';
import { ENTRY, type EntryTag, type FrameTag, isLast, type Line, type LineEvent, type LineSink } from '@/lib/core/line';
import { epochNow } from './live-clock';
import type { LiveLimits } from './live-limits';
import type { Count, Tape } from './live-tape';

type Valve = Pick<Line, 'pause' | 'resume' | 'patient'>;

/**
 * Takes what happens on a line and puts it on its tape. When the browser falls behind, the other end is paused; when that
 * lasts too long, it is read on, and what comes meanwhile is counted and not kept.
 */
export class Intake implements LineSink {
  #ended = false;
  #valve: Valve | null = null;
  /** Runs while the other end is paused. */
  #pause: NodeJS.Timeout | null = null;
  #missing = false;
  #missed: Count = { frames: 0, bytes: 0 };
  #readTo = 0;
  readonly #tape: Tape;
  readonly #limits: LiveLimits;
  readonly #stirred: (when: 'now' | 'soon') => void;

  /** `stirred` is called for each entry that was put on the tape, with how soon the browser should have it. */
  constructor(tape: Tape, limits: LiveLimits, stirred: (when: 'now' | 'soon') => void) {
    this.#tape = tape;
    this.#limits = limits;
    this.#stirred = stirred;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** From now on there is something to pause. */
  control(valve: Valve): void {
    this.#valve = valve;
    if (this.#pause !== null) valve.pause();
  }

  event(event: LineEvent): void {
    if (this.#ended) return;
    if (this.#missing && isChatter(event)) {
      if (event.type === 'errors') this.#missed.frames += 1;
      return;
    }
    this.#keep(ENTRY.event, Buffer.from(JSON.stringify(event)));
    if (isLast(event)) this.#end();
    else this.#pauseIfFull();
  }

  frame(tag: FrameTag, bytes: Uint8Array, said = 1): boolean {
    if (this.#ended) return true;
    // A line that does not heed its pause is not waited for.
    if (this.#unread > this.#limits.unread + this.#limits.kept) this.#readOn();
    if (this.#missing && (tag === ENTRY.textIn || tag === ENTRY.binaryIn)) {
      this.#missed.frames += said;
      this.#missed.bytes += bytes.length;
      return true;
    }
    this.#keep(tag, bytes, said);
    return !this.#pauseIfFull();
  }

  /** The browser has handled everything up to this place, or has gone back to it. */
  readTo(position: number): void {
    this.#readTo = position;
    if (this.#unread > this.#limits.unread / 2) return;
    this.#missing = false;
    this.#tellMissed();
    if (this.#clearPause()) this.#valve?.resume();
  }

  get #unread(): number {
    return this.#tape.end - this.#readTo;
  }

  #pauseIfFull(): boolean {
    if (this.#missing || this.#unread <= this.#limits.unread) return false;
    if (this.#pause === null) {
      this.#pause = setTimeout(() => this.#pausedLongEnough(), this.#limits.pauseMs);
      this.#valve?.pause();
    }
    return true;
  }

  #pausedLongEnough(): void {
    if (this.#valve?.patient !== true) this.#readOn();
  }

  #readOn(): void {
    this.#missing = true;
    if (this.#clearPause()) this.#valve?.resume();
  }

  #clearPause(): boolean {
    if (this.#pause === null) return false;
    clearTimeout(this.#pause);
    this.#pause = null;
    return true;
  }

  /** Nothing is put on the tape before it is said what is missing in front of it. */
  #keep(tag: EntryTag, payload: Uint8Array, said = 1): void {
    this.#tellMissed();
    this.#tape.append(tag, epochNow(), payload, said);
    this.#stirred(tag === ENTRY.textOut || tag === ENTRY.binaryOut ? 'soon' : 'now');
  }

  #tellMissed(): void {
    const { frames, bytes } = this.#missed;
    if (frames === 0 || this.#ended) return;
    this.#missed = { frames: 0, bytes: 0 };
    const gap: LineEvent = { type: 'gap', frames, bytes, why: 'unread' };
    this.#tape.append(ENTRY.event, epochNow(), Buffer.from(JSON.stringify(gap)));
    this.#stirred('now');
  }

  #end(): void {
    this.#ended = true;
    this.#clearPause();
  }
}

/** Events that the other end can cause without limit: where frames are not kept, neither are they. */
function isChatter({ type }: LineEvent): boolean {
  return type === 'beat' || type === 'note' || type === 'errors';
}
