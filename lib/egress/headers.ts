import { AppError } from '@/lib/core/error';
import type { Pair } from '@/lib/core/outcome';

/** Headers that frame or route a message: said by the connection itself, because a wrong one breaks the exchange. */
const RESERVED = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'proxy-connection',
  'upgrade',
  'expect',
  'te',
  'trailer',
]);

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 9110 field values, as far as they fit in latin-1, which is what goes on the wire. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Refuses header rows that cannot go on the wire as they are, before anything is connected, and names the row.
 * `taken` are names in lower case that the chosen identity writes itself.
 */
export function checkHeaders(headers: readonly Pair[], taken: readonly string[]): void {
  headers.forEach(([name, value], at) => {
    const wrong = wrongHeader(name, value, taken);
    if (wrong !== null) throw new AppError('invalid-input', wrong, { detail: { field: `headers.${at}` } });
  });
}

/** What is wrong with one header row, in a sentence; null where it can go on the wire. */
export function wrongHeader(name: string, value: string, taken: readonly string[] = []): string | null {
  return wrongName(name, taken) ?? (VALUE.test(value) ? null : wrongValue(name, value));
}

function wrongName(name: string, taken: readonly string[]): string | null {
  if (name === '') return 'A header needs a name.';
  if (!TOKEN.test(name)) return `${JSON.stringify(name)} is not the name of a header: letters, digits and dashes only.`;
  const lower = name.toLowerCase();
  if (RESERVED.has(lower)) return `${name} is set by the connection and cannot be chosen.`;
  return taken.includes(lower)
    ? `${name} comes from the chosen identity. Remove this row, or choose no identity.`
    : null;
}

function wrongValue(name: string, value: string): string {
  if (/[\r\n]/.test(value)) return `The value of ${name} has a line break, which would end the header.`;
  return /[^\0-\xff]/.test(value)
    ? `The value of ${name} has characters that a header cannot hold. Encode them first.`
    : `The value of ${name} has a control character, which a header cannot hold.`;
}

/**
 * All headers of one request in the order in which they are sent: Host, what the person wrote, then what a client adds
 * unless it was written. Methods with a body say its length also when it is empty.
 */
export function wireHeaders(
  written: readonly Pair[],
  request: { hostHeader: string; method: string; bodyBytes: number | null; fresh: boolean },
): Pair[] {
  const names = new Set(written.map(([name]) => name.toLowerCase()));
  const headers: Pair[] = [['Host', request.hostHeader], ...written];
  if (!names.has('accept')) headers.push(['Accept', '*/*']);
  if (!names.has('accept-encoding')) headers.push(['Accept-Encoding', 'gzip, deflate, br']);
  if (!names.has('user-agent')) headers.push(['User-Agent', 'Signalbox']);
  const length = request.bodyBytes ?? (BODILESS.has(request.method) ? null : 0);
  if (length !== null) headers.push(['Content-Length', String(length)]);
  headers.push(['Connection', request.fresh ? 'close' : 'keep-alive']);
  return headers;
}

const BODILESS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE']);
