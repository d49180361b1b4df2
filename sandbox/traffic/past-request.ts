import { randomBytes } from 'node:crypto';
import { clfTime } from '@/sandbox/data/event';
import type { LambdaFunction } from '@/sandbox/lambda/model';
import type { PastApi, PastRoute } from './past-api';
import { AGENTS, oneOf } from './place';

/** A request that was never sent, for the log of a time before the sandbox. */
export interface PastRequest {
  api: PastApi;
  stage: PastApi['stages'][number];
  route: PastRoute;
  /** ms since 1970. */
  at: number;
  status: number;
  /** By the gateway itself: nothing behind it was called. */
  refused: boolean;
  latencyMs: number;
  cold: boolean;
  /** What answered, where that is a function, and Lambda's id of it. */
  fn: LambdaFunction | undefined;
  lambdaId: string;
}

const ips = ['203.0.113.7', '203.0.113.64', '198.51.100.23', '2001:db8::51', '192.0.2.140'] as const;

/** The value of a `$context` variable; undefined where there is none. */
export function contextValue(request: PastRequest, name: string): string | undefined {
  const value = VALUES[name]?.(request);
  return value === undefined ? undefined : String(value);
}

type Value = (request: PastRequest) => string | number | undefined;

const path: Value = ({ route, stage }) => {
  const [, own = '/'] = /^\S+ (.*)$/.exec(route.routeKey) ?? [];
  const filled = own.replace(/\{[^}]+\}/g, () => String(1 + Math.floor(Math.random() * 40)));
  return stage.stageName === '$default' ? filled : `/${stage.stageName}${filled}`;
};
const method: Value = ({ route }) => /^(GET|PUT|POST|PATCH|DELETE|OPTIONS) /.exec(route.routeKey)?.[1] ?? 'GET';
const behind =
  (value: Value): Value =>
  (request) =>
    request.refused ? undefined : value(request);
const requestId: Value = () => `${randomBytes(8).toString('base64url')}Gs0A=`;
const latency: Value = behind(({ latencyMs }) => Math.max(1, latencyMs - 2));
const ofLambda: Value = ({ fn, lambdaId }) => (fn ? lambdaId : undefined);

/** AWS: "HTTP API access logging variables", those that a past needs. */
const VALUES: Readonly<Record<string, Value>> = {
  resourcePath: ({ route }) => /^\S+ (.*)$/.exec(route.routeKey)?.[1],
  ...{ requestId, extendedRequestId: requestId, path, httpMethod: method },
  ...{ routeKey: ({ route }) => route.routeKey, status: ({ status }) => status, stage: ({ stage }) => stage.stageName },
  apiId: ({ api }) => api.apiId,
  requestTime: ({ at }) => clfTime(new Date(at)),
  requestTimeEpoch: ({ at }) => at,
  protocol: () => 'HTTP/1.1',
  responseLatency: ({ latencyMs }) => latencyMs,
  responseLength: ({ status }) => (status < 400 ? 120 + Math.floor(Math.random() * 2_000) : 47),
  'identity.sourceIp': () => oneOf(ips),
  'identity.userAgent': () => oneOf(AGENTS),
  ...{ awsEndpointRequestId: ofLambda, 'integration.requestId': ofLambda },
  ...{ integrationLatency: latency, 'integration.latency': latency },
  ...{ integrationStatus: behind(() => 200), 'integration.integrationStatus': behind(() => 200) },
  'integration.status': behind(({ status }) => status),
  eventType: ({ route }) => EVENTS[route.routeKey] ?? 'MESSAGE',
  connectionId: () => `${randomBytes(9).toString('base64url')}cCE=`,
  messageId: () => `${randomBytes(9).toString('base64url')}=`,
  connectedAt: ({ at }) => at - 60_000,
  'error.message': ({ refused, status }) => (refused ? (status === 401 ? 'Unauthorized' : 'Forbidden') : undefined),
};

const EVENTS: Readonly<Record<string, string>> = { $connect: 'CONNECT', $disconnect: 'DISCONNECT' };
