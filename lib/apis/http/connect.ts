import 'server-only';
import type { z } from 'zod';
import type { ResolvedBase } from '@/lib/apis/gateway/base';
import { checkPath } from '@/lib/apis/gateway/request-line';
import { stageBase } from '@/lib/apis/gateway/stage-base';
import { makeHandshake } from '@/lib/apis/handshake';
import type { ConnectContext } from '@/lib/apis/kind';
import type { Outgoing } from '@/lib/apis/outgoing';
import { makeRequest } from '@/lib/apis/request';
import { authContext } from '@/lib/auth/context';
import type { AuthContext } from '@/lib/auth/scheme';
import type { Line, LineSink } from '@/lib/core/line';
import type { Pair } from '@/lib/core/outcome';
import { parse } from '@/lib/core/parse';
import { encodeQuery } from '@/lib/core/query';
import { membersOf } from '@/lib/subscriptions/operation';
import { Sse } from '@/lib/subscriptions/sse';
import { TRANSPORT_WS, TransportWs } from '@/lib/subscriptions/transport-ws';
import { HttpConnectInput } from './contract';
import { summaryOf } from './discover';
import { explaining } from './gateway-limits';

type Input = z.output<typeof HttpConnectInput>;
type Over<P extends Input['protocol']> = Extract<Input, { protocol: P }>;

interface Way {
  base: ResolvedBase;
  may: AuthContext;
  sink: LineSink;
}

/** Opens one GraphQL subscription with a server behind an HTTP API. */
export async function connectHttp(raw: unknown, { aws, signal, sink }: ConnectContext): Promise<Line> {
  const input = parse(HttpConnectInput, raw);
  checkPath(input.path);
  const base = await stageBase(input, { aws, summaryOf, signal });
  const way: Way = {
    base,
    // Later attempts outlive the signal of the first.
    may: authContext(aws, new AbortController().signal),
    sink: base.source === 'aws' ? explaining(sink, input.protocol) : sink,
  };
  const line = input.protocol === 'sse' ? overSse(input, way) : overWebSocket(input, way);
  await line.open();
  return line;
}

function overWebSocket(input: Over<'graphql-transport-ws'>, { base, may, sink }: Way): TransportWs {
  const { path, query, headers, auth, operation, timeoutMs, connectionParams, identityInParams } = input;
  const opening = { to: base, path: base.basePath + path, query, headers, auth, protocols: [TRANSPORT_WS] };
  const greeting = async () => {
    const { question, shown, proof } = await makeHandshake({ ...opening, presigned: false }, may);
    return { question, shown, params: identityInParams ? { ...byName(proof), ...connectionParams } : connectionParams };
  };
  return new TransportWs({ greeting, operation, timeoutMs }, sink);
}

function byName(proof: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(proof.map(([name, value]) => [name.toLowerCase(), value]));
}

function overSse(input: Over<'sse'>, { base, may, sink }: Way): Sse {
  const { api, path, query, headers, auth, operation, timeoutMs } = input;
  const outgoing: Outgoing = {
    api,
    basePath: base.basePath,
    to: base,
    method: 'POST',
    path: base.basePath + path,
    query: { rows: query, wire: encodeQuery(query) },
    headers: withUsual(headers),
    auth,
    body: Buffer.from(JSON.stringify(membersOf(operation))),
    timeoutMs,
    fresh: true,
  };
  return new Sse({ request: () => makeRequest(outgoing, may), timeoutMs }, sink);
}

/** A coding would hold events back, so none is asked for. */
const USUAL: readonly Pair[] = [
  ['accept', 'text/event-stream'],
  ['accept-encoding', 'identity'],
  ['content-type', 'application/json'],
];

function withUsual(headers: readonly Pair[]): Pair[] {
  const written = new Set(headers.map(([name]) => name.toLowerCase()));
  return [...USUAL.filter(([name]) => !written.has(name)), ...headers];
}
