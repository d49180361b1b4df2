import type { Target } from '@/lib/core/api';
import type { ApiNode, GroupNode } from './tree-model';
import { rowsOf } from './tree-rows';

export interface PaletteAction {
  id: string;
  label: string;
  keys?: string;
  run: () => void;
}

export type Choice =
  | { type: 'action'; key: string; action: PaletteAction }
  | { type: 'api'; key: string; node: ApiNode; group: string }
  | { type: 'route'; key: string; node: ApiNode; target: Target };

const MOST = 60;
const MOST_APIS = 20;

/** What the palette offers: with nothing typed the APIs and actions, else what matches every word, APIs before routes, and routes that are found by their own path before those found by their API. */
export function choicesOf(
  groups: readonly GroupNode[],
  actions: readonly PaletteAction[],
  filter: readonly string[],
): Choice[] {
  const doing = actions
    .filter(({ label }) => filter.every((word) => label.toLowerCase().includes(word)))
    .map((action): Choice => ({ type: 'action', key: `action ${action.id}`, action }));
  const apis: Choice[] = [];
  const routes: Choice[] = [];
  let group = '';
  for (const row of rowsOf(groups, filter, () => true).rows) {
    if (row.type === 'group') group = row.group.label;
    else if (row.type === 'api' && named(row.node, group, filter))
      apis.push({ type: 'api', key: row.key, node: row.node, group });
    else if (row.type === 'route') routes.push({ type: 'route', key: row.key, node: row.node, target: row.target });
  }
  if (filter.length === 0) return [...doing, ...apis].slice(0, MOST);
  const itself = (choice: Choice) =>
    choice.type === 'route' && filter.every((word) => hayOf(choice.target).includes(word));
  const [near, far] = [routes.filter(itself), routes.filter((choice) => !itself(choice))];
  return [...[...apis.slice(0, MOST_APIS), ...near, ...far].slice(0, MOST), ...doing];
}

const hayOf = ({ method, path }: Target) => `${method} ${path}`.toLowerCase();

/** Whether the filter found the API itself, and not only routes in it. */
function named(node: ApiNode, group: string, filter: readonly string[]): boolean {
  const hay = `${group.toLowerCase()} ${node.hay}`;
  return filter.every((word) => hay.includes(word));
}
