import 'server-only';
import { exchange } from '@/lib/apis/exchange';
import { resolveBase } from '@/lib/apis/gateway/base';
import type { SendContext } from '@/lib/apis/kind';
import type { Outgoing } from '@/lib/apis/outgoing';
import { recallRedirect } from '@/lib/apis/redirects';
import { authContext } from '@/lib/auth/context';
import { AppError } from '@/lib/core/error';
import { parse } from '@/lib/core/parse';
import { climbsAboveBase } from '@/lib/core/path';
import { encodeQuery } from '@/lib/core/query';
import { HttpFollowInput, HttpSendInput } from './contract';
import { summaryOf } from './discover';

/** One exchange with an HTTP API: a new request, or the redirect of an earlier one. */
export async function sendHttp(raw: unknown, context: SendContext): Promise<void> {
  const follows = typeof raw === 'object' && raw !== null && 'follow' in raw;
  const outgoing = follows ? following(raw) : await newRequest(raw, context);
  const { aws, signal, sink } = context;
  await exchange(outgoing, { auth: authContext(aws, signal), signal, sink });
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
