import type { AccountRef, ProfileList } from '@/lib/core/account';

/** What the address says: which API, which of its routes, and whose account. Everything on screen follows from it. */
export interface Place {
  api: { kind: string; id: string } | null;
  route: string | null;
  stage: string | null;
  profile: string | null;
  region: string | null;
  /** The pane with the logs of the API is open: `1`, or the names of the logs in it. */
  logs: string | null;
  /** What is shown of the whole API in place of its facts: `openapi`, `compare`, `import`. */
  view: string | null;
  /** What it is compared with: the id of an API and the name of a stage, `a1b2c3/$default`. */
  against: string | null;
}

const API_PATH = /^\/([a-z][a-z0-9-]*)\/([^/]+)\/?$/;

export function readPlace(pathname: string, params: URLSearchParams): Place {
  const match = API_PATH.exec(pathname);
  return {
    api: match?.[1] && match[2] ? { kind: match[1], id: decodeId(match[2]) } : null,
    route: params.get('route'),
    stage: params.get('stage'),
    profile: params.get('profile'),
    region: params.get('region'),
    logs: params.get('logs'),
    view: params.get('view'),
    against: params.get('against'),
  };
}

/** A broken escape in a typed address stays as it is: no API is called so, and the page says that. */
function decodeId(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** The address of a place, for links. Only what is set is written, always in the same order. */
export function placeHref(place: Partial<Place>): string {
  const path = place.api ? `/${place.api.kind}/${encodeURIComponent(place.api.id)}` : '/';
  const params = new URLSearchParams();
  for (const name of ['profile', 'region', 'stage', 'route', 'logs', 'view', 'against'] as const) {
    const value = place[name];
    if (value) params.set(name, value);
  }
  const query = params.toString();
  return query ? `${path}?${query}` : path;
}

/** The page with the custom domains of an account. */
export function domainsHref({ profile, region }: Pick<Place, 'profile' | 'region'>): string {
  return placeHref({ profile, region }).replace(/^\//, '/domains');
}

/** The page with many logs at once. Names only: what is looked for in them is in no address. */
export function logsHref(
  { profile, region }: Pick<Place, 'profile' | 'region'>,
  sources: readonly string[] = [],
): string {
  const [, query = ''] = placeHref({ profile, region }).split('?');
  const params = new URLSearchParams(query);
  for (const source of sources) params.append('source', source);
  const text = params.toString();
  return text === '' ? '/logs' : `/logs?${text}`;
}

/**
 * The account that a place means. What the address leaves open comes from the shared config: the profile in use, then
 * that profile's own region. null while the config is not read and the address alone does not say.
 */
export function accountOf(place: Pick<Place, 'profile' | 'region'>, list: ProfileList | undefined): AccountRef | null {
  const profile = place.profile ?? list?.current ?? undefined;
  const own = list?.profiles.find((candidate) => candidate.name === place.profile)?.region;
  const region = place.region ?? own ?? list?.region;
  if (!region || (!list && !(place.profile && place.region))) return null;
  return profile ? { profile, region } : { region };
}

/**
 * Where another profile or region leads from an address. The ids of APIs belong to one region, so that nothing of them
 * stays in a new one: what shows an API leads to the overview, and the pages of the account stay.
 */
export function switchedHref(
  { pathname, searchParams }: Pick<URL, 'pathname' | 'searchParams'>,
  to: { profile?: string; region?: string },
): string {
  const before = readPlace(pathname, searchParams);
  const isElsewhere = to.region !== undefined && to.region !== before.region;
  const place = isElsewhere ? { profile: before.profile, region: to.region ?? null } : { ...before, ...to };
  if (pathname === '/domains') return domainsHref(place);
  if (pathname === '/logs') return logsHref(place, isElsewhere ? [] : searchParams.getAll('source'));
  return placeHref(place);
}
