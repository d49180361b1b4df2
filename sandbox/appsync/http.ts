import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { maskTarget } from '@/sandbox/data/recorder';
import type { CannedAnswer } from '@/sandbox/faults';
import { maskedHeaders, type ReceivedRequest, recordControl } from '@/sandbox/requests';
import type { Sandbox } from '@/sandbox/sandbox';
import type { UpgradeRefusal } from '@/sandbox/upgrading';
import { AppSyncRefusal, refusalOf } from './auth/refusal';

/** AppSync answers pages of any origin. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,x-amz-schema-version',
};
const JSON_TYPE = 'application/json;charset=UTF-8';

/** One endpoint of an API of AppSync, GraphQL or Events. */
export interface Endpoint {
  /** For the sandbox's own list of requests. */
  service: 'appsync-graphql' | 'appsync-events';
  operation: string;
  /** In bytes. */
  largestBody: number;
  /** Beside what every answer of AppSync has. */
  headers?: Record<string, string>;
}

interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
}

/** Answers one POST with what `work` makes of its body, or with its refusal; browsers are told first that they may ask. */
export async function exchange(
  { world, faults }: Sandbox,
  { service, operation, largestBody, headers = {} }: Endpoint,
  { req, res }: Exchange,
  work: (body: string, requestId: string) => Promise<unknown>,
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
  const requestId = randomUUID();
  const record = recorded(req, { service, operation });
  recordControl(world, record);
  await faults.wait();
  const instead = faults.settings.answers[operation];
  if (instead) return writeInstead(res, record, instead);
  try {
    if (req.method !== 'POST')
      throw new AppSyncRefusal(405, 'MethodNotAllowedException', 'Only POST is answered here.');
    const body = await work(await readText(req, largestBody), requestId);
    write(res, 200, { body, headers: { ...headers, 'x-amzn-requestid': requestId } });
  } catch (error) {
    const { status, errors, errorType } = refusalOf(error);
    write(res, status, { body: { errors }, headers: { 'x-amzn-errortype': errorType, 'x-amzn-requestid': requestId } });
  }
  record.status = res.statusCode;
}

async function readText(req: IncomingMessage, largest: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largest) chunks.push(chunk);
  }
  if (size > largest) throw new AppSyncRefusal(413, 'RequestEntityTooLargeException', 'The request is too large.');
  return Buffer.concat(chunks).toString('utf8');
}

export function headerPairs({ rawHeaders }: IncomingMessage): [string, string][] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
    rawHeaders[index * 2] ?? '',
    rawHeaders[index * 2 + 1] ?? '',
  ]);
}

/** A request to an API, for the sandbox's own list, without what proves who asks. */
export function recorded(
  req: IncomingMessage,
  { service, operation }: Pick<Endpoint, 'service' | 'operation'>,
): ReceivedRequest {
  const headers = maskedHeaders(req.rawHeaders);
  return {
    at: new Date().toISOString(),
    service,
    operation,
    method: req.method ?? 'GET',
    path: maskTarget(req.url ?? '/').replace(/([?&]header=)[^&]*/, '$1***'),
    headers: headers.map(([name, value]) => [name, withoutProof(name, value)]),
    status: 0,
  };
}

/** A line's second subprotocol holds what a request has in its headers. */
function withoutProof(name: string, value: string): string {
  return name.toLowerCase() === 'sec-websocket-protocol' ? value.replace(/header-[^,\s]+/, 'header-***') : value;
}

/** The refusal of a line that is not to be opened. */
export function refusedUpgrade({ status, errorType, errors }: AppSyncRefusal): UpgradeRefusal {
  const headers = { 'content-type': JSON_TYPE, 'x-amzn-errortype': errorType };
  return { status, headers, body: JSON.stringify({ errors }) };
}

function preflight({ headers }: IncomingMessage): Record<string, string> {
  return {
    'access-control-allow-methods': 'DELETE,GET,HEAD,PUT,POST,OPTIONS,PATCH',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '172800',
  };
}

function writeInstead(res: ServerResponse, record: ReceivedRequest, { status, contentType, body }: CannedAnswer): void {
  record.status = status;
  res.writeHead(status, { ...CORS, 'content-type': contentType, 'x-amzn-requestid': randomUUID() });
  res.end(body);
}

function write(
  res: ServerResponse,
  status: number,
  { body, headers }: { body: unknown; headers: Record<string, string> },
): void {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    ...CORS,
    ...headers,
    'content-type': JSON_TYPE,
    'content-length': Buffer.byteLength(text),
  });
  res.end(text);
}
