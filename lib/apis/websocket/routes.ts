import 'server-only';
import { allRoutes, asTargets, routeParts } from '@/lib/apis/gateway/routes';
import type { AwsClients } from '@/lib/aws/clients';
import type { Route } from '@/lib/aws/shapes';
import type { Target } from '@/lib/core/api';
import type { WebSocketRoute } from './contract';

/** The routes that API Gateway calls itself (aws.md §4.1), in the order of a session. */
const METHODS: Record<string, string> = { $connect: 'CONNECT', $disconnect: 'DISCONNECT', $default: 'DEFAULT' };
const ORDER = ['CONNECT', 'SEND', 'DEFAULT', 'DISCONNECT'];

/** The routes of one API in the order of a session, and by key among those of messages. */
export async function readRoutes(aws: AwsClients, id: string, signal: AbortSignal): Promise<WebSocketRoute[]> {
  return (await allRoutes(aws, id, signal))
    .map(toRoute)
    .sort((a, b) => ORDER.indexOf(a.method) - ORDER.indexOf(b.method) || (a.key < b.key ? -1 : 1));
}

/** The same with only what search needs. */
export async function readTargets(aws: AwsClients, id: string, signal: AbortSignal): Promise<Target[]> {
  return asTargets(await readRoutes(aws, id, signal));
}

function toRoute(route: Route): WebSocketRoute {
  const parts = routeParts(route); // who calls is asked at $connect alone
  return {
    ...parts,
    method: METHODS[parts.key] ?? 'SEND',
    path: parts.key,
    scopes: [],
    apiKeyRequired: route.ApiKeyRequired ?? false,
    twoWay: Boolean(route.RouteResponseSelectionExpression),
  };
}
