import 'server-only';
import { allItems } from '@/lib/apis/gateway/pages';
import type { AwsClients } from '@/lib/aws/clients';
import type { Route } from '@/lib/aws/shapes';
import type { RouteAuth, Target } from '@/lib/core/api';
import type { HttpRoute } from './contract';

const AUTH: Record<string, RouteAuth> = { NONE: 'none', AWS_IAM: 'iam', JWT: 'jwt', CUSTOM: 'lambda' };

/** The routes of one API with everything that GetRoutes says of them, in the order in which people read them. */
export async function readRoutes(aws: AwsClients, id: string, signal: AbortSignal): Promise<HttpRoute[]> {
  const ask = (input: object) => aws.apigatewayv2.getRoutes({ ApiId: id, ...input }, { abortSignal: signal });
  const routes = await allItems('GetRoutes', ask);
  return routes
    .filter((route) => route.RouteKey)
    .map(toRoute)
    .sort(asRead);
}

/** The same with only what search needs. */
export async function readTargets(aws: AwsClients, id: string, signal: AbortSignal): Promise<Target[]> {
  return (await readRoutes(aws, id, signal)).map(({ id: routeId, key, method, path, auth }) => ({
    id: routeId,
    key,
    method,
    path,
    auth,
  }));
}

function toRoute(route: Route): HttpRoute {
  const key = route.RouteKey ?? '';
  const space = key.indexOf(' ');
  return {
    id: route.RouteId ?? key,
    key,
    // A key of one word is the catch-all: `$default`.
    method: space === -1 ? 'ANY' : key.slice(0, space),
    path: space === -1 ? key : key.slice(space + 1),
    auth: AUTH[route.AuthorizationType ?? 'NONE'] ?? 'unknown',
    authorizerId: route.AuthorizerId ?? null,
    scopes: route.AuthorizationScopes ?? [],
    integrationId: route.Target?.replace(/^integrations\//, '') ?? null,
    operationName: route.OperationName ?? null,
  };
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'ANY'];

/** By path, then by method; the catch-all last. */
function asRead(a: HttpRoute, b: HttpRoute): number {
  if (a.path === b.path) return METHODS.indexOf(a.method) - METHODS.indexOf(b.method);
  if (a.path === '$default') return 1;
  if (b.path === '$default') return -1;
  return a.path < b.path ? -1 : 1;
}
