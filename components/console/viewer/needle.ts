/** What is looked for: bytes of UTF-8. Without case, the letters A to Z match their small ones and the rest itself. */
export class Needle {
  readonly bytes: Uint8Array;
  readonly #fold: Uint8Array;

  constructor(text: string, matchCase: boolean) {
    this.#fold = Uint8Array.from({ length: 256 }, (_, byte) =>
      !matchCase && byte >= 65 && byte <= 90 ? byte + 32 : byte,
    );
    this.bytes = new TextEncoder().encode(text).map((byte) => this.#fold[byte] as number);
  }

  /** Where the needle begins in the bytes from `from` on and before `to`; -1 where it is not. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const { bytes: wanted } = this;
    const fold = this.#fold;
    const first = wanted[0];
    const last = to - wanted.length;
    for (let at = from; at <= last; at += 1) {
      if (fold[bytes[at] as number] === first && this.#matches(bytes, at)) return at;
    }
    return -1;
  }

  #matches(bytes: Uint8Array, at: number): boolean {
    const { bytes: wanted } = this;
    for (let next = 1; next < wanted.length; next += 1) {
      if (this.#fold[bytes[at + next] as number] !== wanted[next]) return false;
    }
    return true;
  }
}
