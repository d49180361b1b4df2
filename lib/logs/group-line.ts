import 'server-only';
import { toFailure } from '@/lib/core/error';
import type { Line, LineSink } from '@/lib/core/line';
import { Gate } from './gate';
import { Teller } from './teller';

/** A line that tells what a log group has: it waits while its receiver is full, and says how it ended. How it reads is its own. */
export abstract class GroupLine implements Line {
  protected readonly sink: LineSink;
  protected readonly teller: Teller;
  protected readonly gate = new Gate();
  protected readonly stop = new AbortController();

  constructor(sink: LineSink, now: () => number) {
    this.sink = sink;
    this.teller = new Teller(sink, { now, onFull: () => this.pause() });
    // Whoever opened the line gets it before it says anything.
    Promise.resolve()
      .then(() => this.run(this.stop.signal))
      .then(
        () => sink.event({ type: 'ended' }),
        (error: unknown) => sink.event({ type: 'failure', failure: toFailure(error) }),
      );
  }

  /** Reads and tells until the signal is aborted, or there is nothing more. Throws AppError where it can never succeed. */
  protected abstract run(signal: AbortSignal): Promise<void>;

  /** A log takes nothing. */
  say(): void {}

  pause(): void {
    this.gate.shut();
  }

  resume(): void {
    this.gate.open();
  }

  close(): void {
    this.stop.abort();
  }
}
