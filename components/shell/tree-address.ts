import { type Place, placeHref } from './place';
import type { ApiNode } from './tree-model';
import type { Row } from './tree-rows';
import type { Demand } from './use-routes-on-demand';

/** Where a line of the tree leads. The chosen stage and logs stay while the API does; an open pane stays open. */
export function hrefOf(row: Row, place: Place): string | null {
  if (row.type === 'group' || row.type === 'note') return null;
  const { kind, id } = row.node.api;
  const { profile, region } = place;
  const route = row.type === 'route' ? row.target.key : null;
  const stays = place.api?.kind === kind && place.api.id === id;
  const stage = stays ? place.stage : null;
  const logs = stays ? place.logs : place.logs && '1';
  return placeHref({ api: { kind, id }, profile, region, stage, route, logs });
}

/** What stands where the routes of an open API would be. */
export function noteOf(node: ApiNode, demand: Demand): string {
  if (node.routes) return 'No routes';
  const state = demand.get(node.key);
  return state === undefined || state === 'loading' ? 'Loading routes' : `${state.message} Press to try again.`;
}
