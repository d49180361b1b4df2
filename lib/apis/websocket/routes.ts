import 'server-only';
import { allItems } from '@/lib/apis/gateway/pages';
import type { AwsClients } from '@/lib/aws/clients';
import type { Route } from '@/lib/aws/shapes';
import type { RouteAuth, Target } from '@/lib/core/api';
import type { WebSocketRoute } from './contract';

const AUTH: Record<string, RouteAuth> = { NONE: 'none', AWS_IAM: 'iam', CUSTOM: 'lambda' };
/** The routes that API Gateway calls itself (aws.md §4.1), in the order of a session. */
const METHODS: Record<string, string> = { $connect: 'CONNECT', $disconnect: 'DISCONNECT', $default: 'DEFAULT' };
const ORDER = ['CONNECT', 'SEND', 'DEFAULT', 'DISCONNECT'];

/** The routes of one API in the order of a session, and by key among those of messages. */
export async function readRoutes(aws: AwsClients, id: string, signal: AbortSignal): Promise<WebSocketRoute[]> {
  const ask = (input: object) => aws.apigatewayv2.getRoutes({ ApiId: id, ...input }, { abortSignal: signal });
  const routes = await allItems('GetRoutes', ask);
  return routes
    .filter((route) => route.RouteKey)
    .map(toRoute)
    .sort((a, b) => ORDER.indexOf(a.method) - ORDER.indexOf(b.method) || (a.key < b.key ? -1 : 1));
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

function toRoute(route: Route): WebSocketRoute {
  const key = route.RouteKey ?? '';
  return {
    id: route.RouteId ?? key,
    key,
    method: METHODS[key] ?? 'SEND',
    path: key,
    // Who calls is asked at $connect alone.
    auth: AUTH[route.AuthorizationType ?? 'NONE'] ?? 'unknown',
    authorizerId: route.AuthorizerId ?? null,
    scopes: [],
    apiKeyRequired: route.ApiKeyRequired ?? false,
    integrationId: route.Target?.replace(/^integrations\//, '') ?? null,
    operationName: route.OperationName ?? null,
    twoWay: Boolean(route.RouteResponseSelectionExpression),
  };
}
