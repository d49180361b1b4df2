import type { Target } from '@/lib/core/api';

/** Names under which GraphQL servers are usually reached: the last step of the path. */
const USUAL = /\/(graphql|gql|query)\/?$/i;

/** Whether a route looks like that of a GraphQL server: by its path, and because operations can be posted to it. */
export function looksLikeGraphql({ method, path }: Pick<Target, 'method' | 'path'>): boolean {
  return (method === 'POST' || method === 'ANY') && USUAL.test(path);
}

/** What the answer to `{__typename}` says about who gave it: only a GraphQL server answers with data or errors of GraphQL. */
export function speaksGraphql(body: string): boolean {
  try {
    const { data, errors } = JSON.parse(body) as { data?: { __typename?: unknown } | null; errors?: unknown };
    if (typeof data?.__typename === 'string') return true;
    return Array.isArray(errors) && errors.length > 0 && errors.every((one) => typeof one?.message === 'string');
  } catch {
    return false;
  }
}
