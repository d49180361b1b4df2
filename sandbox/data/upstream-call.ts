import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request to the upstream: what follows its name in the path, its query, and where to answer. */
export interface UpstreamCall {
  req: IncomingMessage;
  res: ServerResponse;
  /** Path segments after the answer's name, as they came. */
  rest: string[];
  query: URLSearchParams;
  /** `http://127.0.0.1:port`, as the sandbox is reached. */
  origin: string;
}

export type UpstreamAnswer = (call: UpstreamCall) => void | Promise<void>;

/** A number from the query or the path, within bounds; the fallback where it is missing or no number. */
export function amount(
  call: UpstreamCall,
  name: string,
  { fallback, most }: { fallback: number; most: number },
): number {
  const value = Number(call.query.get(name) ?? (call.rest[0] || undefined) ?? fallback);
  return Number.isFinite(value) && value >= 0 ? Math.min(value, most) : fallback;
}
