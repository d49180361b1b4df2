import type { IncomingMessage, ServerResponse } from 'node:http';
import { logAccess } from './access-log';
import type { ApiCall } from './api-call';
import { type Arrival, arrive, callOf, routeOf, stageOf } from './arrival';
import { authorize } from './authorize';
import { isCorsHeader, isPreflight, preflightHeaders, responseCorsHeaders } from './cors';
import { streamOn } from './http-proxy';
import { readBody } from './incoming';
import { type Integrated, integrate } from './integrate';
import { recordRequest } from './recorder';
import { GatewayRefusal, serverError } from './refusal';
import type { HttpApiTarget } from './target';

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
  const arrival: Arrival = { target, req, record, trace: { responseLength: 0, integration: {} }, signal: away.signal };
  try {
    await answer(arrival, res);
  } catch (error) {
    refuse(error instanceof GatewayRefusal ? error : serverError(String(error)), arrival, res);
  }
  record.status = res.headersSent ? res.statusCode : null;
  if (res.writableEnded || res.destroyed) logAccess(arrival);
  else res.on('close', () => logAccess(arrival));
}

async function answer(arrival: Arrival, res: ServerResponse): Promise<void> {
  const { target, req, record } = arrival;
  const { api } = target;
  const stagePath = stageOf(arrival);
  if (api.cors && isPreflight(req.method, req.headers)) {
    res.writeHead(204, {
      ...preflightHeaders(api.cors, req.headers.origin ?? ''),
      'apigw-requestid': record.requestId,
    });
    res.end();
    return;
  }
  const route = routeOf(arrival, stagePath);
  const call = callOf(arrival, { stagePath, ...route, body: await readBody(req) });
  const identity = await authorize(call);
  arrival.trace.identity = identity;
  send(await integrate(call, identity), call, res);
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
  const { trace } = call;
  if (integrated.kind === 'whole') {
    trace.responseLength = integrated.reply.body.length;
    res.end(integrated.reply.body);
    return;
  }
  void streamOn(integrated.proxied, res);
  integrated.proxied.body.on('data', (chunk: Buffer) => {
    trace.responseLength += chunk.length;
  });
}

function refuse(refusal: GatewayRefusal, { record, trace }: Arrival, res: ServerResponse): void {
  record.reason = refusal.reason;
  trace.error = refusal;
  if (res.headersSent || res.destroyed) {
    res.destroy();
    return;
  }
  const { body } = refusal;
  trace.responseLength = Buffer.byteLength(body);
  res.writeHead(refusal.status, {
    ...refusal.headers,
    'content-length': Buffer.byteLength(body),
    'apigw-requestid': record.requestId,
  });
  res.end(body);
}
