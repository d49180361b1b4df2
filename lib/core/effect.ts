/** A request as far as it tells whether it may change something. */
export interface Asked {
  method: string;
  /** Decoded names and values. */
  query?: readonly (readonly [string, string])[] | undefined;
  /** Null for none, and for one that is not looked into. */
  body: Uint8Array | null;
  /** The body may be an operation of GraphQL: then what it says counts, and not that it is a POST. */
  graphql: boolean;
}

/** Methods that only read, by their meaning (RFC 9110 §9.2.1; TRACE is refused everywhere). */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What GraphQL over HTTP has in a body. Anything else beside it, and it is some other request. */
const MEMBERS: ReadonlySet<string> = new Set(['query', 'variables', 'operationName', 'extensions']);
/** What one may say on a line without asking for a change: all else is a message to the API. */
const QUIET: ReadonlySet<unknown> = new Set(['ping', 'stop-repeating', 'subscribe', 'unsubscribe']);
/** A longer body is no operation that a person wrote. */
const MOST_BYTES = 4 * 1024 ** 2;

/** Whether a request may change something at the API: every method that is not safe, and for GraphQL what is no query. */
export async function isUnsafe({ method, query = [], body, graphql }: Asked): Promise<boolean> {
  if (SAFE.has(method.toUpperCase())) return graphql && (await addressChanges(query));
  if (!graphql || !body || method.toUpperCase() !== 'POST' || body.length > MOST_BYTES) return true;
  const operation = operationIn(body);
  if (operation === null || (await addressChanges(query))) return true;
  const name = valuesOf(query, 'operationName').length > 0 ? null : operation.name;
  return (await changes(operation.query, name)) !== false;
}

/**
 * Whether an address has a mutation in it. A server may take one by GET, though GraphQL over HTTP forbids it, and reads
 * the address before the body of a POST; which of two it takes nobody knows.
 */
async function addressChanges(query: NonNullable<Asked['query']>): Promise<boolean> {
  const [name, ...others] = valuesOf(query, 'operationName');
  const documents = valuesOf(query, 'query').filter((one) => one.includes('mutation'));
  const found = await Promise.all(documents.map((one) => changes(one, (others.length === 0 && name) || null)));
  return found.includes(true);
}

function valuesOf(query: NonNullable<Asked['query']>, wanted: string): string[] {
  return query.filter(([name]) => name === wanted).map(([, value]) => value);
}

/** Whether what is said on a line goes to the API as a message of the person. */
export function isMessage(said: unknown): boolean {
  return !(typeof said === 'object' && said !== null && 'type' in said && QUIET.has(said.type));
}

/**
 * Whether running a document changes something: the operation of that name, without one any of them. Null where it is no
 * GraphQL, or has no such operation.
 */
export async function changes(document: string, name: string | null): Promise<boolean | null> {
  const { parse } = await import('graphql');
  try {
    const operations = parse(document, { noLocation: true }).definitions.flatMap((one) =>
      one.kind === 'OperationDefinition' && (name === null || one.name?.value === name) ? [one.operation] : [],
    );
    return operations.length === 0 ? null : operations.includes('mutation' as (typeof operations)[number]);
  } catch {
    return null;
  }
}

function operationIn(body: Uint8Array): { query: string; name: string | null } | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (typeof value !== 'object' || value === null || !Object.keys(value).every((key) => MEMBERS.has(key)))
      return null;
    const { query, operationName } = value as { query?: unknown; operationName?: unknown };
    if (typeof query !== 'string') return null;
    return { query, name: typeof operationName === 'string' && operationName !== '' ? operationName : null };
  } catch {
    return null;
  }
}
