import type { BlogStore, Post, PostStatus } from './store';

export interface PostFilter {
  status?: PostStatus | null;
  tags?: string[] | null;
  created?: { from?: string | null; to?: string | null } | null;
}

export interface PostPage {
  items: Post[];
  total: number;
  next: string | null;
}

/** One page of the posts that pass the filter; without one, all that are published. */
export function findPosts(
  store: BlogStore,
  { first, after, filter }: { first: number; after?: string; filter?: PostFilter | null },
): PostPage {
  const found = store.postsOf().filter((post) => passes(post, filter ?? { status: 'PUBLISHED' }));
  const start = after ? found.findIndex(({ id }) => id === after) + 1 : 0;
  const items = found.slice(start, start + Math.max(first, 0));
  const more = start + items.length < found.length;
  return { items, total: found.length, next: more ? (items.at(-1)?.id ?? null) : null };
}

function passes({ status, tags, createdAt }: Post, wanted: PostFilter): boolean {
  const { from, to } = wanted.created ?? {};
  return (
    (!wanted.status || status === wanted.status) &&
    (wanted.tags ?? []).every((tag) => tags.includes(tag)) &&
    (!from || createdAt >= from) &&
    (!to || createdAt <= to)
  );
}
