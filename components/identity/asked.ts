import type { GatewayAuthorizer, GatewayRoute } from '@/lib/apis/gateway/contract';
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
  /** The API's own keys, where one of them is asked for. */
  keys?: readonly OwnKey[];
}

/** A key of an API, of which only a name is known here. */
export interface OwnKey {
  id: string;
  label: string;
}

export function askedOf(route: GatewayRoute, authorizer: GatewayAuthorizer | null): Asked {
  return {
    auth: route.auth,
    authorizerId: route.authorizerId,
    issuer: authorizer?.issuer ?? null,
    audience: authorizer?.audience ?? [],
    scopes: route.scopes,
    sources: (authorizer?.identitySource ?? []).flatMap(sourceOf),
  };
}

/** `$request.header.Authorization`, `$request.querystring.token`; for a WebSocket API `route.request.header.Auth`. */
function sourceOf(text: string): IdentitySource[] {
  const [, where, name] = /^\$?(?:route\.)?request\.(header|querystring)\.(.+)$/i.exec(text.trim()) ?? [];
  if (!where || !name) return [];
  return [{ in: where.toLowerCase() === 'header' ? 'header' : 'query', name }];
}
