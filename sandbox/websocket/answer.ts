import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodeWire } from '@/sandbox/canonical';
import { arrive } from '@/sandbox/data/arrival';
import { signedBy } from '@/sandbox/data/authorize-iam';
import { readBody } from '@/sandbox/data/incoming';
import { recordRequest } from '@/sandbox/data/recorder';
import type { HttpApiTarget } from '@/sandbox/data/target';
import type { Sandbox } from '@/sandbox/sandbox';
import { drawnId } from './connection';
import { end, post, type Reached, reach } from './reach';
import { answerOf, asRefusal, badlySigned, forbidden, SocketRefusal } from './refusal';
import { stageNamed } from './stage';

interface Answer {
  status: number;
  body?: unknown;
}

/** Answers an ordinary request to a WebSocket API: `@connections` (AWS: "Use @connections commands in your backend service"), and nothing else. */
export async function answerWebSocketApi(
  sandbox: Sandbox,
  target: HttpApiTarget,
  { req, res }: { req: IncomingMessage; res: ServerResponse },
): Promise<void> {
  const record = arrive(target, req);
  recordRequest(sandbox.world, record);
  try {
    const { status, body } = await manage(sandbox, target, req);
    const text = body === undefined ? '' : JSON.stringify(body);
    record.status = status;
    res.writeHead(status, { 'content-type': 'application/json', 'x-amzn-requestid': record.requestId });
    res.end(text);
  } catch (error) {
    const refusal = asRefusal(error);
    Object.assign(record, { status: refusal.status, reason: refusal.reason });
    const { status, headers, body } = answerOf(refusal, { connectionId: drawnId(), requestId: record.requestId });
    res.writeHead(status, headers);
    res.end(refusal.message === '' ? '' : refusal.type === 'ForbiddenException' ? body : plainly(refusal));
  }
}

function plainly({ type, message }: SocketRefusal): string {
  return JSON.stringify({ [type === 'AccessDeniedException' ? 'Message' : 'message']: message });
}

async function manage({ faults }: Sandbox, target: HttpApiTarget, req: IncomingMessage): Promise<Answer> {
  const { api, account, region } = target;
  const named = stageNamed(api, target.rawPath);
  const [, encoded] = /^\/(?:@|%40)connections\/([^/]+)$/i.exec(named?.rest ?? '') ?? [];
  if (!named || encoded === undefined) throw forbidden('only @connections of a stage can be asked without a WebSocket');
  const reached = { apiId: api.apiId, stageName: named.stage.stageName, connectionId: decodeWire(encoded) };
  const body = await readBody(req);
  const method = req.method ?? 'GET';
  const resource = `arn:aws:execute-api:${region.name}:${account.id}:${api.apiId}/${reached.stageName}/${method}/@connections/${reached.connectionId}`;
  const request = { method, url: req.url ?? '/', rawHeaders: req.rawHeaders, body };
  const signed = signedBy(target, request, { action: 'execute-api:ManageConnections', resource });
  if ('refused' in signed) throw badlySigned(signed.refused);
  if (!faults.admits(`${account.id} ${region.name} @connections`)) {
    throw new SocketRefusal(429, 'LimitExceededException', 'Rate exceeded', 'throttled');
  }
  return run(method, reached, body);
}

function run(method: string, reached: Reached, body: Buffer): Answer {
  const connection = reach(reached);
  if (method === 'POST') {
    post(connection, body);
    return { status: 200 };
  }
  if (method === 'GET') {
    const { connectedAt, lastActiveAt, caller } = connection;
    const identity = { sourceIp: caller.sourceIp, userAgent: caller.userAgent };
    return { status: 200, body: { connectedAt, identity, lastActiveAt } };
  }
  if (method !== 'DELETE') throw forbidden(`there is no ${method} of a connection`);
  end(connection, 1000, 'Connection Closed Normally');
  return { status: 204 };
}
