import type { IncomingMessage } from 'node:http';
import type { World } from '@/sandbox/model';
import type { EventsTarget } from './guard';

export interface AskedEvents {
  target: EventsTarget;
  /** The path that operations are posted to: the same request's, without `/realtime`. */
  path: string;
  realtime: boolean;
}

/**
 * Which Event API a request is for, and which of its two endpoints: `{id}.appsync-api.…/event` and
 * `{id}.appsync-realtime-api.…/event/realtime` by host, `/appsync-api/{id}/event` and the same with `/realtime` by path.
 * The id in a host is the host's own; the API's is understood as well, and so is a custom domain.
 */
export function askedEvents(world: World, req: IncomingMessage): AskedEvents | undefined {
  const whole = (req.url ?? '/').split('?')[0] ?? '/';
  const [, path = '', byPath, realtime] = /^((?:\/appsync-api\/([a-z0-9]+))?\/event)(\/realtime)?$/.exec(whole) ?? [];
  const byHost = /^([a-z0-9]+)\.appsync(?:-realtime)?-api\./i.exec(req.headers.host ?? '')?.[1]?.toLowerCase();
  const host = (req.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
  const name = path === '' ? undefined : (byPath ?? byHost ?? host);
  const target = name === undefined ? undefined : targetOf(world, name);
  return target && { target, path, realtime: realtime !== undefined };
}

function targetOf(world: World, name: string): EventsTarget | undefined {
  for (const account of world.accounts) {
    for (const region of account.regions.values()) {
      const apis = [...(region.eventApis?.values() ?? [])];
      const behind = region.graphql?.domains.get(name)?.apiId ?? name;
      const api = apis.find((one) => one.apiId === behind || one.hostId === name);
      if (api) return { world, account, region, api };
    }
  }
}
