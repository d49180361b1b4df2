import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { REGIONS } from '@/lib/core/regions';

/** For answers that are not pages: nothing in them may run, be framed or be kept. */
export const PLAIN_HEADERS: Record<string, string> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** For what only `fetch` of a page reads: no document comes of it, so that what concerns documents is left out. */
export const DOOR_HEADERS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

const PERMISSIONS =
  'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), serial=(), usb=()';

/**
 * Where Cognito takes passwords, which the page sends there itself. One by one: a wildcard for amazonaws.com would open
 * every bucket of S3 to a script that has no business here.
 */
const USER_POOLS = Object.keys(REGIONS)
  .map((region) => `https://cognito-idp.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`)
  .join(' ');

/**
 * What a page of the console may load. The nonce is new for each answer; Next puts it on its own scripts. `emulators`
 * are the origins that stand in for Cognito.
 */
function contentSecurityPolicy(nonce: string, emulators: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src-elem 'self' 'nonce-${nonce}'`,
    // React and the editor set styles on elements; an attribute can load nothing that the rest of the policy forbids.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    ["connect-src 'self'", USER_POOLS, ...emulators].join(' '),
    "worker-src 'self'",
    "manifest-src 'self'",
    // Previews of answers: sandboxed, from a Blob.
    "frame-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Puts the headers of a page on an answer that Next will write, and gives the policy that Next reads the nonce from. */
export function setPageHeaders(response: ServerResponse, url: string, emulators: readonly string[]): string {
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'), emulators);
  for (const [name, value] of Object.entries(PLAIN_HEADERS)) response.setHeader(name, value);
  response.setHeader('content-security-policy', policy);
  response.setHeader('permissions-policy', PERMISSIONS);
  // Next names these by their content and lets them be kept, unless somebody has said otherwise before.
  if (url.startsWith('/_next/static/')) response.removeHeader('cache-control');
  else overruleHead(response);
  return policy;
}

/** Next would let some pages be kept for a year; what it says about that is overruled when the head is written. */
function overruleHead(response: ServerResponse): void {
  const writeHead = response.writeHead;
  response.writeHead = function (this: ServerResponse, status: number, ...rest: unknown[]) {
    this.setHeader('cache-control', 'no-store');
    return Reflect.apply(writeHead, this, [isAnswerOfAction(this, status) ? 200 : status, ...rest]) as ServerResponse;
  } as ServerResponse['writeHead'];
}

/**
 * On the page of an unknown address the actions of the frame work as everywhere, but Next gives their answers the status
 * of that page, and the browser reports each as a failure. An action that Next does not know is answered in plain text.
 */
function isAnswerOfAction(response: ServerResponse, status: number): boolean {
  const type = String(response.getHeader('content-type') ?? '');
  return status === 404 && response.req.method === 'POST' && type.startsWith('text/x-component');
}
