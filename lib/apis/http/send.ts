import 'server-only';
import type { SendContext } from '@/lib/apis/kind';
import { authorize, schemes } from '@/lib/auth/schemes';
import { AppError } from '@/lib/core/error';
import type { WireRequest } from '@/lib/core/outcome';
import { parse } from '@/lib/core/parse';
import { climbsAboveBase } from '@/lib/core/path';
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
  const { to, method, path, query, body, fresh } = outgoing;
  checkHeaders(outgoing.headers, schemes[outgoing.auth.scheme].owns);
  const added = await authorize(
    { method, host: to.hostHeader, path, query: query.rows, headers: outgoing.headers, body },
    outgoing.auth,
    { region: aws.account.region, credentials: aws.credentials },
  );
  const bodyBytes = body?.length ?? null;
  const headers = wireHeaders([...outgoing.headers, ...added], { hostHeader: to.hostHeader, method, bodyBytes, fresh });
  const target = query.wire === '' ? path : `${path}?${query.wire}`;
  sink.event({ type: 'request', request: masked({ ...outgoing, headers }, target) });
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
function masked({ to, method, headers, body }: Outgoing, target: string): WireRequest {
  const pinned = to.connectTo === null ? null : authority(to.connectTo);
  const shown = redactUrl(target);
  return {
    method,
    url: `${to.protocol}//${to.hostHeader}${shown}`,
    target: shown,
    headers: redactHeaders(headers),
    bodyBytes: body?.length ?? 0,
    connectedTo: pinned === to.hostHeader ? null : pinned,
  };
}
