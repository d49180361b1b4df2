import type { IdentitySource } from '@/lib/auth/sign-in/contract';
import type { Failed } from './exchange';

/** `the header x-api-key`. */
export function sourceInWords({ in: where, name }: IdentitySource): string {
  return where === 'header' ? `the header ${name}` : `the query parameter ${name}`;
}

/** Header names come in any case, those of query parameters do not. */
export function isSame(a: IdentitySource, b: IdentitySource): boolean {
  if (a.in !== b.in) return false;
  return a.in === 'header' ? a.name.toLowerCase() === b.name.toLowerCase() : a.name === b.name;
}

/** Whether a request had a value where an authorizer looks for one; an empty one counts as none. */
export function isSent({ request }: Pick<Failed, 'request'>, source: IdentitySource): boolean {
  if (!request) return false;
  if (source.in === 'header') {
    return request.headers.some(([name, value]) => value !== '' && isSame({ in: 'header', name }, source));
  }
  return Boolean(new URLSearchParams(request.target.split(/\?(.*)/s)[1] ?? '').get(source.name));
}

/** `route.request.header.Auth`, `$request.querystring.token`; null for what nobody can send. */
export function readSource(text: string): IdentitySource | null {
  const [, where, name] = /^\$?(?:route\.)?request\.(header|querystring)\.(.+)$/i.exec(text.trim()) ?? [];
  if (!where || !name) return null;
  return { in: where.toLowerCase() === 'header' ? 'header' : 'query', name };
}
