/** What a byte of JSON begins, looked up by its value. */
export const WORD = 0;
export const SPACE = 1;
export const QUOTE = 2;
export const OPEN = 3;
export const CLOSE = 4;
export const COMMA = 5;
export const COLON = 6;

const QUOTE_BYTE = 0x22;
const BACKSLASH = 0x5c;

const CLASSES = new Uint8Array(256);
for (const [marks, kind] of [
  [' \t\n\r', SPACE],
  ['"', QUOTE],
  ['{[', OPEN],
  ['}]', CLOSE],
  [',', COMMA],
  [':', COLON],
] as const) {
  for (const mark of marks) CLASSES[mark.charCodeAt(0)] = kind;
}

export function classAt(bytes: Uint8Array, at: number): number {
  return CLASSES[bytes[at] as number] as number;
}

/** The first byte from `at` on that is no white space; `length` where there is none. */
export function spaceEnd(bytes: Uint8Array, at: number, length: number): number {
  let end = at;
  while (end < length && CLASSES[bytes[end] as number] === SPACE) end += 1;
  return end;
}

/** One past the closing quote of the string that opens at `at`; `length` where it does not close. */
export function stringEnd(bytes: Uint8Array, at: number, length: number): number {
  let end = at + 1;
  while (end < length) {
    const byte = bytes[end];
    if (byte === QUOTE_BYTE) return end + 1;
    end += byte === BACKSLASH ? 2 : 1;
  }
  return length;
}

/** One past a run of bytes that is neither space nor structure: a number, a literal, or what does not belong. */
export function wordEnd(bytes: Uint8Array, at: number, length: number): number {
  let end = at + 1;
  while (end < length && CLASSES[bytes[end] as number] === WORD) end += 1;
  return end;
}

/** One past the token that begins at `at`, which is no white space. */
export function tokenEnd(bytes: Uint8Array, at: number, length: number): number {
  const kind = classAt(bytes, at);
  if (kind === QUOTE) return stringEnd(bytes, at, length);
  return kind === WORD ? wordEnd(bytes, at, length) : at + 1;
}
