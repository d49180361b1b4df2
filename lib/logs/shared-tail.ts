import 'server-only';
import type { TailPart } from './contract';
import { Gate } from './gate';
import type { Tail } from './tail';
import type { TailState } from './windows';

/** Who hears what a shared tail tells. */
export interface Hearer {
  /** Can take no more just now. */
  readonly paused: boolean;
  hear(part: TailPart): void;
  /** It is told nothing more, because others can go on and it cannot. From that state it can go on by itself. */
  released(state: TailState): void;
  /** The tail can never succeed any more. */
  failed(error: unknown): void;
}

/**
 * One tail at the live edge for all who follow the same. It goes on while anybody can take more; who cannot is released,
 * unless that is everybody: then the tail itself waits.
 */
export class SharedTail {
  readonly #tail: Tail;
  readonly #hearers = new Set<Hearer>();
  readonly #stop = new AbortController();
  readonly #gate = new Gate();
  readonly #over: () => void;

  /** `tail` has read a window and told it to `first`. `over` is called when nobody is left. */
  constructor(tail: Tail, first: Hearer, over: () => void) {
    this.#tail = tail;
    this.#hearers.add(first);
    this.#over = over;
    this.#run().catch((error: unknown) => this.#fail(error));
  }

  /** From now on it hears everything, late events from `since` on included. */
  join(hearer: Hearer, since: number): void {
    this.#tail.windows.reachBackTo(since);
    this.#hearers.add(hearer);
    this.balance();
  }

  leave(hearer: Hearer): void {
    this.#hearers.delete(hearer);
    this.balance();
  }

  /** To be called whenever somebody can take more or no more. */
  balance(): void {
    const paused = [...this.#hearers].filter((hearer) => hearer.paused);
    if (this.#hearers.size === 0) this.#end();
    else if (paused.length === this.#hearers.size) this.#gate.shut();
    else {
      for (const hearer of paused) this.#release(hearer);
      this.#gate.open();
    }
  }

  /** At once, so that nobody joins any more. */
  #end(): void {
    this.#stop.abort();
    this.#over();
  }

  #release(hearer: Hearer): void {
    this.#hearers.delete(hearer);
    hearer.released(this.#tail.state);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.#tail.pause(signal);
      await this.#gate.passed(signal);
      for await (const part of this.#tail.window(signal)) {
        for (const hearer of this.#hearers) hearer.hear(part);
        await this.#gate.passed(signal);
      }
    }
  }

  #fail(error: unknown): void {
    this.#end();
    for (const hearer of this.#hearers) hearer.failed(error);
    this.#hearers.clear();
  }
}
