import 'server-only';
import { AppError } from '@/lib/core/error';
import { allItems, pages } from './pages';

interface Page<I> {
  items?: I[] | undefined;
  position?: string | undefined;
}

interface PageInput {
  limit?: number;
  position?: string;
}

type Ask<I> = (input: PageInput) => Promise<Page<I>>;

/** All pages of a v1 list operation. Unlike version 2 it may leave an empty list out. */
export function restPages<I>(operation: string, ask: Ask<I>): AsyncGenerator<I[]> {
  return pages(operation, asVersion2(ask));
}

/** All items of a v1 list operation. */
export function allRestItems<I>(operation: string, ask: Ask<I>): Promise<I[]> {
  return allItems(operation, asVersion2(ask));
}

function asVersion2<I>(ask: Ask<I>) {
  return async ({ MaxResults, NextToken }: { MaxResults?: string; NextToken?: string }) => {
    const page: unknown = await ask({
      ...(MaxResults === undefined ? {} : { limit: Number(MaxResults) }),
      ...(NextToken === undefined ? {} : { position: NextToken }),
    });
    if (typeof page !== 'object' || page === null)
      throw new AppError('unexpected', 'API Gateway answered with nothing.');
    const { items = [], position } = page as Page<I>;
    return { Items: items, NextToken: position };
  };
}
