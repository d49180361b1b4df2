import { openGuarded } from '@/components/console/exchange/guarded';
import type { ConnectionsInput } from '@/lib/apis/websocket/contract';
import { objectIn } from './route-message';

/** What API Gateway knows of a connection (`GetConnection`). */
export interface ConnectionFacts {
  connectedAt: string | null;
  lastActiveAt: string | null;
  sourceIp: string | null;
  userAgent: string | null;
}

/** What became of reaching a connection. */
export type Reached =
  | { ok: true; words: string; facts: ConnectionFacts | null }
  /** `said` is the answer's own text, where there is one. */
  | { ok: false; words: string; said: string | null };

/** Posts to, looks at or ends a connection, through the console's server. */
export async function reachConnection(
  input: ConnectionsInput,
  body: Uint8Array<ArrayBuffer> | null,
  as: { label: string },
): Promise<Reached> {
  const parts: Uint8Array[] = [];
  let status = 0;
  for await (const part of openGuarded(input, body, new AbortController().signal, { as })) {
    if (part.kind === 'bytes') parts.push(part.bytes.slice());
    else if (part.event.type === 'head') status = part.event.head.status;
    else if (part.event.type === 'failure') return { ok: false, words: part.event.failure.message, said: null };
    else if (part.event.type === 'unreachable') return { ok: false, words: part.event.message, said: null };
  }
  return answerInWords(input.method, status, await new Blob(parts as BlobPart[]).text());
}

const DONE = { POST: 'Posted.', GET: 'It is open.', DELETE: 'Disconnected.' };

export function answerInWords(method: ConnectionsInput['method'], status: number, text: string): Reached {
  if (status >= 200 && status < 300) {
    return { ok: true, words: DONE[method], facts: method === 'GET' ? factsIn(text) : null };
  }
  return { ok: false, words: refusalInWords(method, status), said: text === '' ? null : text.slice(0, 2_000) };
}

function refusalInWords(method: ConnectionsInput['method'], status: number): string {
  switch (status) {
    case 410:
      return 'Gone (410): no connection of this stage has that id. It ended, or is still at $connect.';
    case 403:
      return `Forbidden (403): the identity needs execute-api:ManageConnections on …/${method}/@connections/*, and the stage must exist.`;
    case 413:
      return 'Too large (413): a post has up to 128 KB.';
    case 429:
      return 'Too many requests (429): the connection does not read fast enough, or the account is throttled.';
    case 400:
      return 'Bad request (400): API Gateway does not take this for the id of a connection.';
    default:
      return `API Gateway answered ${status}.`;
  }
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
