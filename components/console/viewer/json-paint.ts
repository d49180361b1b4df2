import { CLOSE, COLON, COMMA, classAt, OPEN, QUOTE, spaceEnd, tokenEnd, WORD } from './json-bytes';
import { BOOLEAN, KEY, type LineSink, NULL, NUMBER, type Paint, PLAIN, STRING } from './line-buffer';
import type { Cursor, Source } from './walker';

/** Deeper levels are not indented further: 100,000 nested arrays must not become 200,000 columns. */
export const DEEPEST_INDENT = 64;

const INDENT = new Uint8Array(DEEPEST_INDENT * 2).fill(0x20);
const CURLY_OPEN = 0x7b;
const CURLY_CLOSE = 0x7d;
const MINUS = 0x2d;

function paintWord(first: number): Paint {
  if (first === MINUS || (first >= 0x30 && first <= 0x39)) return NUMBER;
  if (first === 0x74 || first === 0x66) return BOOLEAN;
  return first === 0x6e ? NULL : PLAIN;
}

function paintOf(bytes: Uint8Array, at: number, end: number, lineEnd: number): Paint {
  const kind = classAt(bytes, at);
  if (kind === WORD) return paintWord(bytes[at] as number);
  if (kind !== QUOTE) return PLAIN;
  const after = spaceEnd(bytes, end, lineEnd);
  return after < lineEnd && classAt(bytes, after) === COLON ? KEY : STRING;
}

/** Whether formatted JSON has a space between a token and the one after it on the same line. */
function spaced(bytes: Uint8Array, at: number, next: number): boolean {
  const kind = classAt(bytes, at);
  if (kind === COLON) return true;
  const closes = classAt(bytes, next) === CLOSE;
  if (kind === OPEN) return bytes[at] === CURLY_OPEN && !closes;
  if (closes) return bytes[next] === CURLY_CLOSE;
  return kind === COMMA;
}

/** Puts the line that the cursor has passed, formatted, into the sink. */
export function putJsonLine(source: Source, line: Cursor, sink: LineSink): void {
  const { bytes } = source;
  sink.put(PLAIN, INDENT, 0, Math.min(line.indent, DEEPEST_INDENT) * 2);
  let at = line.start;
  while (at < line.end) {
    const end = Math.min(tokenEnd(bytes, at, line.end), line.end);
    sink.put(paintOf(bytes, at, end, line.end), bytes, at, end);
    const next = spaceEnd(bytes, end, line.end);
    if (next < line.end && spaced(bytes, at, next)) sink.put(PLAIN, INDENT, 0, 1);
    at = next;
  }
}
