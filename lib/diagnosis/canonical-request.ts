import type { WireRequest } from '@/lib/core/outcome';
import { encodeRfc3986 } from '@/lib/core/path';
import { MASK } from '@/lib/core/redact';

/** The parts of a canonical request of Signature Version 4, each by its name: `method`, `path`, `query a`, `header host`, `body`. */
export type CanonicalParts = ReadonlyMap<string, string>;

export interface Difference {
  part: string;
  /** Null where it was not signed, or did not arrive. */
  signed: string | null;
  received: string | null;
}

const PRINTED = /The Canonical String for this request should have been\s+'(.*?)'\s+The String-to-Sign/s;

/** The canonical request that AWS prints where a signature does not fit; null where it prints none. */
export function printedCanonical(message: string): CanonicalParts | null {
  const text = PRINTED.exec(message)?.[1];
  if (text === undefined) return null;
  const [method = '', path = '', query = '', ...rest] = text.split('\n');
  const gap = rest.indexOf('');
  const headers = rest.slice(0, gap === -1 ? rest.length : gap);
  const body = rest.at(-1) ?? '';
  return partsOf({ method, path, query, headers: headers.map(splitHeader), body });
}

function splitHeader(line: string): [string, string] {
  const at = line.indexOf(':');
  return [line.slice(0, at), line.slice(at + 1)];
}

const EMPTY_BODY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** What was signed here, from the request as it is shown: masked values and bodies stay out. */
export function signedCanonical(request: WireRequest): CanonicalParts | null {
  const authorization = headerOf(request, 'authorization') ?? '';
  const names = /SignedHeaders=([^,\s]+)/.exec(authorization)?.[1]?.split(';');
  if (!names) return null;
  const [path = '/', query = ''] = request.target.split(/\?(.*)/s);
  return partsOf({
    method: request.method,
    path: path.split('/').map(encodeRfc3986).join('/'),
    query: query
      .split('&')
      .filter((part) => part !== '')
      .map((part) => (part.includes('=') ? part : `${part}=`))
      .join('&'),
    headers: names.map((name) => [name, (headerOf(request, name) ?? '').trim().replace(/\s+/g, ' ')]),
    body: request.bodyBytes === 0 ? EMPTY_BODY : null,
  });
}

function headerOf({ headers }: WireRequest, name: string): string | undefined {
  return headers.find(([one]) => one.toLowerCase() === name)?.[1];
}

interface Pieces {
  method: string;
  path: string;
  query: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: string | null;
}

function partsOf({ method, path, query, headers, body }: Pieces): CanonicalParts {
  const parts = new Map([
    ['method', method],
    ['path', path],
  ]);
  for (const pair of query.split('&').filter(Boolean)) {
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const key = `query ${name}`;
    parts.set(key, parts.has(key) ? `${parts.get(key)}, ${value}` : value);
  }
  for (const [name, value] of headers) parts.set(`header ${name}`, value);
  if (body !== null) parts.set('body', body);
  return parts;
}

/** Where what AWS received is not what was signed here. What is masked or not known on one side is not compared. */
export function differences(signed: CanonicalParts, received: CanonicalParts): Difference[] {
  const names = new Set([...signed.keys(), ...received.keys()]);
  return [...names].flatMap((part) => {
    const [ours = null, theirs = null] = [signed.get(part), received.get(part)];
    const unknown =
      ours?.includes(MASK) || theirs?.includes(MASK) || (part === 'body' && (ours === null || theirs === null));
    return unknown || ours === theirs ? [] : [{ part, signed: ours, received: theirs }];
  });
}
