import { getIntrospectionQuery } from 'graphql';
import { openGuarded } from '@/components/console/exchange/guarded';
import type { GraphiqlPort } from '@/components/console/graphiql/port';
import type { Identity } from '@/components/identity/identity';

/** What came of asking a server for its schema. `bytes` is the body, whatever the status. */
export type Introspection = { status: number; bytes: Uint8Array<ArrayBuffer> } | { message: string };

/** Asks the server itself, as this identity. It is no part of the history: nobody typed it. */
export async function introspect(port: GraphiqlPort, identity: Identity, signal: AbortSignal): Promise<Introspection> {
  const query = getIntrospectionQuery();
  const operation = { query, variables: null, operationName: 'IntrospectionQuery', headers: [] };
  const { input, body } = port.request(operation, identity);
  const chunks: Uint8Array[] = [];
  let status = 0;
  for await (const part of openGuarded(input, body, signal)) {
    if (part.kind === 'bytes') {
      chunks.push(part.bytes.slice());
      continue;
    }
    const { event } = part;
    if (event.type === 'head') status = event.head.status;
    if (event.type === 'unreachable') return { message: event.message };
    if (event.type === 'failure') return { message: event.failure.message };
    if (event.type === 'end' && event.cut) return { message: event.cut.message };
  }
  return { status, bytes: joined(chunks) };
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
