import { decoded, fitsPath, type Keyed } from '@/lib/core/match-route';

/** Why a route is not the one that was asked for, though it looks like it. */
export type Difference = 'method' | 'slash' | 'stage' | 'case' | 'base' | 'spelling' | 'parameter';

export interface Near<R extends Keyed> {
  route: R;
  difference: Difference;
}

const MOST = 3;

interface Missed {
  method: string;
  path: string;
  /** The stages of the API: one of them in front of a path leads astray. */
  stages: readonly string[];
}

/** The routes that may have been meant by a request that found none, the most alike first. */
export function nearRoutes<R extends Keyed>(routes: readonly R[], missed: Missed): Near<R>[] {
  const found = [...byWay(routes, missed), ...bySpelling(routes, missed)];
  return found.filter((near, at) => found.findIndex(({ route }) => route === near.route) === at).slice(0, MOST);
}

/** Each way to miss a route: the same path once that is undone. */
function byWay<R extends Keyed>(routes: readonly R[], missed: Missed): Near<R>[] {
  const [lowerPath, { method, path }] = [missed.path.toLowerCase(), missed];
  const named = routes.filter((route) => route.path !== '$default');
  const where = (difference: Difference, is: (route: R) => boolean): Near<R>[] =>
    named.filter(is).map((route) => ({ route, difference }));
  return [
    ...waysBack(missed).flatMap(([difference, other]) =>
      where(difference, (route) => takes(route, method) && fitsPath(route.path, other)),
    ),
    ...where('method', (route) => fitsPath(route.path, path)),
    ...where('case', (route) => takes(route, method) && fitsPath(route.path.toLowerCase(), lowerPath)),
  ];
}

/** The paths that may have been meant. */
function waysBack({ path, stages }: Missed): [Difference, string][] {
  const [, first = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(path) ?? [];
  const ways: [Difference, string][] = [['slash', path.endsWith('/') ? path.slice(0, -1) : `${path}/`]];
  if (/\/{2,}/.test(path)) ways.push(['base', path.replace(/\/{2,}/g, '/')]);
  if (stages.includes(decoded(first))) ways.push(['stage', rest || '/']);
  return ways.filter(([, other]) => other !== '');
}

function takes(route: Keyed, method: string): boolean {
  return route.method === 'ANY' || route.method === method;
}

/** Routes whose path differs in a few letters of its fixed segments, or lacks a segment. */
function bySpelling<R extends Keyed>(routes: readonly R[], { method, path }: Missed): Near<R>[] {
  const scored = routes.flatMap((route) => {
    const distance = distanceOf(route.path, path);
    return distance ? [{ ...distance, route, score: distance.score + (takes(route, method) ? 0 : 0.5) }] : [];
  });
  return scored.sort((a, b) => a.score - b.score).map(({ route, difference }) => ({ route, difference }));
}

function distanceOf(routePath: string, path: string): { score: number; difference: Difference } | null {
  const wanted = routePath.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean).map(decoded);
  const missing = Math.abs(wanted.length - given.length);
  if (!routePath.startsWith('/') || missing > 1) return null;
  const fixed = wanted.flatMap((part, at) =>
    /^\{.+\}$/.test(part) || at >= given.length ? [] : [[part, given[at] ?? '']],
  );
  const edits = fixed.map(([part = '', value = '']) => ({ part, edits: editsBetween(part, value) }));
  if (edits.some((one) => one.edits > Math.max(1, Math.floor(one.part.length / 3)))) return null;
  if (missing > 0 && !edits.some((one) => one.edits === 0)) return null;
  const score = edits.reduce((sum, one) => sum + one.edits / 2, missing);
  return { score, difference: missing > 0 ? 'parameter' : 'spelling' };
}

/** How many letters must change for one word to become the other (Levenshtein); long words are cut. */
function editsBetween(a: string, b: string): number {
  const [from, to] = [a.slice(0, 64), b.slice(0, 64)];
  let before = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [row, letter] of [...from].entries()) {
    const after = [row + 1];
    for (let at = 1; at <= to.length; at += 1) {
      const swap = (before[at - 1] ?? 0) + (letter === to[at - 1] ? 0 : 1);
      after.push(Math.min((before[at] ?? 0) + 1, (after[at - 1] ?? 0) + 1, swap));
    }
    before = after;
  }
  return before[to.length] ?? 0;
}
