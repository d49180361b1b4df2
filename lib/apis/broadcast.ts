import 'server-only';
import { setMaxListeners } from 'node:events';

/**
 * One run of work with any number of listeners. Who joins late hears everything from the start; when the last one
 * leaves, the run is told to stop.
 */
export class Broadcast<E> {
  readonly #log: E[] = [];
  readonly #stop = new AbortController();
  #listeners = 0;
  #ended = false;
  #failure: unknown;
  #waiting = new Set<() => void>();

  /** Starts `work` at once; what it says goes to every listener, and what it throws ends them all. */
  constructor(work: (say: (event: E) => void, signal: AbortSignal) => Promise<void>) {
    // Every call under way listens to it: many at once are no leak.
    setMaxListeners(0, this.#stop.signal);
    Promise.resolve()
      .then(() => work((event) => this.#say(event), this.#stop.signal))
      .then(
        () => this.#end(undefined),
        (error) => this.#end(error),
      );
  }

  get ended(): boolean {
    return this.#ended || this.#stop.signal.aborted;
  }

  async *listen(signal: AbortSignal): AsyncGenerator<E> {
    this.#listeners += 1;
    signal.addEventListener('abort', this.#awaken);
    try {
      for (let at = 0; ; ) {
        const news = this.#log.slice(at);
        at += news.length;
        yield* news;
        // Only now: the listener may have left while it was told, and more may have been said.
        if (signal.aborted) return;
        if (at < this.#log.length) continue;
        if (this.#ended) return this.#rethrow();
        await new Promise<void>((resolve) => this.#waiting.add(resolve));
      }
    } finally {
      signal.removeEventListener('abort', this.#awaken);
      this.#listeners -= 1;
      if (this.#listeners === 0) this.#stop.abort();
    }
  }

  #say(event: E) {
    this.#log.push(event);
    this.#awaken();
  }

  #rethrow() {
    if (this.#failure !== undefined) throw this.#failure;
  }

  #end(failure: unknown) {
    this.#ended = true;
    this.#failure = failure;
    this.#awaken();
  }

  readonly #awaken = () => {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  };
}
