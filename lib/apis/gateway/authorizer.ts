import 'server-only';
import type { IdentitySource } from '@/lib/auth/sign-in/contract';
import type { Authorizer } from '@/lib/aws/shapes';
import { lambdaOf } from '@/lib/core/integration-label';
import type { GatewayAuthorizer } from './contract';

/** An authorizer as the console speaks of it. */
export function toAuthorizer(authorizer: Authorizer): GatewayAuthorizer {
  const { AuthorizerType: type, AuthorizerUri: uri, JwtConfiguration: jwt } = authorizer;
  return {
    id: authorizer.AuthorizerId ?? '',
    name: authorizer.Name ?? authorizer.AuthorizerId ?? '',
    type: type === 'JWT' || type === 'REQUEST' ? type : 'unknown',
    identitySource: authorizer.IdentitySource ?? [],
    issuer: jwt?.Issuer ?? null,
    audience: jwt?.Audience ?? [],
    lambda: uri ? (lambdaOf(uri)?.name ?? uri) : null,
    role: authorizer.AuthorizerCredentialsArn ?? null,
    ttlSeconds: authorizer.AuthorizerResultTtlInSeconds ?? null,
  };
}

/** `$request.header.X-Token`, WebSocket's `route.request.querystring.token`, REST's `method.request.header.X`; null for what nobody can send: `$context.…`, `$stageVariables.…`. */
export function parseSource(text: string): IdentitySource | null {
  const [, where, name] = /^\$?(?:(?:route|method)\.)?request\.(header|querystring)\.(.+)$/i.exec(text.trim()) ?? [];
  if (!where || !name) return null;
  return { in: where.toLowerCase() === 'header' ? 'header' : 'query', name };
}
