import 'server-only';
import { malformed } from '@/lib/aws/errors';

/** As many as AppSync gives at once. */
const LARGEST_PAGE = 25;

type Page<K extends string, I> = { [P in K]?: I[] | undefined } & { nextToken?: string | undefined };
type PageInput = { maxResults: number; nextToken?: string };

/** All pages of one of AppSync's lists, for the kinds that AppSync serves. An answer without the list is an error, never an empty account. */
export async function* appSyncPages<K extends string, I>(
  operation: string,
  list: K,
  ask: (input: PageInput) => Promise<Page<K, I>>,
): AsyncGenerator<I[]> {
  const seen = new Set<string>();
  let next: { nextToken?: string } = {};
  do {
    const page: Page<K, I> | undefined = await ask({ maxResults: LARGEST_PAGE, ...next });
    const items: unknown = page?.[list];
    if (!Array.isArray(items) || items.some((item) => typeof item !== 'object' || item === null)) {
      throw malformed(operation, 'there is no list in it');
    }
    yield items as I[];
    const token = page?.nextToken || undefined;
    if (token !== undefined && seen.has(token)) throw malformed(operation, 'it gives the same page again and again');
    if (token !== undefined) seen.add(token);
    next = token === undefined ? {} : { nextToken: token };
  } while (next.nextToken !== undefined);
}

/** All items of one of AppSync's lists. */
export async function appSyncItems<K extends string, I>(
  operation: string,
  list: K,
  ask: (input: PageInput) => Promise<Page<K, I>>,
): Promise<I[]> {
  const items: I[] = [];
  for await (const page of appSyncPages(operation, list, ask)) items.push(...page);
  return items;
}
