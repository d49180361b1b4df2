/** Ends one exchange from outside: its time limit, or the person who cancels. The first of the two has the word. */
export class Stop {
  reason: 'timeout' | 'cancelled' | null = null;
  readonly limitMs: number;
  readonly #signal: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  #destroy: (() => void) | null = null;
  #tripped: (() => void) | null = null;

  constructor(limitMs: number, signal: AbortSignal) {
    this.limitMs = limitMs;
    this.#signal = signal;
    this.#timer = setTimeout(() => this.#trip('timeout'), limitMs);
    signal.addEventListener('abort', this.#cancel);
    if (signal.aborted) this.#cancel();
  }

  /** What to destroy when it comes to that: at once where it already has. */
  attach(destroy: () => void): void {
    this.#destroy = destroy;
    if (this.reason !== null) destroy();
  }

  /** Who reads the answer learns of it before anything is destroyed, and also when the answer has already arrived whole. */
  whenTripped(tripped: () => void): void {
    this.#tripped = tripped;
    if (this.reason !== null) tripped();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#cancel);
  }

  /** `The time limit of 30 s was reached` or `You cancelled this request`, without the full stop. */
  get sentence(): string {
    if (this.reason === 'cancelled') return 'You cancelled this request';
    return `The time limit of ${this.limitMs % 1000 === 0 ? `${this.limitMs / 1000} s` : `${this.limitMs} ms`} was reached`;
  }

  readonly #cancel = (): void => this.#trip('cancelled');

  #trip(reason: 'timeout' | 'cancelled'): void {
    if (this.reason !== null) return;
    this.reason = reason;
    this.#tripped?.();
    this.#destroy?.();
  }
}
