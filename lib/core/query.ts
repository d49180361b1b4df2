import type { Pair } from './outcome';
import { encodePath, encodeRfc3986 } from './path';

/** A query without its `?`, as it is signed and sent: RFC 3986, spaces as `%20`, order and duplicates kept. */
export function encodeQuery(pairs: readonly Pair[]): string {
  return pairs.map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`).join('&');
}

/** Decoded rows of a query; `+` is a space, as forms write it and API Gateway reads it. */
export function parseQuery(query: string): Pair[] {
  return [...new URLSearchParams(query)];
}

export interface SplitUrl {
  /** Relative to the base where the URL lies under it, fit for the wire. */
  path: string;
  query: Pair[];
  /** The URL names another host than the base, which is never taken over. */
  foreign: boolean;
}

/** Takes a pasted URL or path apart into a path and query rows. A fragment is dropped, as a browser would. */
export function splitUrl(pasted: string, base: string | null): SplitUrl {
  const [withoutFragment = ''] = pasted.trim().split('#', 1);
  const mark = withoutFragment.indexOf('?');
  const address = mark === -1 ? withoutFragment : withoutFragment.slice(0, mark);
  const query = mark === -1 ? [] : parseQuery(withoutFragment.slice(mark + 1));
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(address)?.[0] ?? '';
  const path = encodePath(address.slice(origin.length)) || '/';
  const rooted = path.startsWith('/') ? path : `/${path}`;
  if (origin === '') return { path: rooted, query, foreign: false };
  return { path: underBase(origin, rooted, base), query, foreign: !sameOrigin(origin, base) };
}

function underBase(origin: string, path: string, base: string | null): string {
  if (base === null || !sameOrigin(origin, base)) return path;
  const prefix = new URL(base).pathname.replace(/\/$/, '');
  if (path === prefix) return '/';
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}

function sameOrigin(origin: string, base: string | null): boolean {
  return base !== null && URL.canParse(origin) && new URL(origin).origin === new URL(base).origin;
}
