import { setTimeout as delay } from 'node:timers/promises';
import type { IExecutableSchemaDefinition } from '@graphql-tools/schema';
import { GraphQLError } from 'graphql';
import type { Caller } from '@/sandbox/apollo/caller';
import { DateTime } from './date-time';
import { findPosts, type PostFilter } from './find-posts';
import type { Author, BlogStore, Comment, NewPost, Post, PostStatus } from './store';
import { subscriptionsOf } from './subscriptions';
import type { Edition } from './type-defs';

const MOST_CHARACTERS = 1_000_000;
const LONGEST_MS = 20_000;

type Resolvers = NonNullable<IExecutableSchemaDefinition<Caller>['resolvers']>;

/** The functions behind the blog's fields. */
export function resolversOf(store: BlogStore, edition: Edition): Resolvers {
  return {
    DateTime,
    Node: { __resolveType: typeOf },
    SearchResult: { __resolveType: typeOf },
    Post: postFields(store, edition),
    Author: {
      posts: ({ id }: Author, { status, includeDrafts }: { status?: PostStatus; includeDrafts: boolean }) =>
        store
          .postsOf(id)
          .filter((post) => (status ? post.status === status : includeDrafts || post.status !== 'DRAFT')),
    },
    Comment: { post: ({ postId }: Comment) => store.posts.get(postId) },
    Query: queries(store, edition),
    Mutation: mutations(store),
    Subscription: subscriptionsOf(store),
  };
}

function typeOf({ id }: { id: string }): string {
  const kind = id.split('-')[0] ?? '';
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}

function postFields(store: BlogStore, edition: Edition) {
  const first = {
    author: ({ authorId }: Post) => store.authors.get(authorId),
    comments: ({ id }: Post, { first }: { first: number }) => store.commentsOf(id).slice(0, first),
  };
  if (edition === '1') return { ...first, body: ({ text }: Post) => text };
  return {
    ...first,
    readingMinutes: ({ text }: Post) => Math.ceil(text.split(/\s+/).length / 200),
    reactions: ({ id, title }: Post) => ({ likes: title.length * 3, shares: store.commentsOf(id).length }),
  };
}

function queries(store: BlogStore, edition: Edition) {
  const all = () => [...store.posts.values(), ...store.authors.values(), ...store.comments.values()];
  return {
    posts: (_: unknown, asked: { first: number; after?: string; filter?: PostFilter }) => findPosts(store, asked),
    post: (_: unknown, { id }: { id: string }) => store.posts.get(id),
    postBy: (_: unknown, { by }: { by: { id?: string; slug?: string } }) =>
      [...store.posts.values()].find((post) => post.id === by.id || post.slug === by.slug),
    authors: () => [...store.authors.values()],
    author: (_: unknown, { id }: { id: string }) => store.authors.get(id),
    node: (_: unknown, { id }: { id: string }) => all().find((one) => one.id === id),
    search: (_: unknown, { text }: { text: string }) =>
      all().filter((one) => JSON.stringify(Object.values(one)).toLowerCase().includes(text.toLowerCase())),
    viewer: (_: unknown, __: unknown, { claims, scopes }: Caller) =>
      claims && {
        subject: claims.sub,
        scopes,
        claims: Object.entries(claims).map(([name, value]) => ({ name, value })),
      },
    slow: async (_: unknown, { ms }: { ms: number }) => {
      await delay(Math.min(Math.max(ms, 0), LONGEST_MS));
      return `Waited ${ms} ms.`;
    },
    long: (_: unknown, { characters }: { characters: number }) =>
      '0123456789'.repeat(Math.ceil(Math.min(characters, MOST_CHARACTERS) / 10)).slice(0, characters),
    ...failing,
    ...(edition === '1' ? {} : { trending: (_: unknown, { first }: { first: number }) => trending(store, first) }),
  };
}

const failing = {
  throws: () => {
    throw new Error('The ink has run dry.');
  },
  throwsAll: () => {
    throw new Error('The press has stopped.');
  },
  partly: () => [
    'the first',
    new GraphQLError('The second page is torn out.', { extensions: { code: 'PAGE_MISSING', page: 2 } }),
    'the third',
  ],
};

function trending(store: BlogStore, first: number): Post[] {
  const comments = ({ id }: Post) => store.commentsOf(id).length;
  return store
    .postsOf()
    .sort((a, b) => comments(b) - comments(a))
    .slice(0, first);
}

function mutations(store: BlogStore) {
  return {
    addPost: (_: unknown, { post }: { post: NewPost }) => {
      if (!store.authors.has(post.authorId)) throw badInput(`There is no author ${post.authorId}.`, 'authorId');
      if (post.title.trim() === '') throw badInput('A post needs a title.', 'title');
      return store.addPost(post);
    },
    addComment: (_: unknown, { comment }: { comment: Pick<Comment, 'postId' | 'author' | 'text'> }) => {
      if (!store.posts.has(comment.postId)) throw badInput(`There is no post ${comment.postId}.`, 'postId');
      return store.addComment(comment);
    },
    setStatus: (_: unknown, { id, status }: { id: string; status: PostStatus }) => {
      const post = store.posts.get(id);
      return post ? Object.assign(post, { status, updatedAt: new Date().toISOString() }) : null;
    },
    deletePost: (_: unknown, { id }: { id: string }) => store.deletePost(id),
  };
}

function badInput(message: string, argument: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', argument } });
}
