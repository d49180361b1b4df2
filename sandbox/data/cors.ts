import type { IncomingHttpHeaders } from 'node:http';
import type { Cors } from '@/sandbox/model';

export function isPreflight(method: string | undefined, headers: IncomingHttpHeaders): boolean {
  return method === 'OPTIONS' && !!headers.origin && !!headers['access-control-request-method'];
}

/** What API Gateway answers to a preflight on its own; an origin that is not allowed gets no header. */
export function preflightHeaders(cors: Cors, origin: string): Record<string, string> {
  const allowed = allowedOrigin(cors, origin);
  if (!allowed) return {};
  return compact({
    'access-control-allow-origin': allowed,
    'access-control-allow-methods': list(cors.allowMethods),
    'access-control-allow-headers': list(cors.allowHeaders),
    'access-control-max-age': cors.maxAge === undefined ? undefined : String(cors.maxAge),
    'access-control-allow-credentials': cors.allowCredentials ? 'true' : undefined,
  });
}

/** What API Gateway adds to the answer of an integration, and only if the request names an origin. */
export function responseCorsHeaders(cors: Cors, origin: string | undefined): Record<string, string> {
  const allowed = origin ? allowedOrigin(cors, origin) : undefined;
  if (!allowed) return {};
  return compact({
    'access-control-allow-origin': allowed,
    'access-control-expose-headers': list(cors.exposeHeaders),
    'access-control-allow-credentials': cors.allowCredentials ? 'true' : undefined,
  });
}

/** Where an API has a CORS configuration, what the integration says about CORS is dropped. */
export function isCorsHeader(name: string): boolean {
  return /^access-control-(allow-(origin|methods|headers|credentials)|expose-headers|max-age)$/i.test(name);
}

function allowedOrigin(cors: Cors, origin: string): string | undefined {
  const patterns = cors.allowOrigins ?? [];
  if (patterns.includes('*')) return '*';
  const fits = (pattern: string) =>
    pattern.endsWith('://*') ? origin.startsWith(pattern.slice(0, -1)) : pattern === origin;
  return patterns.some(fits) ? origin : undefined;
}

function list(values: string[] | undefined): string | undefined {
  return values?.length ? values.join(',') : undefined;
}

function compact(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
