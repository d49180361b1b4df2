import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiCall } from './api-call';
import { authorize } from './authorize';
import { isCorsHeader, isPreflight, preflightHeaders, responseCorsHeaders } from './cors';
import { streamOn } from './http-proxy';
import { checkHeaderSize, readBody } from './incoming';
import { type Integrated, integrate } from './integrate';
import { matchRoute } from './match-route';
import { maskHeader, maskTarget, type RecordedRequest, recordRequest } from './recorder';
import { badRequest, GatewayRefusal, notFound, serverError, tooManyRequests } from './refusal';
import { type StagePath, selectStage } from './stage';
import type { HttpApiTarget } from './target';
import { withinThrottle } from './throttle';

/** Answers one request as an HTTP API would. Never rejects; `req` must be untouched, its `url` the one that was signed. */
export async function answerHttpApi(target: HttpApiTarget, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const record = arrive(target, req);
  recordRequest(target.world, record);
  const away = new AbortController();
  res.on('close', () => {
    record.aborted = !res.writableFinished;
    record.status ??= res.headersSent ? res.statusCode : null;
    away.abort();
  });
  try {
    await answer({ target, req, res, record, signal: away.signal });
  } catch (error) {
    refuse(error instanceof GatewayRefusal ? error : serverError(String(error)), record, res);
  }
  record.status = res.headersSent ? res.statusCode : null;
}

interface Exchange {
  target: HttpApiTarget;
  req: IncomingMessage;
  res: ServerResponse;
  record: RecordedRequest;
  signal: AbortSignal;
}

async function answer(exchange: Exchange): Promise<void> {
  const { target, req, res, record } = exchange;
  const { api, rawPath, form } = target;
  checkHeaderSize(req);
  if (api.disableExecuteApiEndpoint) throw notFound('the default endpoint is disabled');
  if (/%(?![0-9a-f]{2})/i.test(req.url ?? '')) throw badRequest('the path or query has a % that starts no escape');
  const stagePath = selectStage(api, rawPath, form);
  if (!stagePath) throw notFound('no stage of that name, and no $default stage');
  record.stage = stagePath.stage.stageName;

  if (api.cors && isPreflight(req.method, req.headers)) {
    res.writeHead(204, {
      ...preflightHeaders(api.cors, req.headers.origin ?? ''),
      'apigw-requestid': record.requestId,
    });
    res.end();
    return;
  }
  const call = await routed(exchange, stagePath);
  const identity = await authorize(call);
  send(await integrate(call, identity), call, res);
}

async function routed({ target, req, record, signal }: Exchange, stagePath: StagePath): Promise<ApiCall> {
  const method = req.method ?? 'GET';
  const match = matchRoute(target.api.routes, method, stagePath.path);
  if (!match) throw notFound('no route matches');
  record.routeKey = match.route.routeKey;
  if (!withinThrottle(stagePath.stage, match.route.routeKey)) throw tooManyRequests();
  const body = await readBody(req);
  record.bodyLength = body.length;
  const url = req.url ?? '/';
  return {
    ...{ target, stagePath, method, url, body, record, signal, ...match },
    rawQuery: url.includes('?') ? url.slice(url.indexOf('?') + 1) : '',
    rawHeaders: req.rawHeaders,
    headers: req.headers,
    httpVersion: req.httpVersion,
    sourceIp: req.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
    requestId: record.requestId,
    at: new Date(record.at),
  };
}

function send(integrated: Integrated, call: ApiCall, res: ServerResponse): void {
  const { cors } = call.target.api;
  const source = integrated.kind === 'whole' ? integrated.reply : integrated.proxied;
  const own = source.headers.filter(([name]) => !(cors && isCorsHeader(name)));
  const added = { ...(cors && responseCorsHeaders(cors, call.headers.origin)), 'apigw-requestid': call.requestId };
  const headers = [...own, ...Object.entries(added)];
  if (integrated.kind === 'whole') headers.push(['Content-Length', String(integrated.reply.body.length)]);
  // The flat list keeps order, case and repetition.
  res.writeHead(source.status, headers.flat());
  if (integrated.kind === 'whole') res.end(integrated.reply.body);
  else void streamOn(integrated.proxied, res);
}

function refuse(refusal: GatewayRefusal, record: RecordedRequest, res: ServerResponse): void {
  record.reason = refusal.reason;
  if (res.headersSent || res.destroyed) {
    res.destroy();
    return;
  }
  const { body } = refusal;
  res.writeHead(refusal.status, {
    ...refusal.headers,
    'content-length': Buffer.byteLength(body),
    'apigw-requestid': record.requestId,
  });
  res.end(body);
}

function arrive({ account, region, api }: HttpApiTarget, req: IncomingMessage): RecordedRequest {
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < req.rawHeaders.length; i += 2) {
    const name = req.rawHeaders[i] ?? '';
    headers.push([name, maskHeader(name, req.rawHeaders[i + 1] ?? '')]);
  }
  return {
    at: new Date().toISOString(),
    requestId: `${randomBytes(11).toString('base64url')}=`,
    account: account.id,
    region: region.name,
    apiId: api.apiId,
    method: req.method ?? 'GET',
    target: maskTarget(req.url ?? '/'),
    headers,
    bodyLength: 0,
    stage: null,
    routeKey: null,
    integrationReached: false,
    status: null,
    aborted: false,
    reason: null,
    logs: [],
  };
}
