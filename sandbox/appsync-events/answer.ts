import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Presented } from '@/sandbox/appsync/auth/authorize';
import { AppSyncRefusal, badRequest, refusalOf } from '@/sandbox/appsync/auth/refusal';
import { maskTarget } from '@/sandbox/data/recorder';
import { maskedHeaders, type ReceivedRequest, recordControl } from '@/sandbox/requests';
import type { Sandbox } from '@/sandbox/sandbox';
import type { AskedEvents } from './asked';
import { type EventsTarget, guard } from './guard';
import { type Published, publicationOf, publish } from './publish';

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-requestid, x-amzn-errortype',
};
/** Five events of the largest size, escaped, with room to spare. */
const LARGEST_BODY = 4 * 1024 * 1024;

/** `POST /event`: publishes up to five events to a channel. Browsers may, whatever page they show. */
export async function answerEvents(
  { world, faults }: Sandbox,
  { target, path }: AskedEvents,
  { req, res }: { req: IncomingMessage; res: ServerResponse },
): Promise<void> {
  if (faults.drops()) {
    req.socket.destroy();
    return;
  }
  if (req.method === 'OPTIONS') {
    res.writeHead(200, { ...CORS, ...preflight(req) });
    res.end();
    return;
  }
  const record = recorded(req, 'EventPublish');
  recordControl(world, record);
  await faults.wait();
  try {
    if (req.method !== 'POST')
      throw new AppSyncRefusal(405, 'MethodNotAllowedException', 'Events are published by POST.');
    const body = await readText(req);
    const presented = { headers: headerPairs(req), path, body };
    write(res, 200, await published(target, presented));
  } catch (error) {
    const refusal = refusalOf(error);
    write(res, refusal.status, { errors: refusal.errors }, { 'x-amzn-errortype': refusal.errorType });
  }
  record.status = res.statusCode;
}

/** Checked before it is asked who publishes, as AppSync must read the channel to know who may. */
async function published(target: EventsTarget, presented: Presented): Promise<Published> {
  const { channel, events } = readPublication(presented.body);
  const publication = publicationOf(target.api, channel, events);
  const { namespace } = publication;
  const allowed = namespace.publishAuthModes ?? target.api.defaultPublishAuthModes;
  const doing = {
    operation: 'EVENT_PUBLISH',
    allowed,
    namespace: namespace.name,
    channel: publication.channel,
  } as const;
  await guard(target, presented, doing);
  return publish(target.api, publication);
}

function readPublication(body: string): { channel?: unknown; events?: unknown } {
  try {
    const read: unknown = JSON.parse(body);
    if (typeof read === 'object' && read !== null) return read;
  } catch {}
  throw badRequest('The request body is not a JSON object.');
}

async function readText(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  if (size > LARGEST_BODY) throw new AppSyncRefusal(413, 'RequestEntityTooLargeException', 'The request is too large.');
  return Buffer.concat(chunks).toString('utf8');
}

export function headerPairs({ rawHeaders }: IncomingMessage): [string, string][] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
    rawHeaders[index * 2] ?? '',
    rawHeaders[index * 2 + 1] ?? '',
  ]);
}

/** A request to an Event API, for the sandbox's own list. */
export function recorded(req: IncomingMessage, operation: string): ReceivedRequest {
  return {
    at: new Date().toISOString(),
    service: 'appsync-events',
    operation,
    method: req.method ?? 'GET',
    path: maskTarget(req.url ?? '/'),
    headers: maskedHeaders(req.rawHeaders),
    status: 0,
  };
}

function preflight({ headers }: IncomingMessage): Record<string, string> {
  return {
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '172800',
  };
}

function write(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    ...CORS,
    ...headers,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
  });
  res.end(text);
}
