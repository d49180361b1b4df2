import 'server-only';
import type { AuthContext, Proof } from '@/lib/auth/scheme';
import { authorize, masked as maskedProof, ownedNames } from '@/lib/auth/schemes';
import type { WireRequest } from '@/lib/core/outcome';
import { encodeQuery } from '@/lib/core/query';
import { redactHeaders } from '@/lib/core/redact';
import { ask } from '@/lib/egress/ask';
import { checkHeaders, wireHeaders } from '@/lib/egress/headers';
import type { ExchangeSink } from './kind';
import { checkOwnedQuery, connectedTo, type Outgoing, shownTarget, targetOf } from './outgoing';
import { rememberRedirect } from './redirects';

/** Where what happens goes, and what an identity may ask of the account. */
export interface ExchangeContext {
  auth: AuthContext;
  signal: AbortSignal;
  sink: ExchangeSink;
}

/** Signs a request as its identity says, sends it, and puts everything that the API does into the sink. The same for every kind. */
export async function exchange(outgoing: Outgoing, { auth: may, signal, sink }: ExchangeContext): Promise<void> {
  const { to, method, path, query, body, fresh, auth } = outgoing;
  checkHeaders(outgoing.headers, ownedNames(auth).headers);
  checkOwnedQuery(query.rows, auth);
  const request = { method, host: to.hostHeader, path, query: query.rows, headers: outgoing.headers, body };
  const proof = await authorize(request, auth, may);
  const framing = { hostHeader: to.hostHeader, method, bodyBytes: body?.length ?? null, fresh };
  const headers = wireHeaders([...outgoing.headers, ...proof.headers], framing);
  sink.event({ type: 'request', request: masked(outgoing, maskedProof(auth, proof), framing) });
  const target = targetOf(path, query.wire, encodeQuery(proof.query));
  const question = { to, method, target, headers, body, timeoutMs: outgoing.timeoutMs, fresh, signal };
  const outcome = await ask(question, {
    head: (head) => sink.event({ type: 'head', head }),
    bytes: (chunk) => sink.bytes(chunk),
    drained: () => sink.drained(),
  });
  if (outcome.type === 'unreachable') return sink.event(outcome);
  const download = outcome.end.download === null ? null : `/download/${outcome.end.download}`;
  sink.event({ type: 'end', ...outcome.end, download, redirect: rememberRedirect(outgoing, outcome.head) });
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
