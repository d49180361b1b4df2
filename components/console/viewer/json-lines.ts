import { CLOSE, COLON, COMMA, classAt, OPEN, SPACE, spaceEnd, tokenEnd } from './json-bytes';
import type { Cursor, Source } from './walker';

// Where the lines of formatted JSON begin and end, found on the bytes of the source: nothing is parsed, so a number
// such as 1e400 and a key that occurs twice stay what they are, and nothing is copied, so 50 MB stay 50 MB. What is not
// JSON is passed as it comes, one value a line.

/** Containers of at most so many bytes without a container inside stand on one line. */
const INLINE_BYTES = 64;

const NOT_INLINE = -1;
const NOT_KNOWN = -2;

/** One past the container that opens at `at`, where it is short and flat enough for one line. */
function inlineEnd(source: Source, at: number, limit: number): number {
  const { bytes, length } = source;
  let used = 0;
  let next = at + 1;
  while (next < length && used <= limit) {
    const kind = classAt(bytes, next);
    if (kind === OPEN) return NOT_INLINE;
    if (kind === CLOSE) return next + 1;
    const end = tokenEnd(bytes, next, Math.min(length, next + limit + 1));
    if (kind !== SPACE) used += end - next;
    next = end;
  }
  return next >= length && !source.whole && used <= limit ? NOT_KNOWN : NOT_INLINE;
}

interface Step {
  /** A value is complete on this line, so another one cannot follow without a comma. */
  value: boolean;
  inline: number;
}

const GO = 0;
const DONE = 1;
const WAIT = 2;

function passOpen(source: Source, cursor: Cursor, step: Step): number {
  const limit = cursor.depth === 0 ? 0 : step.inline;
  const end = inlineEnd(source, cursor.at, limit);
  if (end === NOT_KNOWN) return WAIT;
  if (end !== NOT_INLINE) {
    cursor.at = end;
    cursor.end = end;
    step.value = true;
    return GO;
  }
  cursor.at += 1;
  cursor.end = cursor.at;
  cursor.depth += 1;
  cursor.opens = true;
  return DONE;
}

function passToken(source: Source, cursor: Cursor, step: Step): number {
  const { bytes, length } = source;
  cursor.at = spaceEnd(bytes, cursor.at, length);
  if (cursor.at >= length) return source.whole ? DONE : WAIT;
  const kind = classAt(bytes, cursor.at);
  if (kind === CLOSE) return DONE;
  if (step.value && kind !== COMMA && kind !== COLON) return DONE;
  if (kind === OPEN) return passOpen(source, cursor, step);
  cursor.at = tokenEnd(bytes, cursor.at, length);
  if (cursor.at >= length && !source.whole) return WAIT;
  cursor.end = Math.min(cursor.at, length);
  step.value = kind !== COLON;
  return kind === COMMA ? DONE : GO;
}

/** The lines of JSON as `JSON.stringify(value, null, 2)` breaks them, save that short flat containers stay whole. */
export function nextJsonLine(source: Source, cursor: Cursor, inline = INLINE_BYTES): boolean {
  const { at, depth } = cursor;
  cursor.at = spaceEnd(source.bytes, at, source.length);
  cursor.opens = false;
  cursor.start = cursor.at;
  cursor.end = cursor.at;
  const step: Step = { value: false, inline };
  let state = cursor.at < source.length ? GO : WAIT;
  if (state === GO && classAt(source.bytes, cursor.at) === CLOSE) {
    cursor.depth = Math.max(0, depth - 1);
    cursor.at += 1;
    cursor.end = cursor.at;
    step.value = true;
  }
  cursor.indent = cursor.depth;
  while (state === GO) state = passToken(source, cursor, step);
  if (state === DONE) return true;
  cursor.at = at;
  cursor.depth = depth;
  return false;
}
