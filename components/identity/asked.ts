import type { GatewayAuthorizer } from '@/lib/apis/gateway/contract';
import type { HttpRoute } from '@/lib/apis/http/contract';
import type { IdentitySource } from '@/lib/auth/sign-in/contract';
import type { RouteAuth } from '@/lib/core/api';

/** What a route asks of whoever calls it, whatever the kind of API. */
export interface Asked {
  auth: RouteAuth;
  authorizerId: string | null;
  issuer: string | null;
  audience: readonly string[];
  scopes: readonly string[];
  /** Where the authorizer looks: for a JWT the first of them. Sources that nobody can send (`$context.…`) are left out. */
  sources: readonly IdentitySource[];
}

export function askedOf(route: HttpRoute, authorizer: GatewayAuthorizer | null): Asked {
  return {
    auth: route.auth,
    authorizerId: route.authorizerId,
    issuer: authorizer?.issuer ?? null,
    audience: authorizer?.audience ?? [],
    scopes: route.scopes,
    sources: (authorizer?.identitySource ?? []).flatMap(sourceOf),
  };
}

/** `$request.header.Authorization`, `$request.querystring.token`. */
function sourceOf(text: string): IdentitySource[] {
  const [, where, name] = /^\$request\.(header|querystring)\.(.+)$/i.exec(text.trim()) ?? [];
  if (!where || !name) return [];
  return [{ in: where.toLowerCase() === 'header' ? 'header' : 'query', name }];
}
