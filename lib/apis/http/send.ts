import 'server-only';
import { exchange } from '@/lib/apis/exchange';
import { resolveBase } from '@/lib/apis/gateway/base';
import type { SendContext } from '@/lib/apis/kind';
import type { Outgoing } from '@/lib/apis/outgoing';
import { recallRedirect } from '@/lib/apis/redirects';
import { authContext } from '@/lib/auth/context';
import { parse } from '@/lib/core/parse';
import { encodeQuery } from '@/lib/core/query';
import { HttpFollowInput, HttpSendInput } from './contract';
import { summaryOf } from './discover';
import { checkPath, wrong } from './request-line';

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
  if (method === 'CONNECT') throw wrong('method', 'CONNECT opens a tunnel, which no API has. Choose another method.');
  checkPath(input.path);
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
