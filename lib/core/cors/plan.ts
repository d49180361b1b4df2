import type { Pair } from '@/lib/core/outcome';
import { combined, isForbiddenHeader, isForbiddenMethod, isSafelisted, unsafeNames } from './request-headers';

/** What a script of a page asks of its browser. */
export interface PageRequest {
  /** The page's origin as `readOrigin` gives it. */
  origin: string;
  /** The origin of the address that is asked. */
  target: string;
  method: string;
  /** What the script sets, with those of the identity. */
  headers: readonly Pair[];
  /** `credentials: 'include'`: cookies and client certificates go along. */
  credentials: boolean;
  hasBody: boolean;
}

/** What the browser makes of it. */
export type Plan =
  /** No page can do this, whatever the API answers. */
  | { type: 'impossible'; sentence: string }
  | ({ type: 'same-origin' } & Going)
  | ({ type: 'simple' } & Going)
  | ({ type: 'preflight'; reasons: string[]; preflight: Pair[]; asked: string[] } & Going);

interface Going {
  origin: string;
  method: string;
  /** The script's headers that do go, by name. */
  headers: Pair[];
  /** Headers of the script that the browser leaves out. */
  dropped: string[];
  credentials: boolean;
}

/** A plan that leads to a request of CORS. */
export type CorsPlan = Extract<Plan, { type: 'simple' | 'preflight' }>;

const UPPER_CASED = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']);
const SAFE_METHODS = new Set(['GET', 'HEAD', 'POST']);

/** Whether a method needs no permission of its own. */
export function isSafelistedMethod(method: string): boolean {
  return SAFE_METHODS.has(method);
}

/** What a browser does before it sends a script's request (fetch.spec.whatwg.org, main fetch and CORS-preflight fetch). */
export function planOf(asked: PageRequest): Plan {
  const method = normalised(asked.method);
  if (isForbiddenMethod(method)) return { type: 'impossible', sentence: `No page may send ${method.toUpperCase()}.` };
  if (asked.hasBody && (method === 'GET' || method === 'HEAD')) {
    return { type: 'impossible', sentence: `A page cannot send a body with ${method}. Remove the body.` };
  }
  const headers = combined(asked.headers.filter((header) => !isForbiddenHeader(header)));
  const dropped = [...new Set(asked.headers.filter(isForbiddenHeader).map(([name]) => name))];
  const going = { origin: asked.origin, method, headers, dropped, credentials: asked.credentials };
  if (asked.origin === asked.target && asked.origin !== 'null') return { type: 'same-origin', ...going };
  const names = unsafeNames(headers);
  if (isSafelistedMethod(method) && names.length === 0) return { type: 'simple', ...going };
  return { type: 'preflight', ...going, asked: names, reasons: reasonsFor(going, names), preflight: ask(going, names) };
}

/** Only six methods are written in upper case by the browser; `patch` goes out as it is. */
function normalised(method: string): string {
  const upper = method.toUpperCase();
  return UPPER_CASED.has(upper) ? upper : method;
}

function ask({ origin, method }: Going, names: readonly string[]): Pair[] {
  const headers: Pair[] = [
    ['Origin', origin],
    ['Access-Control-Request-Method', method],
  ];
  if (names.length > 0) headers.push(['Access-Control-Request-Headers', names.join(',')]);
  return headers;
}

function reasonsFor({ method, headers }: Going, names: readonly string[]): string[] {
  const reasons = isSafelistedMethod(method) ? [] : [`${method} is none of GET, HEAD and POST.`];
  for (const name of names) reasons.push(whyAsked(name, headers.find(([one]) => one === name) ?? [name, '']));
  return reasons;
}

function whyAsked(name: string, header: Pair): string {
  if (isSafelisted(header)) return `${name} counts, because such headers are longer than 1,024 bytes together.`;
  if (header[1].length > 128 && /^(accept|content-(language|type)|accept-language|range)$/.test(name))
    return `${name} is longer than 128 bytes.`;
  switch (name) {
    case 'content-type':
      return `The content type ${header[1]} is none that a form could send.`;
    case 'accept':
    case 'accept-language':
    case 'content-language':
      return `${name} has characters that need permission.`;
    case 'range':
      return 'The range is not one that starts at a byte, such as bytes=0-99.';
    default:
      return `${name} is not a header that pages may send without asking.`;
  }
}
