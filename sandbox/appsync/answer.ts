import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { maskTarget } from '@/sandbox/data/recorder';
import { maskedHeaders, type ReceivedRequest, recordControl } from '@/sandbox/requests';
import type { Sandbox } from '@/sandbox/sandbox';
import type { AskedGraphql } from './asked';
import { AppSyncRefusal, badRequest, refusalOf } from './auth/refusal';
import type { GraphqlTarget } from './directory';
import { enter, type Wanted } from './enter';
import { tellSubscribers } from './graphql/events';
import { type Answered, run } from './graphql/execute';
import { type GraphqlRequest, operationOf, readRequest } from './graphql/operation';
import { type ReadSchema, schemaOf } from './graphql/schema';

/** AppSync answers pages of any origin. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,x-amz-schema-version',
};
const LARGEST_BODY = 1024 * 1024;

/** `POST …/graphql`: carries out one query or mutation. */
export async function answerGraphql(
  { world, faults }: Sandbox,
  { target }: AskedGraphql,
  { req, res }: { req: IncomingMessage; res: ServerResponse },
): Promise<void> {
  if (faults.drops()) {
    req.socket.destroy();
    return;
  }
  if (req.method === 'OPTIONS') {
    res.writeHead(200, { ...CORS, ...preflight(req), 'x-amzn-requestid': randomUUID() });
    res.end();
    return;
  }
  const record = recorded(req, 'GraphQL');
  recordControl(world, record);
  await faults.wait();
  try {
    write(res, 200, await answered(target, req, await readText(req)));
  } catch (error) {
    const refusal = refusalOf(error);
    write(res, refusal.status, { errors: refusal.errors }, { 'x-amzn-errortype': refusal.errorType });
  }
  record.status = res.statusCode;
}

async function answered(target: GraphqlTarget, req: IncomingMessage, body: string): Promise<Answered> {
  checkReachable(target);
  if (req.method !== 'POST') throw new AppSyncRefusal(405, 'MethodNotAllowedException', 'GraphQL is asked by POST.');
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

async function readText(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  if (size > LARGEST_BODY) throw badRequest('The request is larger than 1 MB.');
  return Buffer.concat(chunks).toString('utf8');
}

export function headerPairs({ rawHeaders }: IncomingMessage): [string, string][] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
    rawHeaders[index * 2] ?? '',
    rawHeaders[index * 2 + 1] ?? '',
  ]);
}

/** A request to a GraphQL API, for the sandbox's own list. */
export function recorded(req: IncomingMessage, operation: string): ReceivedRequest {
  return {
    at: new Date().toISOString(),
    service: 'appsync-graphql',
    operation,
    method: req.method ?? 'GET',
    path: maskTarget(req.url ?? '/'),
    headers: maskedHeaders(req.rawHeaders),
    status: 0,
  };
}

function preflight({ headers }: IncomingMessage): Record<string, string> {
  return {
    'access-control-allow-methods': 'DELETE,GET,HEAD,PUT,POST,OPTIONS,PATCH',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '172800',
  };
}

function write(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    ...CORS,
    ...headers,
    'content-type': 'application/json;charset=UTF-8',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
    'x-amzn-appsync-tokensconsumed': '1',
  });
  res.end(text);
}
