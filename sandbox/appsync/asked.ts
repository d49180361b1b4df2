import type { IncomingMessage } from 'node:http';
import type { World } from '@/sandbox/model';
import { findGraphqlApi, type GraphqlTarget } from './directory';

export interface AskedGraphql {
  target: GraphqlTarget;
  /** The path of the API's GraphQL endpoint as the caller reaches it, which is what signatures on a line name. */
  path: string;
  realtime: boolean;
}

/**
 * Which GraphQL API a request is for, and which of its endpoints. By host: `{host}.appsync-api.…/graphql`,
 * `{host}.appsync-realtime-api.…/graphql`, and a custom domain's `/graphql` and `/graphql/realtime`. By path:
 * `/appsync-api/{id}/graphql` and the same with `/realtime`.
 */
export function askedGraphql(world: World, req: IncomingMessage): AskedGraphql | undefined {
  const whole = (req.url ?? '/').split('?')[0] ?? '/';
  const [, path, byPath, below] = /^((?:\/appsync-api\/([a-z0-9]+))?\/graphql)(\/realtime)?$/.exec(whole) ?? [];
  const host = (req.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
  const [, byHost, line] = /^([a-z0-9]+)\.appsync(-realtime)?-api\./.exec(host) ?? [];
  const target = path === undefined ? undefined : findGraphqlApi(world, byPath ?? byHost ?? host);
  return target && { target, path: path ?? '', realtime: below === '/realtime' || line !== undefined };
}
