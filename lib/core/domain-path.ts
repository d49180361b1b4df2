// Custom domains: which mapping takes a path, and what an address looks like.

/** A mapping of a custom domain by its key: empty for the root, `v1` or `a/b` below it. */
interface Keyed {
  key: string;
}

/** The mapping that takes a path, the longest key first, segment by segment; null where none does. */
export function mappingFor<M extends Keyed>(mappings: readonly M[], path: string): M | null {
  const takes = ({ key }: M) => key === '' || path === `/${key}` || path.startsWith(`/${key}/`);
  return [...mappings].filter(takes).sort(longestFirst)[0] ?? null;
}

/** What is left of a path behind the key of the mapping that took it: the path that the API's routes see. */
export function pathBehind({ key }: Keyed, path: string): string {
  const rest = key === '' ? path : path.slice(key.length + 1);
  return rest === '' ? '/' : rest;
}

/** Whether a path lies below one of these, however it writes its dots and letters. */
export function liesBelow(places: readonly string[], path: string): boolean {
  const plain = plainPath(path);
  return places.map(plainPath).some((place) => plain === place || plain.startsWith(`${place}/`));
}

function plainPath(path: string): string {
  const { pathname } = new URL(`http://host${path}`);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** In the order in which they are asked. */
export function longestFirst(one: Keyed, other: Keyed): number {
  return other.key.length - one.key.length || (one.key < other.key ? -1 : 1);
}

/** Host and key as a person writes them: `api.example.com/v1`. */
export function domainPlace(domain: string, key: string): string {
  return key === '' ? domain : `${domain}/${key}`;
}

/** A wildcard domain's name with a label in its place; null where the label does not fit. */
export function hostOf(domain: string, label: string | undefined): string | null {
  if (!domain.startsWith('*.')) return label === undefined ? domain : null;
  return label === undefined ? null : `${label}${domain.slice(1)}`;
}
