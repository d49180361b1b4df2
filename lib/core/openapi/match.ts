import { type Keyed, matchRoute } from '@/lib/core/match-route';
import { pathParameters } from '@/lib/core/path';
import type { Operation } from './operation';

/** An operation that a route serves. */
export interface MatchedOperation extends Operation {
  /**
   * Its whole path below the stage where the route leaves more open than the operation does: `/files/{name}` at
   * `ANY /files/{proxy+}`. Null where route and operation are of one shape: then the route's own names of parameters count.
   */
  template: string | null;
}

export interface Matching<R extends Keyed> {
  /** By the key of the route, in the order of the document. */
  byRoute: ReadonlyMap<string, MatchedOperation[]>;
  matched: number;
  /** Operations that no route serves. */
  unserved: Operation[];
  /** Routes of which the document says nothing. */
  untold: R[];
  /** What was put before the paths of the document, or taken from their start; null for nothing. */
  moved: Move | null;
}

export interface Move {
  by: 'added' | 'removed';
  path: string;
}

interface Placed {
  operation: Operation;
  path: string;
}

interface Way {
  move: Move | null;
  placed: Placed[];
}

/** Which route serves which operation, by the rules by which API Gateway itself selects one. */
export function matchOperations<R extends Keyed>(
  operations: readonly Operation[],
  routes: readonly R[],
  stages: readonly string[],
): Matching<R> {
  const { way, found } = bestOf(waysOf(operations, stages), routes);
  const byRoute = new Map<string, MatchedOperation[]>();
  for (const { route, operation } of found) {
    const served = route && (byRoute.get(route.key) ?? []);
    if (served) byRoute.set(route.key, served);
    served?.push(operation);
  }
  const unserved = found.filter(({ route }) => route === null).map(({ operation }) => operation);
  return {
    byRoute,
    matched: operations.length - unserved.length,
    unserved,
    untold: routes.filter(({ key }) => !byRoute.has(key)),
    moved: way.move,
  };
}

/** The first of those that fit best. */
function bestOf<R extends Keyed>([first, ...others]: [Way, ...Way[]], routes: readonly R[]) {
  let best = { way: first, found: findAll(first.placed, routes) };
  for (const way of others) {
    if (best.found.every(({ operation, route }) => route && operation.template === null)) break;
    const found = findAll(way.placed, routes);
    if (scoreOf(found) > scoreOf(best.found)) best = { way, found };
  }
  return best;
}

interface Found<R> {
  route: R | null;
  operation: MatchedOperation;
}

function findAll<R extends Keyed>(placed: readonly Placed[], routes: readonly R[]): Found<R>[] {
  const find = finder(routes);
  return placed.map(({ operation, path }) => {
    const plain = path.replace(/(.)\/$/, '$1');
    const spelled = find(operation.method, path);
    const route = plain === path || isSame(spelled, path) ? spelled : find(operation.method, plain);
    return {
      route,
      operation: isSame(route, plain) ? namedAs(operation, route.path, plain) : { ...operation, template: path },
    };
  });
}

/** Looks only at routes that begin as the path does: there may be thousands of operations and hundreds of routes. */
function finder<R extends Keyed>(routes: readonly R[]): (method: string, path: string) => R | null {
  const all = routes.map((route) => ({ route, start: route.path.split('{', 1)[0] ?? '' }));
  return (method, path) => {
    const near = all.filter(({ route, start }) => path.startsWith(start) || route.key === '$default');
    return matchRoute(
      near.map(({ route }) => route),
      method,
      path,
    );
  };
}

function isSame<R extends Keyed>(route: R | null, path: string): route is R {
  return route !== null && shapeOf(route.path) === shapeOf(path);
}

/** A route of the same shape counts for more than any number of operations that a catch-all takes. */
function scoreOf(found: readonly Found<Keyed>[]): number {
  const served = found.filter(({ route }) => route !== null);
  const same = served.filter(({ operation }) => operation.template === null);
  return same.length * (found.length + 1) + served.length;
}

/** Without the names of its parameters, and without a slash at the end. */
function shapeOf(path: string): string {
  return path.replace(/\{[^{}/+]+(\+?)\}/g, '{$1}').replace(/(.)\/$/, '$1');
}

/** With the parameters of its path called as the route calls them. */
function namedAs(operation: Operation, routePath: string, path: string): MatchedOperation {
  const names = pathParameters(routePath).map(({ name }) => name);
  const renamed = new Map(pathParameters(path).map(({ name }, at) => [name, names[at] ?? name]));
  const parameters = operation.parameters.map((one) =>
    one.in === 'path' ? { ...one, name: renamed.get(one.name) ?? one.name } : one,
  );
  return { ...operation, parameters, template: null };
}

/**
 * Where the paths of a document may start below a stage: where its servers say, without a stage at the front of that or
 * with less of it, as they stand, and without a stage at their own front.
 */
function waysOf(operations: readonly Operation[], stages: readonly string[]): [Way, ...Way[]] {
  const first = waysOfBase(operations[0]?.bases[0] ?? '', stages);
  const bases = new Set(operations.flatMap(({ bases: own }) => own.flatMap((base) => waysOfBase(base, stages))));
  const added = [...new Set([...first, ...bases, ''])].map((base) => wayWith(operations, base, stages));
  const fronts = stages.map((stage) => `/${stage}`);
  const removed = fronts
    .filter((front) => operations.some(({ path }) => path.startsWith(`${front}/`)))
    .map((front) => wayWithout(operations, front));
  const [one = wayWith(operations, '', stages), ...others] = [...added, ...removed];
  return [one, ...others];
}

/** `/prod/v1` with a stage `prod`: `/v1`, `/prod/v1`, nothing. */
function waysOfBase(base: string, stages: readonly string[]): string[] {
  const names = base.split('/').slice(1);
  const all = names.map((_, at) => `/${names.slice(at).join('/')}`);
  const inStage = stages.includes(names[0] ?? '');
  return inStage ? [all[1] ?? '', ...all] : all;
}

/** Operations with a server of their own keep to that, if they have another one than most. */
function wayWith(operations: readonly Operation[], base: string, stages: readonly string[]): Way {
  const placed = operations.map((operation) => {
    const own = operation.bases.flatMap((one) => waysOfBase(one, stages));
    const other = own.length > 0 && base !== '' && !own.includes(base) ? (own[0] ?? '') : base;
    return { operation, path: joined(other, operation.path) };
  });
  return { move: base === '' ? null : { by: 'added', path: base }, placed };
}

function wayWithout(operations: readonly Operation[], start: string): Way {
  const placed = operations.map((operation) => {
    const { path } = operation;
    return { operation, path: path.startsWith(`${start}/`) ? path.slice(start.length) : path };
  });
  return { move: { by: 'removed', path: start }, placed };
}

function joined(base: string, path: string): string {
  if (path === '$default') return path;
  return base !== '' && path === '/' ? base : `${base}${path}`;
}
