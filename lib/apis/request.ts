import 'server-only';
import type { AuthInput } from '@/lib/auth/contract';
import type { AuthContext, Proof } from '@/lib/auth/scheme';
import { authorize, masked as maskedProof, ownedNames } from '@/lib/auth/schemes';
import type { WireRequest } from '@/lib/core/outcome';
import { encodeQuery } from '@/lib/core/query';
import { redactHeaders } from '@/lib/core/redact';
import type { Question } from '@/lib/egress/ask';
import { checkHeaders, wireHeaders } from '@/lib/egress/headers';
import { checkOwnedQuery, connectedTo, type Outgoing, shownTarget, targetOf } from './outgoing';

export interface SignedRequest {
  question: Pick<Question, 'to' | 'method' | 'target' | 'headers' | 'body'>;
  /** For the person to read: secrets are masked. */
  shown: WireRequest;
}

/** A request as its identity says. Throws AppError for rows that cannot be sent, and where it cannot be proved who asks. */
export async function makeRequest(outgoing: Outgoing, may: AuthContext): Promise<SignedRequest> {
  const { to, method, path, query, body, fresh, auth } = outgoing;
  const key: AuthInput = outgoing.keyId ? { scheme: 'api-key', keyId: outgoing.keyId } : { scheme: 'none' };
  checkHeaders(outgoing.headers, [...ownedNames(auth).headers, ...ownedNames(key).headers]);
  checkOwnedQuery(query.rows, auth);
  const request = { method, host: to.hostHeader, path, query: query.rows, headers: outgoing.headers, body };
  const proof = await authorize(request, auth, may);
  const keyed = await authorize(request, key, may);
  const framing = { hostHeader: to.hostHeader, method, bodyBytes: body?.length ?? null, fresh };
  const headers = wireHeaders([...outgoing.headers, ...proof.headers, ...keyed.headers], framing);
  const target = targetOf(path, query.wire, encodeQuery(proof.query));
  const hidden = maskedProof(auth, proof);
  const shownProof = { ...hidden, headers: [...hidden.headers, ...maskedProof(key, keyed).headers] };
  const shown = masked(outgoing, shownProof, framing);
  return { question: { to, method, target, headers, body }, shown };
}

/** The request as it goes on the wire, for the person to read: secrets are masked before anything leaves this process. */
function masked(outgoing: Outgoing, proof: Proof, framing: Parameters<typeof wireHeaders>[1]): WireRequest {
  const { to, method, path, query, headers, body } = outgoing;
  const shown = shownTarget(path, query.wire, proof);
  return {
    method,
    url: `${to.protocol}//${to.hostHeader}${shown}`,
    target: shown,
    headers: wireHeaders([...redactHeaders(headers), ...proof.headers], framing),
    bodyBytes: body?.length ?? 0,
    connectedTo: connectedTo(to),
  };
}
