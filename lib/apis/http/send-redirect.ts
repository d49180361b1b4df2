import 'server-only';
import { randomUUID } from 'node:crypto';
import { isSigned, ownedNames } from '@/lib/auth/schemes';
import type { ApiRef } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import type { AnswerEnd, AnswerHead } from '@/lib/core/outcome';
import { processWide } from '@/lib/core/process-wide';
import { encodeQuery, parseQuery } from '@/lib/core/query';
import { isSecretHeader } from '@/lib/core/redact';
import { redirectDestination } from '@/lib/egress/address';
import type { Outgoing } from './send-request';

/** How many redirects wait for a click, and how much of request bodies with them; the oldest go first. */
const MAX_REMEMBERED = 200;
const MAX_BODY_BYTES = 64 * 1024 * 1024;

const remembered = processWide('redirects', () => new Map<string, Outgoing>());

/**
 * What following a redirect would send, kept here: the browser names it by an id and never learns or says a URL.
 * Null where the answer is no redirect, or leads to no HTTP address.
 */
export function rememberRedirect(from: Outgoing, head: AnswerHead): AnswerEnd['redirect'] {
  if (![301, 302, 303, 307, 308].includes(head.status)) return null;
  const told = head.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  const here = `${from.to.protocol}//${from.to.hostHeader}${from.path}`;
  if (told === undefined || !URL.canParse(told, here)) return null;
  const location = new URL(told, here);
  const next = nextRequest(from, location, head.status);
  if (next === null) return null;
  const id = randomUUID();
  remembered.set(id, next);
  forgetOldest();
  return { id, location: location.href, sameOrigin: next.to === from.to };
}

/** The request that follows a redirect of this API. Throws not-found when it is no longer kept. */
export function recallRedirect(id: string, api: ApiRef): Outgoing {
  const found = remembered.get(id);
  if (found !== undefined && sameApi(found.api, api)) return found;
  throw new AppError('not-found', 'This redirect is no longer kept. Send the request again to meet it once more.');
}

function sameApi(one: ApiRef, other: ApiRef): boolean {
  return (
    one.kind === other.kind &&
    one.id === other.id &&
    one.account.region === other.account.region &&
    one.account.profile === other.account.profile
  );
}

/** As RFC 9110 (15.4) says, and as browsers do for POST; nothing that proves who asks crosses to another origin. */
function nextRequest(from: Outgoing, location: URL, status: number): Outgoing | null {
  const to = redirectDestination(location, from.to);
  if (to === null) return null;
  const asGet = status === 303 ? from.method !== 'HEAD' : status < 307 && from.method === 'POST';
  const crosses = to !== from.to;
  const auth = crosses ? { scheme: 'none' as const } : from.auth;
  // The API may have copied the query; what the identity writes is written anew.
  const owned = ownedNames(auth).query;
  const all = parseQuery(location.search);
  const rows = all.filter(([name]) => !owned.includes(name));
  return {
    ...from,
    to,
    auth,
    method: asGet ? 'GET' : from.method,
    body: asGet ? null : from.body,
    path: location.pathname,
    // What is signed must be written as the signature reads it; otherwise the address is taken as it was given.
    query: { rows, wire: isSigned(auth) || rows.length < all.length ? encodeQuery(rows) : location.search.slice(1) },
    headers: from.headers.filter(
      ([name]) => !(asGet && /^content-/i.test(name)) && !(crosses && (isSecretHeader(name) || /^x-amz-/i.test(name))),
    ),
  };
}

function forgetOldest(): void {
  let bytes = 0;
  for (const { body } of remembered.values()) bytes += body?.length ?? 0;
  for (const [id, { body }] of remembered) {
    if (remembered.size <= MAX_REMEMBERED && bytes <= MAX_BODY_BYTES) return;
    remembered.delete(id);
    bytes -= body?.length ?? 0;
  }
}
