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
  /** Which of a user pool's tokens is taken, where one alone is. */
  use?: 'id' | 'access' | null;
  /** The token goes by itself, without `Bearer` in front. */
  bare?: boolean;
  /** What the first source must match before the function is asked: a regular expression. */
  validation?: string | null;
  /** It is enough that a part of the value matches. */
  validatesPart?: boolean;
  /** The pattern of the clients whose tokens are taken, null for all; absent where an audience is asked for. */
  clients?: string | null;
}

/** A key of an API, of which only a name is known here. */
export interface OwnKey {
  id: string;
  label: string;
}

export function askedOf(route: GatewayRoute, authorizer: GatewayAuthorizer | null): Asked {
  const byPool = authorizer?.type === 'COGNITO_USER_POOLS';
  return {
    // A key is asked for beside who one is, and chosen beside that.
    auth: route.auth === 'api-key' ? 'none' : route.auth,
    authorizerId: route.authorizerId,
    issuer: authorizer?.issuer ?? null,
    audience: authorizer?.audience ?? [],
    scopes: route.scopes,
    sources: (authorizer?.identitySource ?? []).flatMap(sourceOf),
    ...(byPool ? { use: route.scopes.length > 0 ? 'access' : 'id', bare: true } : {}),
    ...(authorizer?.validation ? { validation: authorizer.validation } : {}),
  };
}

/** `$request.header.Authorization`, `$request.querystring.token`; for a WebSocket API `route.request.header.Auth`, for a REST API `method.request.header.Auth`. */
function sourceOf(text: string): IdentitySource[] {
  const [, where, name] = /^\$?(?:(?:route|method)\.)?request\.(header|querystring)\.(.+)$/i.exec(text.trim()) ?? [];
  if (!where || !name) return [];
  return [{ in: where.toLowerCase() === 'header' ? 'header' : 'query', name }];
}
