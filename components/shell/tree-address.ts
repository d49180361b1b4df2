import { type Place, placeHref } from './place';
import type { ApiNode } from './tree-model';
import type { Row } from './tree-rows';
import type { Demand } from './use-routes-on-demand';

/** Where a line of the tree leads. The chosen stage stays while the API does. */
export function hrefOf(row: Row, place: Place): string | null {
  if (row.type === 'group' || row.type === 'note') return null;
  const { kind, id } = row.node.api;
  const { profile, region } = place;
  const route = row.type === 'route' ? row.target.key : null;
  const stage = place.api?.kind === kind && place.api.id === id ? place.stage : null;
  return placeHref({ api: { kind, id }, profile, region, stage, route });
}

/** What stands where the routes of an open API would be. */
export function noteOf(node: ApiNode, demand: Demand): string {
  if (node.routes) return 'No routes';
  const state = demand.get(node.key);
  return state === undefined || state === 'loading' ? 'Loading routes' : `${state.message} Press to try again.`;
}
