import { openGuarded } from '@/components/console/exchange/guarded';
import type { Identity } from '@/components/identity/identity';
import { sentAs } from '@/components/identity/sent-as';
import type { ConnectionsInput } from '@/lib/apis/websocket/contract';
import { afterExchangeEvent, type Failed } from '@/lib/diagnosis/exchange';
import { objectIn } from './route-message';

/** What API Gateway knows of a connection (`GetConnection`). */
export interface ConnectionFacts {
  connectedAt: string | null;
  lastActiveAt: string | null;
  sourceIp: string | null;
  userAgent: string | null;
}

/** What became of reaching a connection. `failed` is what a diagnosis looks at, where it went out. */
export type Reached =
  | { ok: true; words: string; facts: ConnectionFacts | null }
  | { ok: false; words: string; failed: Failed | null };

/** Posts to, looks at or ends a connection, through the console's server. */
export async function reachConnection(
  input: ConnectionsInput,
  body: Uint8Array<ArrayBuffer> | null,
  as: Identity,
): Promise<Reached> {
  const { method, stage } = input;
  const parts: Uint8Array[] = [];
  let failed: Failed = {
    ...{ startedAt: Date.now(), method, target: '/@connections', stage, request: null, head: null, body: null },
    ...{ end: null, unreachable: null, as: sentAs(as, input.auth), foresight: null },
  };
  for await (const part of openGuarded(input, body, new AbortController().signal, { as })) {
    if (part.kind === 'bytes') parts.push(part.bytes.slice());
    else if (part.event.type === 'failure') return { ok: false, words: part.event.failure.message, failed: null };
    else failed = afterExchangeEvent(failed, part.event);
  }
  if (failed.unreachable) return { ok: false, words: failed.unreachable.message, failed };
  return outcomeOf(method, { ...failed, body: await new Blob(parts as BlobPart[]).text() });
}

const DONE = { POST: 'Posted.', GET: 'It is open.', DELETE: 'Disconnected.' };

function outcomeOf(method: ConnectionsInput['method'], failed: Failed): Reached {
  const { status, reason } = failed.head ?? { status: 0, reason: '' };
  if (status < 200 || status >= 300) return { ok: false, words: `${reason} (${status})`.trim(), failed };
  return { ok: true, words: DONE[method], facts: method === 'GET' ? factsIn(failed.body ?? '') : null };
}

function factsIn(text: string): ConnectionFacts {
  const { connectedAt, lastActiveAt, identity } = objectIn(text) ?? {};
  const { sourceIp, userAgent } = (identity ?? {}) as Record<string, unknown>;
  const word = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    connectedAt: word(connectedAt),
    lastActiveAt: word(lastActiveAt),
    sourceIp: word(sourceIp),
    userAgent: word(userAgent),
  };
}
