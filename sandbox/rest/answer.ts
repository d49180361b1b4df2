import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { arrive } from '@/sandbox/data/arrival';
import { checkHeaderSize, readBody } from '@/sandbox/data/incoming';
import { matchRoute } from '@/sandbox/data/match-route';
import { type RecordedRequest, recordRequest } from '@/sandbox/data/recorder';
import { GatewayRefusal } from '@/sandbox/data/refusal';
import { logAccess, logExecution } from './access-log';
import { authorize, noSuchMethod } from './authorize';
import type { RestCall } from './call';
import { traceId } from './event';
import { ExecutionLog } from './execution-log';
import { writeRefusal } from './gateway-response';
import type { Answer } from './integrate';
import type { RestApi, RestConfiguration, RestMethod, RestResource, RestStage } from './model';
import { forbidden, misconfigured, RestRefusal } from './refusal';
import { run } from './run';
import type { RestTarget } from './target';
import { withinStage } from './throttle';
import { checkKey } from './usage-plan';
import { checkWebAcl } from './web-acl';

interface Arrived {
  target: RestTarget;
  req: IncomingMessage;
  record: RecordedRequest;
  signal: AbortSignal;
}

/** What is known of a request when something goes wrong: its call, once there is one. */
interface Progress {
  configuration: RestConfiguration | null;
  call: RestCall | null;
}

/** Answers one request as a REST API would. Never rejects; `req` must be untouched, its `url` the one that was signed. */
export async function answerRestApi(target: RestTarget, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { account, region, api, world } = target;
  const record = { ...arrive({ account, region, api: { apiId: api.id } }, req), requestId: randomUUID() };
  recordRequest(world, record);
  const away = new AbortController();
  res.on('close', () => {
    record.aborted = !res.writableFinished;
    record.status ??= res.headersSent ? res.statusCode : null;
    away.abort();
  });
  const progress: Progress = { configuration: null, call: null };
  try {
    send(await answer({ target, req, record, signal: away.signal }, progress), progress, res, record);
  } catch (error) {
    refuse(asRefusal(error), progress, res, record);
  }
  record.status = res.headersSent ? res.statusCode : null;
  const { call } = progress;
  if (!call) return;
  const log = () => {
    logAccess(call, record.status ?? 0);
    logExecution(call);
  };
  if (res.writableEnded || res.destroyed) log();
  else res.on('close', log);
}

async function answer(arrived: Arrived, progress: Progress): Promise<Answer> {
  const { target, req, record } = arrived;
  const { api } = target;
  checkHeaderSize(req);
  if (api.disableExecuteApiEndpoint && !target.domain) throw forbidden('the default endpoint is disabled');
  if (api.endpointConfiguration.types.includes('PRIVATE')) throw forbidden('a private API, asked from outside its VPC');
  const [, stageName = '', path = ''] = /^\/([^/]*)(.*)$/.exec(target.rawPath) ?? [];
  const stage = api.stages.find((one) => one.stageName === stageName);
  if (!stage) throw forbidden(`no stage ${stageName}`);
  record.stage = stageName;
  const { configuration, variables } = deployedTo(api, stage);
  progress.configuration = configuration;
  const found = methodAt(configuration, req.method ?? 'GET', path || '/');
  const body = await readBody(req);
  if (!found) {
    checkWebAcl(target, stage, req, body);
    throw noSuchMethod(req, 'no resource and method match');
  }
  record.routeKey = `${found.restMethod.httpMethod} ${found.resource.path}`;
  const call = callOf(arrived, { configuration, stage, variables, path: path || '/', ...found, body });
  progress.call = call;
  call.log.say(`Extended Request Id: ${call.extendedRequestId}`);
  checkWebAcl(target, stage, req, body);
  const usageIdentifierKey = await authorize(call);
  checkKey(call, usageIdentifierKey);
  if (!withinStage(stage, call)) throw new RestRefusal('THROTTLED', 'Too Many Requests', 'the stage throttles');
  return run(call);
}

