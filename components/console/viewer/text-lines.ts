import type { Cursor, Source } from './walker';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Lines of text: `\n` and `\r\n` end one; the last needs neither. */
export function nextTextLine(source: Source, cursor: Cursor): boolean {
  if (cursor.at >= source.length) return false;
  const found = source.bytes.indexOf(LINE_FEED, cursor.at);
  const feeds = found >= 0 && found < source.length;
  if (!feeds && !source.whole) return false;
  const end = feeds ? found : source.length;
  cursor.start = cursor.at;
  cursor.end = end > cursor.at && source.bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
  cursor.at = feeds ? end + 1 : end;
  return true;
}

/** Bytes in one row of the hex view. */
export const HEX_WIDTH = 16;

/** Rows of sixteen bytes. */
export function nextHexLine(source: Source, cursor: Cursor): boolean {
  if (cursor.at >= source.length) return false;
  if (source.length - cursor.at < HEX_WIDTH && !source.whole) return false;
  cursor.start = cursor.at;
  cursor.end = Math.min(source.length, cursor.at + HEX_WIDTH);
  cursor.at = cursor.end;
  return true;
}
