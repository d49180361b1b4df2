import 'server-only';
import { ENTRY, type LineSink } from '@/lib/core/line';
import { LogFrameWriter } from '@/lib/core/log-frame';
import type { TailPart } from './contract';

/** How often it is said that all is told, where nothing else happens. */
const POLLED_EVERY_MS = 1_000;

/** Puts what a tail tells on a line. */
export class Teller {
  readonly #sink: LineSink;
  readonly #writer = new LogFrameWriter();
  readonly #now: () => number;
  readonly #onFull: () => void;
  #polledAt = Number.NEGATIVE_INFINITY;
  #caughtUp = false;

  /** `onFull` is called when the receiver can take no more; what has begun to be told is told whole. */
  constructor(sink: LineSink, { now, onFull }: { now: () => number; onFull: () => void }) {
    this.#sink = sink;
    this.#now = now;
    this.#onFull = onFull;
  }

  tell(part: TailPart): void {
    if (part.kind === 'events') this.#frames(part);
    else if (part.kind === 'polled') this.#polled(part);
    else if (part.kind === 'resumed') this.#sink.event({ type: 'resumed' });
    else this.#sink.event({ type: 'trouble', failure: part.failure, retryInMs: part.retryInMs });
  }

  #frames({ events }: Extract<TailPart, { kind: 'events' }>): void {
    let full = false;
    for (const { bytes, count } of this.#writer.write(events)) {
      if (!this.#sink.frame(ENTRY.binaryIn, bytes, count)) full = true;
    }
    if (full) this.#onFull();
  }

  #polled({ upTo, caughtUp }: Extract<TailPart, { kind: 'polled' }>): void {
    const now = this.#now();
    if (caughtUp === this.#caughtUp && Math.abs(now - this.#polledAt) < POLLED_EVERY_MS) return;
    this.#polledAt = now;
    this.#caughtUp = caughtUp;
    this.#sink.event({ type: 'polled', upTo, caughtUp });
  }
}
