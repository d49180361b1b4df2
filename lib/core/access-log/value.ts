import type { ValueKind } from './variables';

/** What a variable came to: null where the line has a dash or nothing. Numbers are in the unit of their kind. */
export type LogValue = string | number | null;

/** Reads one value. What is not of its kind after all stays text. */
export function readValue(text: string, kind: ValueKind): LogValue {
  if (text === '' || text === '-') return null;
  if (kind === 'text') return text;
  if (kind === 'time' && text.length === 26) return clfTime(text) ?? text;
  const value = Number(text);
  return Math.abs(value) <= (kind === 'time' ? LAST_TIME_MS : Number.MAX_VALUE) ? value : text;
}

/** Of a later moment there is no date. ms since 1970. */
const LAST_TIME_MS = 8_640_000_000_000_000;

/** `"Forbidden"`, which is how `$context.error.messageString` is written, without its quotes. */
export function unquoted(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  return text.slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

let lastText = '';
let lastTime: number | undefined;

/** ms since 1970 of `25/Nov/2026:03:41:07 +0000`; undefined where that is no time. Lines of one second follow each other. */
export function clfTime(text: string): number | undefined {
  if (text !== lastText) {
    lastTime = readClfTime(text);
    lastText = text;
  }
  return lastTime;
}

function readClfTime(text: string): number | undefined {
  const month = MONTHS.indexOf(text.slice(3, 6));
  const part = (from: number, to: number) => Number(text.slice(from, to));
  const [day, hour, minute, second] = [part(0, 2), part(12, 14), part(15, 17), part(18, 20)];
  const at = Date.UTC(part(7, 11), month, day, hour, minute, second);
  const zone = zoneMs(text.slice(21));
  const real = month >= 0 && new Date(Date.UTC(part(7, 11), month, day)).getUTCDate() === day;
  return real && hour < 24 && minute < 60 && second <= 60 && zone !== undefined ? at - zone : undefined;
}

/** How far `+0530` is ahead. */
function zoneMs(text: string): number | undefined {
  const sign = { '+': 1, '-': -1 }[text.charAt(0)];
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3, 5));
  return sign !== undefined && hours <= 14 && minutes < 60 ? sign * (hours * 60 + minutes) * 60_000 : undefined;
}
