import { buildSchema, type GraphQLSchema } from 'graphql';
import type { Pair, WireRequest } from '@/lib/core/outcome';
import type { Destination } from '@/lib/egress/address';
import { handshakeHeaders } from '@/lib/egress/line-headers';
import { Brought } from '@/lib/egress/line-rig';
import { Sse, type SsePlan } from './sse';
import { TRANSPORT_WS, TransportWs, type TransportWsPlan } from './transport-ws';

/** A schema with a subscription that counts: with the failure, if any, behind its last number. */
export function counting({ to, failure }: { to: number; failure?: string }): GraphQLSchema {
  const schema = buildSchema('type Query { hello: String } type Subscription { counter: Int! }');
  const field = schema.getSubscriptionType()?.getFields().counter;
  if (field)
    field.subscribe = async function* counter() {
      for (let counter = 1; counter <= to; counter += 1) yield { counter };
      if (failure !== undefined) throw new Error(failure);
    };
  return schema;
}

const operation = { query: 'subscription Count { counter }', variables: { a: 1 }, operationName: 'Count' };
const shown: WireRequest = { method: 'GET', url: 'ws://a', target: '/', headers: [], bodyBytes: 0, connectedTo: null };

/** A subscription over a WebSocket, with what it brings. */
export async function overWebSocket(
  to: Destination,
  { params = null, ...plan }: Partial<TransportWsPlan> & { params?: Record<string, unknown> | null } = {},
): Promise<{ line: TransportWs; brought: Brought }> {
  const brought = new Brought();
  const protocols = [TRANSPORT_WS];
  const headers = handshakeHeaders([], { hostHeader: to.hostHeader, protocols });
  const greeting = async () => ({ question: { to, target: '/graphql', headers, protocols }, shown, params });
  const line = new TransportWs({ greeting, operation, timeoutMs: 5_000, ...plan }, brought);
  await line.open();
  return { line, brought };
}

/** The same as server-sent events. */
export async function overSse(to: Destination, plan: Partial<SsePlan> = {}): Promise<{ line: Sse; brought: Brought }> {
  const brought = new Brought();
  const body = Buffer.from(JSON.stringify(operation));
  const headers: Pair[] = [
    ['Host', to.hostHeader],
    ['accept', 'text/event-stream'],
    ['content-type', 'application/json'],
    ['Content-Length', String(body.length)],
  ];
  const request = async () => ({ question: { to, method: 'POST', target: '/graphql', headers, body }, shown });
  const line = new Sse({ request, timeoutMs: 5_000, ...plan }, brought);
  await line.open();
  return { line, brought };
}

/** The results that a line brought. */
export function resultsOf({ frames }: Brought): unknown[] {
  return frames.map(({ bytes }) => JSON.parse(bytes.toString()) as unknown);
}

/** Many turns of the loop: what is under way in this process has arrived then. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
