import type { GraphQLSchema } from 'graphql';
import { graphqlFunction } from '@/sandbox/apollo/graphql-function';
import type { PackagedFunction } from '@/sandbox/data/packaged';
import type { LambdaFunction } from '@/sandbox/lambda/model';
import { blogSchema } from './schema';
import { BlogStore } from './store';
import type { Edition } from './type-defs';

/** The blog as the sandbox runs it. Its variable `EDITION` says which schema it has; changing it is a new deployment that keeps the posts. */
export function blogFunction(fn: LambdaFunction): PackagedFunction {
  const store = new BlogStore();
  const editions = new Map<Edition, GraphQLSchema>();
  return graphqlFunction(() => {
    const edition = fn.environment.EDITION === '2' ? '2' : '1';
    const schema = editions.get(edition) ?? blogSchema(store, edition);
    editions.set(edition, schema);
    return schema;
  });
}
