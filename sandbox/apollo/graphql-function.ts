import type { GraphQLSchema } from 'graphql';
import type { PackagedFunction } from '@/sandbox/data/packaged';
import { apolloHandler } from './apollo-handler';
import type { HttpEvent } from './caller';
import { eventStream } from './event-stream';
import { transportSocket } from './transport-socket';

/** A GraphQL server as a packaged function: Apollo for queries and mutations, SSE and graphql-transport-ws for subscriptions. */
export function graphqlFunction(
  currentSchema: () => GraphQLSchema,
  options: { introspection?: boolean } = {},
): PackagedFunction {
  const handlers = new WeakMap<GraphQLSchema, ReturnType<typeof apolloHandler>>();
  return {
    handler: (event) => {
      const schema = currentSchema();
      const handler = handlers.get(schema) ?? apolloHandler(schema, options);
      handlers.set(schema, handler);
      return handler(event as HttpEvent);
    },
    stream: eventStream(currentSchema),
    socket: transportSocket(currentSchema),
  };
}
