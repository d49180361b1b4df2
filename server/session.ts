import { randomBytes } from 'node:crypto';
import { sameSecret } from './guard';

/** More unused launch codes than a person asks for; the oldest lapse. */
const MAX_CODES = 16;

/** Who was let in: one session for the life of this process, and codes that each open it for one browser. */
export class Sessions {
  readonly session = randomBytes(32).toString('base64url');
  readonly #codes: string[] = [];

  /** A code that is good once, until it is used or sixteen newer ones were made. */
  newCode(): string {
    const code = randomBytes(24).toString('base64url');
    this.#codes.push(code);
    if (this.#codes.length > MAX_CODES) this.#codes.shift();
    return code;
  }

  /** True once for each code. */
  redeem(given: string): boolean {
    const at = this.#codes.findIndex((code) => sameSecret(given, code));
    if (at === -1) return false;
    this.#codes.splice(at, 1);
    return true;
  }
}
