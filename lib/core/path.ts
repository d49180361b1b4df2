/** The two halves of a route key: `GET /notes/{id}`. `$default` has neither, so it is `ANY` of `$default`. */
export interface RouteKey {
  method: string;
  path: string;
}

export interface PathParameter {
  name: string;
  /** `{name+}`: takes the rest of the path, slashes included. */
  greedy: boolean;
}

const PARAMETER = /\{([^{}/+]+)(\+?)\}/g;

/** Splits a route key as API Gateway v2 spells it. */
export function parseRouteKey(key: string): RouteKey {
  const space = key.indexOf(' ');
  if (space === -1) return { method: 'ANY', path: key };
  return { method: key.slice(0, space), path: key.slice(space + 1).trim() };
}

/** The parameters of a route's path, each name once, in the order of the path. */
export function pathParameters(path: string): PathParameter[] {
  const found = new Map<string, PathParameter>();
  for (const [, name = '', plus] of path.matchAll(PARAMETER)) {
    if (!found.has(name)) found.set(name, { name, greedy: plus === '+' });
  }
  return [...found.values()];
}

/** Percent-encodes everything but the unreserved characters of RFC 3986: what SigV4 expects of a name, a value, a segment. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(wellFormed(text)).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The path as it goes on the wire, and the names of the parameters without a value: those keep their braces, encoded. */
export function fillPath(path: string, values: Record<string, string>): { path: string; missing: string[] } {
  const missing = new Set<string>();
  let at = 0;
  let filled = '';
  for (const match of path.matchAll(PARAMETER)) {
    const [whole, name = '', plus] = match;
    const value = Object.hasOwn(values, name) ? (values[name] ?? '') : '';
    if (value === '') missing.add(name);
    filled += encodePath(path.slice(at, match.index)) + filledPart(whole, value, plus === '+');
    at = match.index + whole.length;
  }
  return { path: filled + encodePath(path.slice(at)), missing: [...missing] };
}

function filledPart(whole: string, value: string, greedy: boolean): string {
  if (value === '') return encodeRfc3986(whole);
  return greedy ? value.replace(/^\/+/, '').split('/').map(encodeRfc3986).join('/') : encodeRfc3986(value);
}

/** Makes a typed path fit for the wire: encodes what a path may not hold and keeps every `%` and `/` as typed. */
export function encodePath(path: string): string {
  return wellFormed(path).replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@%/]/gu, (character) => encodeURIComponent(character));
}

/** Half a surrogate pair has no UTF-8; what stands for it is U+FFFD, as in the browser's own encoders. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** True where dot segments, also encoded ones, would lead out of the base address that the path is added to. */
export function climbsAboveBase(path: string): boolean {
  let depth = 0;
  for (const segment of path.split('/').slice(1)) {
    const plain = segment.replace(/%2e/gi, '.');
    if (plain === '..') depth -= 1;
    else if (plain !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}
