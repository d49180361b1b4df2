import 'server-only';
import { FRAME_BYTES } from '@/lib/core/websocket-limits';
import type { HeldSocket } from '@/lib/egress/line';

const TICK_MS = 10;

/** Says the same many times at a rate: `{{n}}` in it counts from 1. It stops by itself, and when the session is no longer open. */
export class Repeat {
  readonly #timer: NodeJS.Timeout;
  #said = 0;
  #waiting = false;

  constructor(how: { times: number; perSecond: number }, bytes: Uint8Array, socket: () => HeldSocket) {
    const text = Buffer.from(bytes).toString('utf8');
    const started = performance.now();
    this.#timer = setInterval(() => {
      const due = Math.min(how.times, Math.floor(((performance.now() - started) / 1000) * how.perSecond) + 1);
      if (!this.#waiting) void this.#catchUp(due, text, socket).catch(() => this.stop());
      if (this.#said >= how.times) this.stop();
    }, TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** A slow other end makes it wait, and what is due meanwhile is said after. */
  async #catchUp(due: number, text: string, socket: () => HeldSocket): Promise<void> {
    this.#waiting = true;
    while (this.#said < due) {
      this.#said += 1;
      const one = Buffer.from(text.replaceAll('{{n}}', String(this.#said)));
      await socket().send(one, { binary: false, frameBytes: FRAME_BYTES });
    }
    this.#waiting = false;
  }
}
