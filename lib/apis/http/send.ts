import 'server-only';
import type { SendContext } from '@/lib/apis/kind';
import { authContext } from '@/lib/auth/context';
import type { Proof } from '@/lib/auth/scheme';
import { authorize, masked as maskedProof, ownedNames, ownsParameter } from '@/lib/auth/schemes';
import { AppError } from '@/lib/core/error';
import type { WireRequest } from '@/lib/core/outcome';
import { parse } from '@/lib/core/parse';
import { climbsAboveBase, encodeRfc3986 } from '@/lib/core/path';
import { encodeQuery } from '@/lib/core/query';
import { redactHeaders, redactUrl } from '@/lib/core/redact';
import { authority } from '@/lib/egress/address';
import { ask } from '@/lib/egress/ask';
import { checkHeaders, wireHeaders } from '@/lib/egress/headers';
import { resolveBase } from './base';
import { HttpFollowInput, HttpSendInput } from './contract';
import { summaryOf } from './discover';
import { recallRedirect, rememberRedirect } from './send-redirect';
import type { Outgoing } from './send-request';

/** One exchange with an HTTP API: a new request, or the redirect of an earlier one. */
export async function sendHttp(raw: unknown, context: SendContext): Promise<void> {
  const follows = typeof raw === 'object' && raw !== null && 'follow' in raw;
  const outgoing = follows ? following(raw) : await newRequest(raw, context);
  await exchange(outgoing, context);
}

function following(raw: unknown): Outgoing {
  const { api, follow, timeoutMs } = parse(HttpFollowInput, raw);
  return { ...recallRedirect(follow, api), timeoutMs };
}

async function newRequest(raw: unknown, { aws, body, signal }: SendContext): Promise<Outgoing> {
  const input = parse(HttpSendInput, raw);
  const method = input.method.toUpperCase();
  checkLine(method, input.path);
  const base = await resolveBase(aws, await summaryOf(aws, input.api, signal), input.stage, input.base);
  return {
    api: input.api,
    basePath: base.basePath,
    to: base,
    method,
    path: base.basePath + input.path,
    query: { rows: input.query, wire: encodeQuery(input.query) },
    headers: input.headers,
    auth: input.auth,
    body,
    timeoutMs: input.timeoutMs,
    fresh: input.freshConnection,
  };
}

/** What the contract cannot say of the request line. */
function checkLine(method: string, path: string): void {
  if (method === 'CONNECT') throw wrong('method', 'CONNECT opens a tunnel, which no API has. Choose another method.');
  if (!/^[\x21-\x7e]+$/.test(path)) {
    throw wrong('path', 'The path has characters that must be percent-encoded.');
  }
  if (climbsAboveBase(path)) throw wrong('path', 'The path leads out of the API with its "..". Take them out.');
}

function wrong(field: string, message: string): AppError {
  return new AppError('invalid-input', message, { detail: { field } });
}

async function exchange(outgoing: Outgoing, { aws, signal, sink }: SendContext): Promise<void> {
  const { to, method, path, query, body, fresh, auth } = outgoing;
  checkOwned(outgoing);
  const request = { method, host: to.hostHeader, path, query: query.rows, headers: outgoing.headers, body };
  const proof = await authorize(request, auth, authContext(aws, signal));
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

/** What the identity writes is written by nobody else: a second value would be one that nobody expects. */
function checkOwned({ headers, query, auth }: Outgoing): void {
  checkHeaders(headers, ownedNames(auth).headers);
  const at = query.rows.findIndex(([name]) => ownsParameter(auth, name));
  const name = query.rows[at]?.[0];
  if (name !== undefined) {
    throw wrong(`query.${at}`, `${name} comes from the chosen identity. Remove this row, or choose no identity.`);
  }
}

function targetOf(path: string, ...queries: string[]): string {
  const query = queries.filter(Boolean).join('&');
  return query === '' ? path : `${path}?${query}`;
}

/** The request as it goes on the wire, for the person to read: secrets are masked before anything leaves this process. */
function masked(outgoing: Outgoing, proof: Proof, framing: Parameters<typeof wireHeaders>[1]): WireRequest {
  const { to, method, path, query, headers, body } = outgoing;
  const pinned = to.connectTo === null ? null : authority(to.connectTo);
  const own = redactUrl(targetOf(path, query.wire));
  const added = proof.query.map(([name, mask]) => `${encodeRfc3986(name)}=${mask}`).join('&');
  const shown = added === '' ? own : `${own}${query.wire === '' ? '?' : '&'}${added}`;
  return {
    method,
    url: `${to.protocol}//${to.hostHeader}${shown}`,
    target: shown,
    headers: wireHeaders([...redactHeaders(headers), ...proof.headers], framing),
    bodyBytes: body?.length ?? 0,
    connectedTo: pinned === to.hostHeader ? null : pinned,
  };
}
