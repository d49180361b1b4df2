import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import type { Route } from '@/lib/aws/shapes';
import type { RouteAuth, Target } from '@/lib/core/api';
import { allItems } from './pages';

const AUTH: Record<string, RouteAuth> = { NONE: 'none', AWS_IAM: 'iam', JWT: 'jwt', CUSTOM: 'lambda' };

/** What GetRoutes says of every route of an HTTP or WebSocket API that has a key, in AWS's order. */
export async function allRoutes(aws: AwsClients, id: string, signal: AbortSignal): Promise<Route[]> {
  const ask = (input: object) => aws.apigatewayv2.getRoutes({ ApiId: id, ...input }, { abortSignal: signal });
  return (await allItems('GetRoutes', ask)).filter((route) => route.RouteKey);
}

/** What both kinds read from a route alike. */
export function routeParts(route: Route) {
  const key = route.RouteKey ?? '';
  return {
    id: route.RouteId ?? key,
    key,
    auth: AUTH[route.AuthorizationType ?? 'NONE'] ?? 'unknown',
    authorizerId: route.AuthorizerId ?? null,
    integrationId: route.Target?.replace(/^integrations\//, '') ?? null,
    operationName: route.OperationName ?? null,
  };
}

/** Of each route what search needs, and nothing else. */
export function asTargets(routes: readonly Target[]): Target[] {
  return routes.map(({ id, key, method, path, auth }) => ({ id, key, method, path, auth }));
}
