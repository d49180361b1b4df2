import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { resolversOf } from './resolvers';
import type { BlogStore } from './store';
import { type Edition, typeDefsOf } from './type-defs';

/** The blog's schema in one of its editions, over the same store. */
export function blogSchema(store: BlogStore, edition: Edition): GraphQLSchema {
  return makeExecutableSchema({ typeDefs: typeDefsOf(edition), resolvers: resolversOf(store, edition) });
}
