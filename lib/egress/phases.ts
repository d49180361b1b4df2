import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Timings } from '@/lib/core/outcome';

/** Marks when each phase of one exchange was over. Milliseconds, monotonic. */
export class Phases {
  readonly #started = performance.now();
  #socketAt = 0;
  #lookedUp = 0;
  #connected = 0;
  #secured = 0;
  #sent = 0;
  #answered = 0;
  #reused = false;

  /** A connection was assigned: new, then its steps are watched, or one that was already open. */
  watch(socket: Socket, options: { reused: boolean; tls: boolean }): void {
    this.#socketAt = performance.now();
    this.#reused = options.reused;
    if (!socket.connecting) {
      this.#sent = this.#socketAt;
      return;
    }
    socket.once('lookup', () => {
      this.#lookedUp = performance.now();
    });
    socket.once('connect', () => {
      this.#connected = performance.now();
      if (!options.tls) this.#sent = this.#connected;
    });
    if (!options.tls) return;
    socket.once('secureConnect', () => {
      this.#secured = performance.now();
      this.#sent = this.#secured;
    });
  }

  /** The head of the answer has arrived. */
  answered(): void {
    this.#answered = performance.now();
  }

  timings(): Timings {
    const now = performance.now();
    return {
      dns: span(this.#socketAt, this.#lookedUp),
      tcp: span(this.#lookedUp || this.#socketAt, this.#connected),
      tls: span(this.#connected, this.#secured),
      firstByte: span(this.#sent, this.#answered),
      download: span(this.#answered, now),
      total: round(now - this.#started),
      reused: this.#reused,
    };
  }
}

function span(from: number, to: number): number | null {
  return from === 0 || to === 0 ? null : round(to - from);
}

/** Microseconds are as fine as the clock is honest. */
function round(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
