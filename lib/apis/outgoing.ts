import 'server-only';
import type { AuthInput } from '@/lib/auth/contract';
import type { Proof } from '@/lib/auth/scheme';
import { ownsParameter } from '@/lib/auth/schemes';
import type { ApiRef } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import type { Pair } from '@/lib/core/outcome';
import { encodeRfc3986 } from '@/lib/core/path';
import { MASK, redactUrl } from '@/lib/core/redact';
import { authority, type Destination } from '@/lib/egress/address';

/** One request, checked and with its address worked out, before anybody has signed it. */
export interface Outgoing {
  api: ApiRef;
  to: Destination;
  /** What stands in front of the API's own paths: empty, or `/stage`. */
  basePath: string;
  /** Paths below it that lead to something else, as a custom domain may give them away. */
  others?: readonly string[] | undefined;
  /** In upper case. */
  method: string;
  /** As on the wire, base path included. */
  path: string;
  /** The same query twice: decoded for the signature, encoded for the wire. */
  query: { rows: readonly Pair[]; wire: string };
  headers: readonly Pair[];
  auth: AuthInput;
  /** A key of the account that goes along, whoever asks. */
  keyId?: string | null;
  body: Uint8Array | null;
  timeoutMs: number;
  fresh: boolean;
}

/** What the identity writes is written by nobody else: a second value would be one that nobody expects. */
export function checkOwnedQuery(rows: readonly Pair[], auth: AuthInput): void {
  const at = rows.findIndex(([name]) => ownsParameter(auth, name));
  const name = rows[at]?.[0];
  if (name === undefined) return;
  const message = `${name} comes from the chosen identity. Remove this row, or choose no identity.`;
  throw new AppError('invalid-input', message, { detail: { field: `query.${at}` } });
}

/** The path and the queries as they go into the request line. */
export function targetOf(path: string, ...queries: string[]): string {
  const query = queries.filter(Boolean).join('&');
  return query === '' ? path : `${path}?${query}`;
}

/** The same with the secrets masked: those that were written, and those that the identity adds (`masked`). */
export function shownTarget(path: string, query: string, proof: Proof): string {
  const own = redactUrl(targetOf(path, query));
  const added = proof.query.map(
    ([name, value]) => `${encodeRfc3986(name)}=${value === MASK ? MASK : encodeRfc3986(value)}`,
  );
  return added.length === 0 ? own : `${own}${query === '' ? '?' : '&'}${added.join('&')}`;
}

/** Where a connection goes, when that is not where it says. */
export function connectedTo({ connectTo, hostHeader }: Destination): string | null {
  const pinned = connectTo === null ? null : authority(connectTo);
  return pinned === hostHeader ? null : pinned;
}
