import type { IssuerSource } from '@/lib/auth/sign-in/contract';

/** What to ask an issuer for: what the route needs, an ID token, and a refresh token where the issuer gives one for the asking. */
export function scopesToAsk(
  routeScopes: readonly string[],
  { scopesSupported }: Pick<IssuerSource, 'scopesSupported'>,
): string[] {
  const offered = (scope: string) => scopesSupported?.includes(scope) ?? false;
  const openid = scopesSupported === null || offered('openid') ? ['openid'] : [];
  const offline = offered('offline_access') ? ['offline_access'] : [];
  return [...new Set([...openid, ...offline, ...routeScopes])];
}

/** What a program asks for as itself: the route's scopes alone, since there is no person to identify. */
export function programScopes(routeScopes: readonly string[], allowed: readonly string[] | null): string[] {
  const needed = routeScopes.filter((scope) => allowed?.includes(scope) ?? true);
  return needed.length > 0 ? needed.slice() : [...(allowed ?? [])].filter((scope) => scope.includes('/'));
}

/** Scopes as one types them: words with spaces between. */
export function splitScopes(text: string): string[] {
  return [...new Set(text.split(/\s+/).filter(Boolean))];
}
