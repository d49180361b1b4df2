import type { Target } from '@/lib/core/api';
import type { ApiNode, GroupNode } from './tree-model';

interface Placed {
  key: string;
  /** 1 for the outermost, as `aria-level` counts. */
  level: number;
  /** Its place among its siblings, from 1, and how many they are. */
  position: number;
  siblings: number;
}

/** One line of the tree as it is drawn. */
export type Row = Placed &
  (
    | { type: 'group'; group: GroupNode; open: boolean }
    | { type: 'api'; node: ApiNode; open: boolean }
    | { type: 'route'; node: ApiNode; target: Target }
    /** Stands where routes are not there yet, or none are. */
    | { type: 'note'; node: ApiNode }
  );

export interface Rows {
  rows: Row[];
  /** How many APIs and routes the filter lets through. */
  apis: number;
  routes: number;
}

/** Words of the filter in lower case. All of them must be found. */
export function words(query: string): string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

/**
 * The lines that are drawn: what is open, and of that what the filter lets through. Each word must be found in the
 * route, or in the API or stack that holds it; what is found in an API or stack stands for all that it holds.
 */
export function rowsOf(
  groups: readonly GroupNode[],
  filter: readonly string[],
  isOpen: (row: OpenQuestion) => boolean,
): Rows {
  const out: Rows = { rows: [], apis: 0, routes: 0 };
  const found = groups.map((group) => sift(group, filter)).filter((group) => group !== null);
  found.forEach((group, at) => {
    addGroup(out, group, isOpen, { level: 1, position: at + 1, siblings: found.length });
  });
  return out;
}

export type OpenQuestion = { type: 'group' | 'api'; key: string };

interface Sifted {
  group: GroupNode;
  apis: ApiNode[];
  groups: Sifted[];
}

function sift(group: GroupNode, filter: readonly string[]): Sifted | null {
  const left = missing(group.hay, filter);
  if (left.length === 0) return whole(group);
  const apis = group.apis.map((node) => siftApi(node, left)).filter((node) => node !== null);
  const groups = group.groups.map((nested) => sift(nested, left)).filter((nested) => nested !== null);
  return apis.length + groups.length > 0 ? { group, apis, groups } : null;
}

const whole = (group: GroupNode): Sifted => ({ group, apis: group.apis, groups: group.groups.map(whole) });

function siftApi(node: ApiNode, filter: readonly string[]): ApiNode | null {
  const left = missing(node.hay, filter);
  if (left.length === 0) return node;
  const routes = node.routes?.filter((route) => missing(route.hay, left).length === 0);
  return routes?.length ? { ...node, routes } : null;
}

const missing = (hay: string, filter: readonly string[]) =>
  filter.length === 0 ? filter : filter.filter((word) => !hay.includes(word));

type Place = Omit<Placed, 'key'>;

function addGroup(out: Rows, sifted: Sifted, isOpen: (row: OpenQuestion) => boolean, place: Place): void {
  const { group, apis, groups } = sifted;
  const open = isOpen({ type: 'group', key: group.key });
  out.rows.push({ type: 'group', key: group.key, group, open, ...place });
  const into = open ? out : { ...out, rows: [] };
  const siblings = apis.length + groups.length;
  apis.forEach((node, at) => {
    addApi(into, node, isOpen, { level: place.level + 1, position: at + 1, siblings });
  });
  groups.forEach((nested, at) => {
    addGroup(into, nested, isOpen, { level: place.level + 1, position: apis.length + at + 1, siblings });
  });
  out.apis = into.apis;
  out.routes = into.routes;
}

function addApi(out: Rows, node: ApiNode, isOpen: (row: OpenQuestion) => boolean, place: Place): void {
  const open = isOpen({ type: 'api', key: node.key });
  out.apis += 1;
  out.routes += node.routes?.length ?? 0;
  out.rows.push({ type: 'api', key: node.key, node, open, ...place });
  if (!open) return;
  const level = place.level + 1;
  if (!node.routes?.length) {
    out.rows.push({ type: 'note', key: `${node.key} -`, node, level, position: 1, siblings: 1 });
    return;
  }
  const siblings = node.routes.length;
  node.routes.forEach(({ key, target }, at) => {
    out.rows.push({ type: 'route', key, node, target, level, position: at + 1, siblings });
  });
}

/** The parts of a text that the filter found, in order and without overlap. */
export function marks(text: string, filter: readonly string[]): [from: number, to: number][] {
  const lower = text.toLowerCase();
  const found: [number, number][] = [];
  for (const word of filter) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length))
      found.push([at, at + word.length]);
  }
  found.sort((a, b) => a[0] - b[0]);
  return found.reduce<[number, number][]>((merged, [from, to]) => {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
    return merged;
  }, []);
}
