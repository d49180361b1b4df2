import type { ApiSummary, DeployTool, Owner, Target } from '@/lib/core/api';
import type { Catalogue } from './catalogue';

/** A route in the tree. `hay` is what the filter looks through: lower case, worked out once. */
export interface RouteNode {
  key: string;
  target: Target;
  hay: string;
}

export interface ApiNode {
  key: string;
  api: ApiSummary;
  /** null while they are not read. */
  routes: readonly RouteNode[] | null;
  hay: string;
}

/** A stack, or what stands in its place: telling tags, or nothing. Nested stacks are groups within their root. */
export interface GroupNode {
  key: string;
  label: string;
  tool: DeployTool | null;
  apis: ApiNode[];
  groups: GroupNode[];
  hay: string;
  /** Groups of a lower rank come first; within a rank they go by label. */
  rank: number;
}

const RANKED = { none: 2, unknown: 1 } as const;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The tree of a catalogue: stack, API, route; each level in the order in which people read it. */
export function treeOf(catalogue: Catalogue): GroupNode[] {
  const roots = new Map<string, GroupNode>();
  for (const [key, api] of catalogue.apis) {
    groupFor(roots, api.owner).apis.push(apiNode(key, api, catalogue.routes.get(key)));
  }
  return sorted([...roots.values()]);
}

function groupFor(roots: Map<string, GroupNode>, owner: Owner): GroupNode {
  if (owner.by === 'none') return placed(roots, { key: 'none', label: 'No stack', tool: null, rank: RANKED.none });
  if (owner.by === 'unknown') {
    return placed(roots, { key: 'unknown', label: 'Stack not known yet', tool: null, rank: RANKED.unknown });
  }
  const { tool } = owner;
  if (owner.by === 'tags') return placed(roots, { key: `tags:${owner.label}`, label: owner.label, tool, rank: 0 });
  const { stack } = owner;
  if (!stack.root || stack.root.id === stack.id) {
    return placed(roots, { key: `stack:${stack.id}`, label: stack.name, tool, rank: 0 });
  }
  const root = placed(roots, { key: `stack:${stack.root.id}`, label: stack.root.name, tool, rank: 0 });
  const nested = root.groups.find((group) => group.key === `stack:${stack.id}`);
  if (nested) return nested;
  const label = stack.name.startsWith(`${root.label}-`) ? stack.name.slice(root.label.length + 1) : stack.name;
  const group = { key: `stack:${stack.id}`, label, tool, rank: 0, ...blank(`${stack.name} ${root.label}`) };
  root.groups.push(group);
  return group;
}

function placed(roots: Map<string, GroupNode>, of: Pick<GroupNode, 'key' | 'label' | 'tool' | 'rank'>): GroupNode {
  const there = roots.get(of.key);
  if (there) return there;
  const group = { ...of, ...blank(of.label) };
  roots.set(of.key, group);
  return group;
}

const blank = (text: string): Pick<GroupNode, 'apis' | 'groups' | 'hay'> => ({
  apis: [],
  groups: [],
  hay: text.toLowerCase(),
});

function apiNode(key: string, api: ApiSummary, targets: readonly Target[] | undefined): ApiNode {
  return { key, api, routes: targets ? routeNodes(key, targets) : null, hay: `${api.name} ${api.id}`.toLowerCase() };
}

// A catalogue changes many times while it fills; the route list of one API hardly ever.
const nodesOf = new WeakMap<readonly Target[], readonly RouteNode[]>();

function routeNodes(api: string, targets: readonly Target[]): readonly RouteNode[] {
  const known = nodesOf.get(targets);
  if (known) return known;
  const nodes = [...targets]
    .sort(byPathThenMethod)
    .map((target) => ({ key: `${api} ${target.key}`, target, hay: `${target.method} ${target.path}`.toLowerCase() }));
  nodesOf.set(targets, nodes);
  return nodes;
}

/** `/notes`, `/notes/{id}`, `/notes-old`; one path's methods together; the catch-all `$default` last. */
export function byPathThenMethod(a: Target, b: Target): number {
  if (a.path !== b.path) return sortPath(a.path) < sortPath(b.path) ? -1 : 1;
  return methodRank(a.method) - methodRank(b.method);
}

/** A slash sorts before everything else that a path may hold, so that what is below a path follows it at once. */
function sortPath(path: string): string {
  return path === '$default' ? '\uffff' : path.replaceAll('/', '\u0001');
}

function methodRank(method: string): number {
  const rank = METHODS.indexOf(method);
  return rank < 0 ? METHODS.length + (method === 'ANY' ? 1 : 0) : rank;
}

function sorted(groups: GroupNode[]): GroupNode[] {
  for (const group of groups) {
    group.apis.sort((a, b) => compareText(a.api.name, b.api.name) || compareText(a.key, b.key));
    sorted(group.groups);
  }
  return groups.sort((a, b) => a.rank - b.rank || compareText(a.label, b.label));
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const compareText = (a: string, b: string) => collator.compare(a, b);
