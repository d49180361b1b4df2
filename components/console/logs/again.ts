import { type Draft, hasFreeMethod, isCatchAll } from '@/components/console/draft/draft';
import { handDraft, readDraft } from '@/components/console/draft/draft-store';
import type { AccessLogRecord } from '@/lib/core/access-log/record';
import type { Target } from '@/lib/core/api';
import { splitUrl } from '@/lib/core/query';
import { methodOf, routeOf } from './fields';

/** The route of a line, among those that an API has now; null where it is gone. */
export function targetOf(record: AccessLogRecord, routes: readonly Target[]): Target | null {
  const key = routeOf(record);
  if (key === null) return null;
  // A REST API logs its resource and the method of the request, where the route may take any.
  const any = `ANY ${key.slice(key.indexOf(' ') + 1)}`;
  return routes.find((route) => route.key === key) ?? routes.find((route) => route.key === any) ?? null;
}

/** Fills the builder of a route with a request such as a line tells of: method, path and query. Headers and body are what stands there. */
export function fillAgain(
  place: string,
  { route, record, stage }: { route: Target; record: AccessLogRecord; stage: string | null },
): void {
  handDraft(place, draftAgain(readDraft(place, route), route, { record, stage }));
}

export function draftAgain(
  draft: Draft,
  route: Target,
  { record, stage }: { record: AccessLogRecord; stage: string | null },
): Draft {
  const { path, query } = splitUrl(withoutStage(record.text('path') ?? '', stage), null);
  const rows = query.map(([name, value], at) => ({ id: at + 1, on: true, name, value }));
  const method = hasFreeMethod(route) ? (methodOf(record) ?? draft.method) : route.method;
  const filled = { ...draft, method, query: rows, template: '' };
  if (path === '') return isCatchAll(route) && filled.path === null ? { ...filled, path: '/' } : filled;
  const parameters = isCatchAll(route) ? null : parametersIn(route.path, path);
  return parameters ? { ...filled, path: null, parameters } : { ...filled, path };
}

/** API Gateway logs the path with the stage in front, save for `$default`. */
function withoutStage(path: string, stage: string | null): string {
  const prefix = `/${stage}`;
  if (stage === null || stage === '$default' || !path.startsWith(prefix)) return path;
  const rest = path.slice(prefix.length);
  return rest === '' || rest.startsWith('?') ? `/${rest}` : rest.startsWith('/') ? rest : path;
}

/** What stands for the parameters of a route's path in a path; null where the path is none of that route. */
export function parametersIn(template: string, path: string): Record<string, string> | null {
  const names: string[] = [];
  const pattern = template.replace(/\{([^{}/+]+)(\+?)\}|[^\w/]/g, (part: string, name?: string, plus?: string) => {
    if (name === undefined) return `\\${part}`;
    names.push(name);
    return plus === '+' ? '(.+)' : '([^/]+)';
  });
  const found = new RegExp(`^${pattern}$`).exec(path);
  return found && Object.fromEntries(names.map((name, at) => [name, decoded(found[at + 1] ?? '')]));
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
