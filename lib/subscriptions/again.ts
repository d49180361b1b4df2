import 'server-only';
import { backOffMs } from '@/lib/core/back-off';
import { toFailure } from '@/lib/core/error';
import type { LineSink } from '@/lib/core/line';

const MOST_ATTEMPTS = 20;
/** A line that held for so long broke for a new reason. */
const STEADY_MS = 60_000;

/** Opens a line again that was good once: what was refused from the start would be refused again. */
export class Again {
  readonly #open: () => Promise<void>;
  readonly #sink: LineSink;
  #attempt = 0;
  #goodSince: number | null = null;
  #wasGood = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(open: () => Promise<void>, sink: LineSink) {
    this.#open = open;
    this.#sink = sink;
  }

  /** The API took the subscription. */
  good(): void {
    this.#wasGood = true;
    this.#goodSince = performance.now();
  }

  /** The line is down: it opens again, or that was its end. */
  down({ forGood }: { forGood: boolean }): void {
    if (this.#goodSince !== null && performance.now() - this.#goodSince > STEADY_MS) this.#attempt = 0;
    this.#goodSince = null;
    if (forGood || !this.#wasGood || this.#attempt >= MOST_ATTEMPTS) {
      this.#sink.event({ type: 'ended' });
      return;
    }
    this.#attempt += 1;
    const delayMs = backOffMs(this.#attempt);
    this.#sink.event({ type: 'waiting', attempt: this.#attempt, delayMs });
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#open().catch((error: unknown) => this.#sink.event({ type: 'failure', failure: toFailure(error) }));
    }, delayMs);
  }

  /** Ends a line that waits; false where it does not. */
  stop(): boolean {
    if (this.#timer === null) return false;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#sink.event({ type: 'ended' });
    return true;
  }
}
