/** What is looked for: bytes of UTF-8. Without case, the letters A to Z match their small ones and the rest itself. */
export class Needle {
  readonly bytes: Uint8Array;
  readonly #fold: Uint8Array;
  /** By the byte under the needle's last one: how far on the needle may next begin (Horspool). */
  readonly #skip: Uint32Array;

  constructor(text: string, matchCase: boolean) {
    this.#fold = Uint8Array.from({ length: 256 }, (_, byte) =>
      !matchCase && byte >= 65 && byte <= 90 ? byte + 32 : byte,
    );
    this.bytes = new TextEncoder().encode(text).map((byte) => this.#fold[byte] as number);
    this.#skip = skipsOf(this.bytes, this.#fold);
  }

  /** Where the needle begins in the bytes from `from` on and before `to`; -1 where it is not. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const { bytes: wanted } = this;
    const fold = this.#fold;
    const skip = this.#skip;
    const end = wanted.length - 1;
    if (end < 0) return -1;
    const last = wanted[end];
    let at = from + end;
    while (at < to) {
      const byte = bytes[at] as number;
      if (fold[byte] === last && this.#matches(bytes, at - end)) return at - end;
      at += skip[byte] as number;
    }
    return -1;
  }

  /** But for the last byte. */
  #matches(bytes: Uint8Array, at: number): boolean {
    const { bytes: wanted } = this;
    for (let next = wanted.length - 2; next >= 0; next -= 1) {
      if (this.#fold[bytes[at + next] as number] !== wanted[next]) return false;
    }
    return true;
  }
}

function skipsOf(wanted: Uint8Array, fold: Uint8Array): Uint32Array {
  const before = wanted.subarray(0, -1);
  return Uint32Array.from(fold, (byte) => wanted.length - 1 - before.lastIndexOf(byte));
}
