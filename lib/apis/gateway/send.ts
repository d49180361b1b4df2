import 'server-only';
import { exchange } from '@/lib/apis/exchange';
import type { SendContext } from '@/lib/apis/kind';
import type { Outgoing } from '@/lib/apis/outgoing';
import { recallRedirect } from '@/lib/apis/redirects';
import { authContext } from '@/lib/auth/context';
import { parse } from '@/lib/core/parse';
import { encodeQuery } from '@/lib/core/query';
import { FollowInput, GatewaySendInput } from './contract';
import { checkPath, wrong } from './request-line';
import { type SummaryOf, stageBase } from './stage-base';

/** One exchange with an API of API Gateway: a new request, or the redirect of an earlier one. */
export async function sendThroughGateway(raw: unknown, context: SendContext, summaryOf: SummaryOf): Promise<void> {
  const follows = typeof raw === 'object' && raw !== null && 'follow' in raw;
  const outgoing = follows ? following(raw) : await newRequest(raw, context, summaryOf);
  const { aws, signal, sink } = context;
  await exchange(outgoing, { auth: authContext(aws, signal), signal, sink });
}

function following(raw: unknown): Outgoing {
  const { api, follow, timeoutMs } = parse(FollowInput, raw);
  return { ...recallRedirect(follow, api), timeoutMs };
}

async function newRequest(raw: unknown, { aws, body, signal }: SendContext, summaryOf: SummaryOf): Promise<Outgoing> {
  const input = parse(GatewaySendInput, raw);
  const method = input.method.toUpperCase();
  if (method === 'CONNECT') throw wrong('method', 'CONNECT opens a tunnel, which no API has. Choose another method.');
  checkPath(input.path);
  const base = await stageBase(input, { aws, summaryOf, signal });
  return {
    api: input.api,
    basePath: base.basePath,
    others: base.others,
    to: base,
    method,
    path: base.basePath + input.path,
    query: { rows: input.query, wire: encodeQuery(input.query) },
    headers: input.headers,
    auth: input.auth,
    keyId: input.keyId,
    body,
    timeoutMs: input.timeoutMs,
    fresh: input.freshConnection,
  };
}
