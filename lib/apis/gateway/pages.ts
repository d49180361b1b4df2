import 'server-only';
import { malformed } from '@/lib/aws/errors';
import { AppError } from '@/lib/core/error';

interface Page<I> {
  Items?: I[] | undefined;
  NextToken?: string | undefined;
}

interface PageInput {
  MaxResults?: string;
  NextToken?: string;
}

/** As many as API Gateway is known to give at once; AWS publishes no ceiling. */
const LARGEST_PAGE = '500';

/**
 * All pages of a v2 list operation; its client has no paginators. A page that AWS refuses for its size is asked again
 * without one, and an answer without a list is an error, never an empty account.
 */
export async function* pages<I>(operation: string, ask: (input: PageInput) => Promise<Page<I>>): AsyncGenerator<I[]> {
  let size: PageInput = { MaxResults: LARGEST_PAGE };
  let token: string | undefined;
  const seen = new Set<string>();
  do {
    const input = token === undefined ? size : { ...size, NextToken: token };
    const page = await ask(input).catch((error: unknown) => {
      const refused = error instanceof AppError && error.code === 'invalid-input' && size.MaxResults !== undefined;
      if (!refused || seen.size > 0) throw error;
      size = {};
      return ask({});
    });
    yield listOf(operation, page);
    token = page.NextToken || undefined;
    if (token !== undefined && seen.has(token)) throw malformed(operation, 'it gives the same page again and again');
    if (token !== undefined) seen.add(token);
  } while (token !== undefined);
}

/** All items of a v2 list operation. */
export async function allItems<I>(operation: string, ask: (input: PageInput) => Promise<Page<I>>): Promise<I[]> {
  const items: I[] = [];
  for await (const page of pages(operation, ask)) items.push(...page);
  return items;
}

function listOf<I>(operation: string, page: Page<I> | undefined): I[] {
  const items: unknown = page?.Items;
  if (!Array.isArray(items) || items.some((item) => typeof item !== 'object' || item === null)) {
    throw malformed(operation, 'there is no list in it');
  }
  return items as I[];
}
