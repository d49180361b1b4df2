import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ApiCall } from './api-call';
import { checkHeaderSize } from './incoming';
import { matchRoute, type RouteMatch } from './match-route';
import { maskHeader, maskTarget, type RecordedRequest } from './recorder';
import { badRequest, notFound, tooManyRequests } from './refusal';
import { type StagePath, selectStage } from './stage';
import type { HttpApiTarget } from './target';
import { withinThrottle } from './throttle';
import type { Trace } from './trace';

/** A request at the door of an HTTP API, be it to be answered or to become a WebSocket. */
export interface Arrival {
  target: HttpApiTarget;
  req: IncomingMessage;
  record: RecordedRequest;
  trace: Trace;
  /** Aborted when the caller goes away. */
  signal: AbortSignal;
}

/** The stage that the path names; throws what API Gateway refuses before it looks for a route. */
export function stageOf({ target, req, record, trace }: Arrival): StagePath {
  const { api, rawPath, form, domain } = target;
  checkHeaderSize(req);
  if (api.disableExecuteApiEndpoint && !domain) throw notFound('the default endpoint is disabled');
  if (/%(?![0-9a-f]{2})/i.test(req.url ?? '')) throw badRequest('the path or query has a % that starts no escape');
  const stagePath = selectStage(api, rawPath, form);
  if (domain && domain.stage !== stagePath?.stage.stageName) throw notFound('the mapping names a stage that is gone');
  if (!stagePath) throw notFound('no stage of that name, and no $default stage');
  record.stage = stagePath.stage.stageName;
  // Behind a custom domain an integration is told the path as it was asked, and not the stage's name.
  const told = domain ? { ...stagePath, rawPath: domain.path } : stagePath;
  trace.path = told.rawPath;
  return told;
}

/** The route that takes the request, with a token of its throttle. */
export function routeOf({ target, req, record }: Arrival, { stage, path }: StagePath): RouteMatch {
  const deployed = target.api.routes.filter(({ routeKey }) => !stage.undeployedRoutes?.includes(routeKey));
  const match = matchRoute(deployed, req.method ?? 'GET', path);
  if (!match) throw notFound('no route matches');
  record.routeKey = match.route.routeKey;
  if (!withinThrottle(stage, match.route.routeKey)) throw tooManyRequests();
  return match;
}

export function callOf(
  { target, req, record, trace, signal }: Arrival,
  found: RouteMatch & { stagePath: StagePath; body: Buffer },
): ApiCall {
  record.bodyLength = found.body.length;
  const url = req.url ?? '/';
  return {
    ...{ target, url, record, trace, signal, ...found },
    method: req.method ?? 'GET',
    rawQuery: url.includes('?') ? url.slice(url.indexOf('?') + 1) : '',
    rawHeaders: req.rawHeaders,
    headers: req.headers,
    httpVersion: req.httpVersion,
    sourceIp: req.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
    requestId: record.requestId,
    at: new Date(record.at),
  };
}

/** What is written down about a request when it arrives; it is filled in while the request is answered. */
export function arrive(
  { account, region, api }: Pick<HttpApiTarget, 'account' | 'region'> & { api: Pick<HttpApiTarget['api'], 'apiId'> },
  req: IncomingMessage,
): RecordedRequest {
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
