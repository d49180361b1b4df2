import type { Pair } from '@/lib/core/outcome';
import { hasUnsafeByte, isFormType } from './content-type';

/** Names that scripts cannot set: the browser leaves them out or writes them itself (fetch.spec.whatwg.org, forbidden request-header). */
const FORBIDDEN = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'access-control-request-private-network',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);
const OVERRIDES = new Set(['x-http-method', 'x-http-method-override', 'x-method-override']);
const FORBIDDEN_METHOD = /^(CONNECT|TRACE|TRACK)$/i;
const LANGUAGE = /^[0-9A-Za-z *,\-.;=]*$/;
const RANGE = /^bytes=(\d+)-(\d*)$/i;
const LONGEST_SAFE_VALUE = 128;
const LONGEST_SAFE_VALUES = 1024;

/** Whether no page may send this method, whatever the API allows. */
export function isForbiddenMethod(method: string): boolean {
  return FORBIDDEN_METHOD.test(method);
}

export function isForbiddenHeader([name, value]: Pair): boolean {
  const lower = name.toLowerCase();
  if (FORBIDDEN.has(lower) || /^(proxy|sec)-/.test(lower)) return true;
  return OVERRIDES.has(lower) && value.split(',').some((method) => isForbiddenMethod(method.trim()));
}

/** A script's headers as a browser sends them: names in lower case, repeated ones joined, values trimmed. */
export function combined(headers: readonly Pair[]): Pair[] {
  const found = new Map<string, string>();
  for (const [name, raw] of headers) {
    const lower = name.toLowerCase();
    const value = raw.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
    const before = found.get(lower);
    found.set(lower, before === undefined ? value : `${before}, ${value}`);
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Whether a header may go to another origin without being asked for: by its name, its value and the length of that. */
export function isSafelisted([name, value]: Pair): boolean {
  if (new TextEncoder().encode(value).length > LONGEST_SAFE_VALUE) return false;
  switch (name.toLowerCase()) {
    case 'accept':
      return !hasUnsafeByte(value);
    case 'accept-language':
    case 'content-language':
      return LANGUAGE.test(value);
    case 'content-type':
      return isFormType(value);
    case 'range':
      return isSimpleRange(value);
    default:
      return false;
  }
}

/** From a first byte on, in order: `bytes=0-`, `bytes=0-99`. */
function isSimpleRange(value: string): boolean {
  const [whole, first = '', last = ''] = RANGE.exec(value) ?? [];
  return whole !== undefined && (last === '' || Number(first) <= Number(last));
}

/** Names of headers that a preflight has to ask for, in lower case and in order (CORS-unsafe request-header names). */
export function unsafeNames(headers: readonly Pair[]): string[] {
  const unsafe = headers.filter((header) => !isSafelisted(header));
  const safe = headers.filter(isSafelisted);
  const bytes = safe.reduce((sum, [, value]) => sum + new TextEncoder().encode(value).length, 0);
  const asked = bytes > LONGEST_SAFE_VALUES ? headers : unsafe;
  return [...new Set(asked.map(([name]) => name.toLowerCase()))].sort();
}
