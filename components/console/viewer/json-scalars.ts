const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const UNICODE = 0x75;
const LITERALS = ['true', 'false', 'null'].map((word) => new TextEncoder().encode(word));
const ESCAPES = new Set([...'"\\/bfnrtu'].map((mark) => mark.charCodeAt(0)));

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function isHexDigit(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const small = byte | 0x20;
  return isDigit(byte) || (small >= 0x61 && small <= 0x66);
}

/** How many bytes the escape at `at` takes; 0 where JSON has no such escape. */
function escapeLength(bytes: Uint8Array, at: number, length: number): number {
  const mark = bytes[at + 1];
  if (at + 1 >= length || mark === undefined || !ESCAPES.has(mark)) return 0;
  if (mark !== UNICODE) return 2;
  for (let digit = at + 2; digit < at + 6; digit += 1) {
    if (digit >= length || !isHexDigit(bytes[digit])) return 0;
  }
  return 6;
}

/** One past the string that opens at `at`; with a problem, where and what. */
export function stringProblem(bytes: Uint8Array, at: number, length: number): { end: number; problem: string | null } {
  let end = at + 1;
  while (end < length) {
    const byte = bytes[end] as number;
    if (byte === QUOTE) return { end: end + 1, problem: null };
    if (byte < 0x20) return { end, problem: 'a string cannot hold a raw line break or control character' };
    const step = byte === BACKSLASH ? escapeLength(bytes, end, length) : 1;
    if (step === 0) return { end, problem: 'JSON has no such escape' };
    end += step;
  }
  return { end: length, problem: 'it ends early: this string is not closed' };
}

function digitsEnd(bytes: Uint8Array, at: number, end: number): number {
  let next = at;
  while (next < end && isDigit(bytes[next])) next += 1;
  return next;
}

function wholeEnd(bytes: Uint8Array, at: number, end: number): number {
  return bytes[at] === 0x30 ? at + 1 : digitsEnd(bytes, at, end);
}

function fractionEnd(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end || bytes[at] !== 0x2e) return at;
  const next = digitsEnd(bytes, at + 1, end);
  return next > at + 1 ? next : at;
}

function exponentEnd(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end || ((bytes[at] as number) | 0x20) !== 0x65) return at;
  const sign = bytes[at + 1] === 0x2b || bytes[at + 1] === 0x2d ? 1 : 0;
  const next = digitsEnd(bytes, at + 1 + sign, end);
  return next > at + 1 + sign ? next : at;
}

/** How far a JSON number reaches from `at`, up to `end`; `at` itself where none begins there. */
export function numberEnd(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] === 0x2d ? at + 1 : at;
  if (first >= end || !isDigit(bytes[first])) return at;
  return exponentEnd(bytes, fractionEnd(bytes, wholeEnd(bytes, first, end), end), end);
}

/** `end` where the bytes from `at` to `end` are true, false or null; else `at`. */
export function literalEnd(bytes: Uint8Array, at: number, end: number): number {
  const found = LITERALS.some(
    (word) => word.length === end - at && word.every((byte, offset) => byte === bytes[at + offset]),
  );
  return found ? end : at;
}
