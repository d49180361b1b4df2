import 'server-only';
import { randomUUID } from 'node:crypto';
import { isSigned, ownsParameter } from '@/lib/auth/schemes';
import type { ApiRef } from '@/lib/core/api';
import { liesBelow } from '@/lib/core/domain-path';
import { AppError } from '@/lib/core/error';
import type { AnswerEnd, AnswerHead } from '@/lib/core/outcome';
import { climbsAboveBase } from '@/lib/core/path';
import { processWide } from '@/lib/core/process-wide';
import { encodeQuery, parseQuery } from '@/lib/core/query';
import { type Destination, redirectDestination } from '@/lib/egress/address';
import type { Outgoing } from './outgoing';

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
  const to = redirectDestination(location, from.to);
  if (to === null) return null;
  const crosses = leavesApi(from, to, location.pathname);
  const next = nextRequest(from, { to, location, status: head.status, crosses });
  const id = randomUUID();
  remembered.set(id, next);
  forgetOldest();
  return { id, location: location.href, method: next.method, sameOrigin: !crosses };
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

/** All APIs of an emulator share one origin, and those of a custom domain; there the base path is where an API ends. */
function leavesApi({ to: here, basePath, others }: Outgoing, to: Destination, path: string): boolean {
  if (to !== here) return true;
  if (here.connectTo === null && others === undefined) return false;
  if (others !== undefined && liesBelow(others, path)) return true;
  const under = path === basePath || path.startsWith(`${basePath}/`);
  return !under || climbsAboveBase(path.slice(basePath.length).replace(/%2f|%5c/gi, '/'));
}

/** Headers that say what is wanted and what is sent. Any other may be how somebody proves who asks, whatever its name. */
const HARMLESS =
  /^(accept(-(charset|datetime|encoding|language))?|content-(type|language|encoding)|user-agent|cache-control|pragma|range|prefer)$/i;

interface Hop {
  to: Destination;
  location: URL;
  status: number;
  /** Out of the API: to another origin, or on an emulator or a custom domain to the path of something else. */
  crosses: boolean;
}

/** As RFC 9110 (15.4) says, and as browsers do for POST; nothing that proves who asks leaves the API. */
function nextRequest(from: Outgoing, { to, location, status, crosses }: Hop): Outgoing {
  const asGet = status === 303 ? from.method !== 'HEAD' : status < 307 && from.method === 'POST';
  const auth = crosses ? { scheme: 'none' as const } : from.auth;
  // The API may have copied the query; what the identity writes is written anew.
  const all = parseQuery(location.search);
  const rows = all.filter(([name]) => !ownsParameter(auth, name));
  return {
    ...from,
    to,
    auth,
    others: crosses ? undefined : from.others,
    keyId: crosses ? null : (from.keyId ?? null),
    method: asGet ? 'GET' : from.method,
    body: asGet ? null : from.body,
    path: location.pathname,
    // What is signed must be written as the signature reads it; otherwise the address is taken as it was given.
    query: { rows, wire: isSigned(auth) || rows.length < all.length ? encodeQuery(rows) : location.search.slice(1) },
    headers: from.headers.filter(([name]) => !(asGet && /^content-/i.test(name)) && (!crosses || HARMLESS.test(name))),
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
