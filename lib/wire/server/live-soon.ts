import 'server-only';

/** How long what was said here, and the reply to it, wait for what it brings about and for each other. */
const SOON_MS = 2;

/**
 * Calls back after a moment for whatever was asked within it. Its timer runs on and is not taken back when that has been
 * done already: setting one for each message costs more than the message.
 */
export class Soon {
  #timer: NodeJS.Timeout | null = null;
  readonly #work: () => void;

  constructor(work: () => void) {
    this.#work = work;
  }

  ask(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#work();
    }, SOON_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
