import { ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { bodyOf, type Caller, callerOf, type HttpEvent } from './caller';

/** The answer of a Lambda function to an HTTP API. */
export interface HttpAnswer {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type, apollo-require-preflight',
  'access-control-max-age': '600',
};

/** An Apollo Server as the handler of a Lambda function behind an HTTP API, events in payload format 2.0. */
export function apolloHandler(
  schema: GraphQLSchema,
  { introspection = true }: { introspection?: boolean } = {},
): (event: HttpEvent) => Promise<HttpAnswer> {
  const server = new ApolloServer<Caller>({
    schema,
    introspection,
    includeStacktraceInErrorResponses: false,
    // Whoever runs the process ends it; nothing is told to anybody.
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginUsageReportingDisabled()],
  });
  const started = server.start();
  return async (event) => {
    const { method } = event.requestContext.http;
    if (method === 'OPTIONS') return { statusCode: 204, headers: CORS, body: '' };
    const headers = new HeaderMap(Object.entries(event.headers));
    const read = method === 'GET' ? { body: undefined } : parsed(event);
    if ('complaint' in read) return badRequest(read.complaint);
    await started;
    const search = event.rawQueryString ? `?${event.rawQueryString}` : '';
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers, search, body: read.body },
      context: async () => callerOf(event),
    });
    return httpAnswer(answer);
  };
}

/** Apollo leaves the parsing to the web server around it, which for Express is a body parser. */
function parsed(event: HttpEvent): { body: unknown } | { complaint: string } {
  const text = bodyOf(event);
  if (!event.headers['content-type']?.startsWith('application/json')) return { body: text };
  try {
    return { body: JSON.parse(text) };
  } catch (error) {
    return { complaint: error instanceof Error ? error.message : String(error) };
  }
}

function badRequest(message: string): HttpAnswer {
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
  return { statusCode: 400, headers: { ...CORS, 'content-type': 'application/json; charset=utf-8' }, body };
}

async function httpAnswer({ status = 200, headers, body }: HTTPGraphQLResponse): Promise<HttpAnswer> {
  let text = '';
  if (body.kind === 'complete') text = body.string;
  else for await (const chunk of body.asyncIterator) text += chunk;
  return { statusCode: status, headers: { ...CORS, ...Object.fromEntries(headers) }, body: text };
}
