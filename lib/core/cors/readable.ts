import type { Pair } from '@/lib/core/outcome';
import { namesIn } from './header-values';

/** Headers of an answer that any page may read (fetch.spec.whatwg.org, CORS-safelisted response-header name). */
const ALWAYS = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]);

/** No script reads these, not even of its own origin. */
const NEVER = new Set(['set-cookie', 'set-cookie2']);

/** Which headers of an answer the page's script can read, in lower case, and which stay hidden from it. */
export function readableHeaders(headers: readonly Pair[], credentials: boolean): { seen: string[]; hidden: string[] } {
  const list = namesIn(headers, 'access-control-expose-headers');
  const exposed = new Set(list !== null && 'names' in list ? list.names.map((name) => name.toLowerCase()) : []);
  const all = [...new Set(headers.map(([name]) => name.toLowerCase()))];
  const any = exposed.has('*') && !credentials;
  const sees = (name: string) => !NEVER.has(name) && (ALWAYS.has(name) || any || exposed.has(name));
  return { seen: all.filter(sees), hidden: all.filter((name) => !sees(name)) };
}

/** How long a browser may remember a preflight, in seconds: five where nothing is said. What it really keeps is its own limit. */
export function preflightSeconds(headers: readonly Pair[]): number {
  const value = headers.find(([name]) => name.toLowerCase() === 'access-control-max-age')?.[1].trim() ?? '';
  return /^\d+$/.test(value) ? Number(value) : 5;
}