/** What the stage answers with: its deployment, or for a share of the requests its canary. */
function deployedTo(
  api: RestApi,
  stage: RestStage,
): { configuration: RestConfiguration; variables: Record<string, string> } {
  const canary = stage.canarySettings;
  const drawn = canary && Math.random() * 100 < canary.percentTraffic ? canary : undefined;
  const id = drawn?.deploymentId ?? stage.deploymentId;
  const deployment = api.deployments.find((one) => one.id === id);
  if (!deployment) throw misconfigured(`the stage's deployment ${id} does not exist`);
  return {
    configuration: deployment.configuration,
    variables: { ...stage.variables, ...drawn?.stageVariableOverrides },
  };
}

export function methodAt(configuration: RestConfiguration, method: string, path: string) {
  const all = configuration.resources.flatMap((resource) =>
    resource.methods.map((restMethod) => ({
      routeKey: `${restMethod.httpMethod} ${resource.path}`,
      resource,
      restMethod,
    })),
  );
  const match = matchRoute(all, method, path);
  return (
    match && {
      resource: match.route.resource,
      restMethod: match.route.restMethod,
      pathParameters: match.pathParameters,
    }
  );
}

interface Found {
  configuration: RestConfiguration;
  stage: RestStage;
  variables: Record<string, string>;
  path: string;
  resource: RestResource;
  restMethod: RestMethod;
  pathParameters: Record<string, string>;
  body: Buffer;
}

function callOf({ target, req, record, signal }: Arrived, found: Found): RestCall {
  const url = req.url ?? '/';
  record.bodyLength = found.body.length;
  return {
    ...found,
    target,
    stageName: found.stage.stageName,
    method: req.method ?? 'GET',
    url,
    rawQuery: url.includes('?') ? url.slice(url.indexOf('?') + 1) : '',
    rawHeaders: req.rawHeaders,
    headers: req.headers,
    httpVersion: req.httpVersion,
    sourceIp: req.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
    requestId: record.requestId,
    extendedRequestId: `${randomBytes(11).toString('base64url')}=`,
    at: new Date(record.at),
    record,
    trace: { caller: {}, responseLength: 0, integration: {} },
    log: new ExecutionLog(),
    signal,
  };
}

function send(
  { status, headers, body }: Answer,
  { call }: Progress,
  res: ServerResponse,
  record: RecordedRequest,
): void {
  const own = headers.filter(([name]) => !/^(x-amzn-requestid|x-amz-apigw-id)$/i.test(name));
  const all = [...own, ...idsOf(call, record)];
  if (Buffer.isBuffer(body)) {
    if (call) call.trace.responseLength = body.length;
    res.writeHead(status, [...all, ['Content-Length', String(body.length)] as const].flat());
    res.end(body);
    return;
  }
  res.writeHead(status, all.flat());
  body.on('data', (chunk: Buffer) => {
    if (call) call.trace.responseLength += chunk.length;
  });
  pipeline(body, res, () => undefined);
}

function refuse(
  refusal: RestRefusal,
  { configuration, call }: Progress,
  res: ServerResponse,
  record: RecordedRequest,
): void {
  record.reason = refusal.reason;
  if (call) call.trace.error = refusal;
  if (res.headersSent || res.destroyed) {
    res.destroy();
    return;
  }
  const { status, headers, body } = writeRefusal(refusal, configuration?.gatewayResponses ?? [], call);
  send({ status, headers, body: Buffer.from(body) }, { configuration, call }, res, record);
}

function idsOf(call: RestCall | null, record: RecordedRequest): [string, string][] {
  const ids: [string, string][] = [
    ['x-amzn-RequestId', record.requestId],
    ['x-amz-apigw-id', call?.extendedRequestId ?? `${randomBytes(11).toString('base64url')}=`],
  ];
  return call ? [...ids, ['X-Amzn-Trace-Id', traceId(call)]] : ids;
}

/** What the shared parts of the data plane throw, in the words of REST APIs. */
function asRefusal(error: unknown): RestRefusal {
  if (error instanceof RestRefusal) return error;
  if (!(error instanceof GatewayRefusal)) return misconfigured(String(error));
  if (error.status === 413 || error.status === 431) {
    return new RestRefusal('REQUEST_TOO_LARGE', 'Request Too Long', error.reason, { status: error.status });
  }
  return misconfigured(error.reason);
}
