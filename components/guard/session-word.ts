import { isMessage } from '@/lib/core/effect';
import type { Failure } from '@/lib/core/error';
import type { Going } from './going';
import { goesFreely, isReadOnlyNow, whyNoMessage } from './guard';

/**
 * The person's word for one session. It is asked for before the first message to production and holds for the further
 * ones: to type it before each would be unbearable, and soon be done without reading.
 */
export class SessionWord {
  readonly #to: Going | undefined;
  #given = false;

  constructor(to: Going | undefined) {
    this.#to = to;
  }

  /** Why this may not be said, once that is known; null at once where nothing speaks against it. */
  whyNot(said: unknown): Promise<Failure | null> | null {
    const to = this.#to;
    if (!to || !isMessage(said)) return null;
    const free = this.#given ? !isReadOnlyNow() : goesFreely(to);
    return free ? null : this.#ask(to);
  }

  async #ask(to: Going): Promise<Failure | null> {
    const failure = await whyNoMessage(to);
    if (!failure) this.#given = true;
    return failure;
  }
}
