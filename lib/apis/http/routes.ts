import 'server-only';
import { allRoutes, asTargets, routeParts } from '@/lib/apis/gateway/routes';
import type { AwsClients } from '@/lib/aws/clients';
import type { Route } from '@/lib/aws/shapes';
import type { Target } from '@/lib/core/api';
import type { HttpRoute } from './contract';

/** The routes of one API with everything that GetRoutes says of them, in the order in which people read them. */
export async function readRoutes(aws: AwsClients, id: string, signal: AbortSignal): Promise<HttpRoute[]> {
  return (await allRoutes(aws, id, signal)).map(toRoute).sort(asRead);
}

/** The same with only what search needs. */
export async function readTargets(aws: AwsClients, id: string, signal: AbortSignal): Promise<Target[]> {
  return asTargets(await readRoutes(aws, id, signal));
}

function toRoute(route: Route): HttpRoute {
  const parts = routeParts(route);
  const space = parts.key.indexOf(' ');
  return {
    ...parts,
    // A key of one word is the catch-all: `$default`.
    method: space === -1 ? 'ANY' : parts.key.slice(0, space),
    path: space === -1 ? parts.key : parts.key.slice(space + 1),
    scopes: route.AuthorizationScopes ?? [],
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
