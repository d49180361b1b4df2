import 'server-only';
import type { AuthInput } from '@/lib/auth/contract';
import type { AuthContext } from '@/lib/auth/scheme';
import { authorize, masked, ownedNames, presign } from '@/lib/auth/schemes';
import type { Pair, WireRequest } from '@/lib/core/outcome';
import { encodeQuery } from '@/lib/core/query';
import { redactHeaders } from '@/lib/core/redact';
import type { Destination } from '@/lib/egress/address';
import type { LineQuestion } from '@/lib/egress/line';
import { checkHandshake, handshakeHeaders } from '@/lib/egress/line-headers';
import { checkOwnedQuery, connectedTo, shownTarget, targetOf } from './outgoing';

/** A WebSocket that is to be opened, before anybody has signed it. */
export interface Opening {
  to: Destination;
  /** As on the wire. */
  path: string;
  /** Decoded rows. */
  query: readonly Pair[];
  headers: readonly Pair[];
  protocols: readonly string[];
  auth: AuthInput;
  /** A key of the account that goes along, whoever asks. */
  keyId?: string | null;
  /** Proves who asks in the query alone. */
  presigned: boolean;
}

export interface Handshake {
  question: Pick<LineQuestion, 'to' | 'target' | 'headers' | 'protocols'>;
  /** For the person to read: secrets are masked. */
  shown: WireRequest;
  /** The headers that prove who asks, for protocols that say it once more on the open line. */
  proof: readonly Pair[];
}

/** What opens a WebSocket as its identity says. Made anew for each attempt, because a signature ages. Throws AppError for rows that cannot be sent. */
export async function makeHandshake(opening: Opening, may: AuthContext): Promise<Handshake> {
  const { to, path, query, headers, protocols, auth, keyId } = opening;
  checkOwnedQuery(query, auth);
  const key: AuthInput | null = keyId ? { scheme: 'api-key', keyId } : null;
  checkHandshake(
    headers,
    protocols,
    [auth, ...(key ? [key] : [])].flatMap((one) => ownedNames(one).headers),
  );
  const request = { method: 'GET', host: to.hostHeader, path, query, headers, body: null };
  const proof = await (opening.presigned ? presign(request, auth, may) : authorize(request, auth, may));
  const keyed = key === null ? null : await authorize(request, key, may);
  const own = encodeQuery(query);
  const framing = { hostHeader: to.hostHeader, protocols };
  const shownProof = masked(auth, proof);
  const keyHeaders = keyed?.headers ?? [];
  const shownKey = key && keyed ? masked(key, keyed).headers : [];
  const target = shownTarget(path, own, shownProof);
  return {
    question: {
      to,
      target: targetOf(path, own, encodeQuery(proof.query)),
      headers: handshakeHeaders([...headers, ...proof.headers, ...keyHeaders], framing),
      protocols,
    },
    shown: {
      method: 'GET',
      url: `${to.protocol === 'https:' ? 'wss:' : 'ws:'}//${to.hostHeader}${target}`,
      target,
      headers: handshakeHeaders([...redactHeaders(headers), ...shownProof.headers, ...shownKey], framing),
      bodyBytes: 0,
      connectedTo: connectedTo(to),
    },
    proof: proof.headers,
  };
}
