import 'server-only';
import { AppError, toFailure } from '@/lib/core/error';
import type { Reply } from '@/lib/wire/reply';

/** How much may wait to be said on one line. */
const MAX_WAITING = 1000;

const DONE: Reply<null> = { ok: true, value: null };

/** One thing that is to be said. */
export interface Call {
  call: number;
  /** All calls up to this one have had their reply. */
  done: number;
  say: () => void | Promise<void>;
}

/**
 * What is said on a line, one after the other and each thing once: a tab that lost its socket asks again for what had no
 * reply, and then gets the reply that there was.
 */
export class Calls {
  #voice = '';
  /** Null while it is being said. */
  readonly #replies = new Map<number, Reply<null> | null>();
  #last: Promise<void> | null = null;
  #waiting = 0;
  readonly #reply: (call: number, reply: Reply<null>) => void;
  readonly #defect: (error: unknown) => void;

  /** `defect` is told of whatever was thrown and is no AppError. */
  constructor(reply: (call: number, reply: Reply<null>) => void, defect: (error: unknown) => void) {
    this.#reply = reply;
    this.#defect = defect;
  }

  /** Another voice counts its calls anew. */
  hear(voice: string): void {
    if (voice === this.#voice) return;
    this.#voice = voice;
    this.#replies.clear();
  }

  take({ call, done, say }: Call): void {
    for (const old of this.#replies.keys()) {
      if (old > done) break;
      this.#replies.delete(old);
    }
    const before = this.#replies.get(call);
    if (before === undefined) this.#begin(call, say);
    else if (before !== null) this.#reply(call, before);
  }

  #begin(call: number, say: Call['say']): void {
    this.#replies.set(call, null);
    const voice = this.#voice;
    const finish = (reply: Reply<null>): void => {
      this.#waiting -= 1;
      if (voice !== this.#voice) return;
      this.#replies.set(call, reply);
      this.#reply(call, reply);
    };
    const turn = this.#waiting < MAX_WAITING ? say : overrun;
    this.#waiting += 1;
    const outcome = this.#last === null ? this.#attempt(turn) : this.#last.then(() => this.#attempt(turn));
    if (outcome instanceof Promise) this.#queue(outcome.then(finish));
    else finish(outcome);
  }

  #queue(turn: Promise<void>): void {
    const mine = turn.then(() => {
      if (this.#last === mine) this.#last = null;
    });
    this.#last = mine;
  }

  #attempt(say: Call['say']): Reply<null> | Promise<Reply<null>> {
    try {
      const said = say();
      return said instanceof Promise
        ? said.then(
            () => DONE,
            (error: unknown) => this.#failed(error),
          )
        : DONE;
    } catch (error) {
      return this.#failed(error);
    }
  }

  #failed(error: unknown): Reply<null> {
    if (!(error instanceof AppError)) this.#defect(error);
    return { ok: false, failure: toFailure(error) };
  }
}

function overrun(): never {
  throw new AppError(
    'throttled',
    `${MAX_WAITING} messages already wait to be sent on this line. This one was not sent.`,
  );
}
