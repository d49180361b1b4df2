import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sandbox } from '@/sandbox/sandbox';
import type { AskedGraphql } from './asked';
import { AppSyncRefusal } from './auth/refusal';
import type { GraphqlTarget } from './directory';
import { enter, type Wanted } from './enter';
import { withExecutionLog } from './execution-log';
import { tellSubscribers } from './graphql/events';
import { type Answered, run } from './graphql/execute';
import { type GraphqlRequest, operationOf, readRequest } from './graphql/operation';
import { type ReadSchema, schemaOf } from './graphql/schema';
import { exchange, headerPairs } from './http';

const ENDPOINT = {
  service: 'appsync-graphql',
  operation: 'GraphQL',
  largestBody: 1024 * 1024,
  headers: { 'x-amzn-appsync-tokensconsumed': '1' },
} as const;

/** `POST …/graphql`: carries out one query or mutation. */
export function answerGraphql(
  sandbox: Sandbox,
  { target }: AskedGraphql,
  { req, res }: { req: IncomingMessage; res: ServerResponse },
): Promise<void> {
  return exchange(sandbox, ENDPOINT, { req, res }, (body, requestId) =>
    withExecutionLog(target, { requestId, body, headers: headerPairs(req) }, () => answered(target, req, body)),
  );
}

async function answered(target: GraphqlTarget, req: IncomingMessage, body: string): Promise<Answered> {
  checkReachable(target);
  const read = readableSchema(target);
  const headers = headerPairs(req);
  const presented = { headers, path: req.url ?? '/', body };
  const caller = await enter({ target, schema: read?.schema ?? null }, presented, wantedIn(body));
  const request = readRequest(body);
  if (!read) throw new AppSyncRefusal(400, 'GraphQLSchemaException', 'Schema is not found.');
  const operation = operationOf(target.api, read.schema, request);
  if ('complaints' in operation) return { data: null, errors: operation.complaints };
  if (operation.node.operation === 'subscription') {
    throw new AppSyncRefusal(400, 'UnsupportedOperation', 'Subscriptions are held on the realtime endpoint.');
  }
  const execution = {
    ...{ target, caller, added: [], count: 0, isEvent: false, print: () => {} },
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    sourceIp: req.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
  };
  const answer = await run({ schema: read.schema, operation, variables: request.variables, execution });
  await tellSubscribers(target.api, operation, answer);
  return answer;
}

/** A private API is reached from its VPC alone. */
export function checkReachable({ api }: GraphqlTarget): void {
  if (api.visibility === 'PRIVATE') throw new AppSyncRefusal(403, 'ForbiddenException', 'Forbidden');
}

/** A schema that cannot be read is as good as none. */
export function readableSchema({ api }: GraphqlTarget): ReadSchema | null {
  try {
    return schemaOf(api);
  } catch {
    return null;
  }
}

/** What an authorizer is told of a request that may yet prove to be no operation. */
function wantedIn(body: string): Wanted {
  try {
    const { query, variables, operationName }: GraphqlRequest = readRequest(body);
    return { query, variables, operationName };
  } catch {
    return {};
  }
}
