import type { Pair } from '@/lib/core/outcome';
import type { CorsAnswer } from './judge';

/** The CORS configuration of an HTTP API, as API Gateway holds it. */
export interface CorsConfiguration {
  allowCredentials: boolean;
  allowHeaders: readonly string[];
  allowMethods: readonly string[];
  allowOrigins: readonly string[];
  exposeHeaders: readonly string[];
  maxAge: number | null;
}

/** Which entry of the configuration takes an origin: itself, `*`, or all of one scheme. Undefined where none does. */
export function entryFor({ allowOrigins }: CorsConfiguration, origin: string): string | undefined {
  if (allowOrigins.includes('*')) return '*';
  return allowOrigins.find((entry) =>
    entry.endsWith('://*') ? origin.startsWith(entry.slice(0, -1)) : entry === origin,
  );
}

/** What API Gateway answers to a preflight by itself, without a route and without an authorizer (Configure CORS for HTTP APIs). */
export function gatewayPreflight(cors: CorsConfiguration, origin: string): CorsAnswer {
  const headers = allowing(cors, origin);
  if (headers.length > 0) {
    if (cors.allowMethods.length > 0) headers.push(['access-control-allow-methods', cors.allowMethods.join(',')]);
    if (cors.allowHeaders.length > 0) headers.push(['access-control-allow-headers', cors.allowHeaders.join(',')]);
    if (cors.maxAge !== null) headers.push(['access-control-max-age', String(cors.maxAge)]);
  }
  return { status: 204, headers };
}

/** The headers of CORS that API Gateway puts on the answer of an integration, in place of the integration's own. */
export function gatewayActual(cors: CorsConfiguration, origin: string): CorsAnswer {
  const headers = allowing(cors, origin);
  if (headers.length > 0 && cors.exposeHeaders.length > 0)
    headers.push(['access-control-expose-headers', cors.exposeHeaders.join(',')]);
  return { status: 200, headers };
}

function allowing(cors: CorsConfiguration, origin: string): Pair[] {
  const entry = entryFor(cors, origin);
  if (entry === undefined) return [];
  const headers: Pair[] = [['access-control-allow-origin', entry === '*' ? '*' : origin]];
  if (cors.allowCredentials) headers.push(['access-control-allow-credentials', 'true']);
  return headers;
}

/** Whether an answer of a gateway is its own and no integration's: one message in JSON and nothing else. */
export function isGatewaysOwn(status: number, body: string): boolean {
  if (status < 400 || body.length > 2_000) return false;
  try {
    const read: unknown = JSON.parse(body);
    const names = typeof read === 'object' && read !== null ? Object.keys(read) : [];
    return names.length === 1 && /^message$/i.test(names[0] ?? '');
  } catch {
    return false;
  }
}
