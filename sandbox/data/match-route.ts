import type { Route } from '@/sandbox/model';

type Keyed = Pick<Route, 'routeKey'>;

export interface RouteMatch<R extends Keyed = Route> {
  route: R;
  /** Decoded. */
  pathParameters: Record<string, string>;
}

interface Candidate<R extends Keyed> extends RouteMatch<R> {
  /** One digit per segment, static before variable before greedy, then the method before ANY: the smallest wins. */
  rank: string;
}

/**
 * The route that API Gateway selects (AWS: "Routes for HTTP APIs"): a full match before a greedy one before `$default`,
 * and a route of the method before ANY on the same path. `path` is as it came over the wire: a `%2F` does not part segments.
 */
export function matchRoute<R extends Keyed>(
  routes: readonly R[],
  method: string,
  path: string,
): RouteMatch<R> | undefined {
  const best = routes
    .map((route) => candidate(route, method, path))
    .filter((found) => found !== undefined)
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))[0];
  if (best) return { route: best.route, pathParameters: best.pathParameters };
  const fallback = routes.find((route) => route.routeKey === '$default');
  return fallback && { route: fallback, pathParameters: {} };
}

function candidate<R extends Keyed>(route: R, method: string, path: string): Candidate<R> | undefined {
  const [routeMethod, pattern] = route.routeKey.split(' ');
  if (!pattern || (routeMethod !== 'ANY' && routeMethod !== method)) return undefined;
  const given = path.split('/').slice(1);
  const wanted = pattern.split('/').slice(1);
  const pathParameters: Record<string, string> = {};
  let rank = '';
  for (const [i, part] of wanted.entries()) {
    const rest = given.slice(i);
    const fit = fitSegment(part, rest, i === wanted.length - 1);
    if (!fit) return undefined;
    if (fit.name) pathParameters[fit.name] = fit.value;
    rank += fit.rank;
    if (fit.rank === GREEDY) return { route, pathParameters, rank: rank + methodRank(routeMethod) };
  }
  if (given.length !== wanted.length) return undefined;
  return { route, pathParameters, rank: rank + methodRank(routeMethod) };
}

const STATIC = '0';
const VARIABLE = '1';
const GREEDY = '2';

function fitSegment(
  part: string,
  rest: string[],
  last: boolean,
): { name?: string; value: string; rank: string } | undefined {
  const first = rest[0];
  if (first === undefined) return undefined;
  const greedy = /^\{(.+)\+\}$/.exec(part);
  if (greedy?.[1]) {
    const value = rest.map(decodeSegment).join('/');
    return last && value !== '' ? { name: greedy[1], value, rank: GREEDY } : undefined;
  }
  const variable = /^\{(.+)\}$/.exec(part);
  const value = decodeSegment(first);
  if (variable?.[1]) return value === '' ? undefined : { name: variable[1], value, rank: VARIABLE };
  return value === part ? { value, rank: STATIC } : undefined;
}

function methodRank(routeMethod: string | undefined): string {
  return routeMethod === 'ANY' ? '1' : '0';
}

function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
