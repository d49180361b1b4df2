/** What is looked for: bytes of UTF-8. Without case, the letters A to Z match their small ones and the rest itself. */
export class Needle {
  readonly bytes: Uint8Array;
  readonly #fold: Uint8Array;
  /** By the byte under the needle's last one: how far on the needle may next begin (Horspool), or 0 where the two are alike. */
  readonly #jump: Uint32Array;
  /** How far on, where the two are alike and the rest is not. */
  readonly #again: number;

  constructor(text: string, matchCase: boolean) {
    this.#fold = Uint8Array.from({ length: 256 }, (_, byte) =>
      !matchCase && byte >= 65 && byte <= 90 ? byte + 32 : byte,
    );
    this.bytes = new TextEncoder().encode(text).map((byte) => this.#fold[byte] as number);
    this.#jump = jumpsOf(this.bytes, this.#fold);
    this.#again = this.bytes.length - 1 - this.bytes.lastIndexOf(this.bytes.at(-1) ?? 0, -2);
  }

  /** Where the needle begins in the bytes from `from` on and before `to`; -1 where it is not. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const jumps = this.#jump;
    const again = this.#again;
    const end = this.bytes.length - 1;
    if (end < 0) return -1;
    let at = from + end;
    while (at < to) {
      const jump = jumps[bytes[at] as number] as number;
      if (jump > 0) at += jump;
      else if (this.#matches(bytes, at - end)) return at - end;
      else at += again;
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

function jumpsOf(wanted: Uint8Array, fold: Uint8Array): Uint32Array {
  const before = wanted.subarray(0, -1);
  const last = wanted.at(-1);
  return Uint32Array.from(fold, (byte) => (byte === last ? 0 : wanted.length - 1 - before.lastIndexOf(byte)));
}
