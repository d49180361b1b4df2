/** What a route needs for a request to find it. */
export interface Keyed {
  key: string;
  method: string;
  path: string;
}

/**
 * The route that API Gateway selects (aws.md §2.2): static segments before variables before a greedy one, the method
 * before ANY, `$default` last. `path` is as on the wire.
 */
export function matchRoute<R extends Keyed>(routes: readonly R[], method: string, path: string): R | null {
  let best: { route: R; rank: string } | null = null;
  for (const route of routes) {
    if (route.method !== 'ANY' && route.method !== method) continue;
    const rank = rankOf(route.path, path);
    if (rank === null) continue;
    const whole = `${rank}${route.method === 'ANY' ? '1' : '0'}`;
    if (best === null || whole < best.rank) best = { route, rank: whole };
  }
  return best?.route ?? routes.find(({ key }) => key === '$default') ?? null;
}

/** Whether a path fits a route's, whatever the method. */
export function fitsPath(routePath: string, path: string): boolean {
  return rankOf(routePath, path) !== null;
}

/** One digit a segment: the smaller, the closer. Null where the path does not fit. */
function rankOf(routePath: string, path: string): string | null {
  if (!routePath.startsWith('/')) return null;
  const wanted = routePath.split('/').slice(1);
  const given = path.split('/').slice(1).map(decoded);
  const greedy = wanted.findIndex((part) => /^\{.+\+\}$/.test(part));
  const fixed = greedy === -1 ? wanted : wanted.slice(0, greedy);
  const ranks = fixed.map((part, at) => segmentRank(part, given[at]));
  if (ranks.includes(null)) return null;
  const rest = given.slice(fixed.length);
  if (greedy !== -1) return rest.join('/') === '' ? null : `${ranks.join('')}2`;
  return rest.length === 0 ? ranks.join('') : null;
}

function segmentRank(part: string, value: string | undefined): '0' | '1' | null {
  if (value === undefined) return null;
  if (/^\{.+\}$/.test(part)) return value === '' ? null : '1';
  return value === part ? '0' : null;
}

export function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
