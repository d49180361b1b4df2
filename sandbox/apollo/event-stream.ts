import { Readable } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
import { createHandler } from 'graphql-sse';
import type { Streamed } from '@/sandbox/data/packaged';
import { bodyOf, type Caller, callerOf, type HttpEvent } from './caller';

/**
 * Subscriptions as server-sent events, in the "distinct connections" mode of the GraphQL over SSE protocol: one request, one operation.
 * https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
 */
export function eventStream(currentSchema: () => GraphQLSchema): (event: unknown) => Promise<Streamed | undefined> {
  const handle = createHandler<HttpEvent, undefined, Caller & Record<PropertyKey, unknown>>({
    schema: currentSchema,
    // Null turns the other mode off, in which one stream serves many operations.
    authenticate: () => null,
    context: ({ raw }) => ({ ...callerOf(raw) }),
  });
  return async (raw) => {
    const event = raw as HttpEvent;
    if (!event.headers.accept?.includes('text/event-stream')) return;
    const { method, path } = event.requestContext.http;
    const [body, { status, headers = {} }] = await handle({
      method,
      url: event.rawQueryString ? `${path}?${event.rawQueryString}` : path,
      headers: { get: (name) => event.headers[name.toLowerCase()] },
      body: () => JSON.parse(bodyOf(event)),
      raw: event,
      context: undefined,
    });
    return {
      status,
      headers: Object.entries(headers),
      body: Readable.from(typeof body === 'string' ? [body] : (body ?? [])),
    };
  };
}
