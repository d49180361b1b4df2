import { isUtf8 } from 'node:buffer';
import { type ApiCall, domainName, headerValues, type Identity, queryPairs } from './api-call';

/**
 * The event of payload format 2.0 (AWS: "Create AWS Lambda proxy integrations for HTTP APIs"):
 * repeated headers and query parameters joined by comma, cookies apart, absent parts left out.
 */
export function eventV2(call: ApiCall, identity: Identity): Record<string, unknown> {
  const cookies = headerValues(call, 'cookie').flatMap((value) => value.split(/;\s*/));
  const { cookie: _, ...headers } = headerMap(call, (values) => values.join(','));
  const authorizer = authorizerV2(identity);
  return compact({
    version: '2.0',
    routeKey: call.route.routeKey,
    rawPath: call.stagePath.rawPath,
    rawQueryString: call.rawQuery,
    cookies: cookies.length > 0 ? cookies : undefined,
    headers,
    queryStringParameters: filled(group(queryPairs(call), (values) => values.join(','))),
    requestContext: compact({
      accountId: call.target.account.id,
      apiId: call.target.api.apiId,
      authorizer,
      domainName: domainName(call),
      domainPrefix: domainName(call).split('.')[0],
      http: {
        method: call.method,
        path: call.stagePath.rawPath,
        protocol: `HTTP/${call.httpVersion}`,
        sourceIp: call.sourceIp,
        userAgent: call.headers['user-agent'] ?? '',
      },
      requestId: call.requestId,
      routeKey: call.route.routeKey,
      stage: call.stagePath.stage.stageName,
      time: clfTime(call.at),
      timeEpoch: call.at.getTime(),
    }),
    pathParameters: filled(call.pathParameters),
    stageVariables: filled(call.stagePath.stage.stageVariables),
    ...bodyOf(call),
  });
}

/** The event of payload format 1.0: every part is there, null where the request has none, and repeated values stand apart too. */
export function eventV1(call: ApiCall, identity: Identity): Record<string, unknown> {
  const query = queryPairs(call);
  const last = (values: string[]) => values.at(-1) ?? '';
  const { body = null, isBase64Encoded } = bodyOf(call);
  return {
    version: '1.0',
    resource: call.route.routeKey.split(' ')[1] ?? call.route.routeKey,
    path: call.stagePath.rawPath,
    httpMethod: call.method,
    headers: headerMap(call, last),
    multiValueHeaders: headerMap(call, (values) => values),
    queryStringParameters: filled(group(query, last)) ?? null,
    multiValueQueryStringParameters: filled(group(query, (values) => values)) ?? null,
    requestContext: contextV1(call, identity),
    pathParameters: filled(call.pathParameters) ?? null,
    stageVariables: filled(call.stagePath.stage.stageVariables) ?? null,
    body,
    isBase64Encoded,
  };
}

function contextV1(call: ApiCall, identity: Identity): Record<string, unknown> {
  const resource = call.route.routeKey.split(' ')[1] ?? call.route.routeKey;
  return {
    accountId: call.target.account.id,
    apiId: call.target.api.apiId,
    authorizer: authorizerV1(identity),
    domainName: domainName(call),
    domainPrefix: domainName(call).split('.')[0],
    extendedRequestId: call.requestId,
    httpMethod: call.method,
    identity: {
      accessKey: identity.iam?.accessKey ?? null,
      accountId: identity.iam?.accountId ?? null,
      caller: identity.iam?.callerId ?? null,
      sourceIp: call.sourceIp,
      user: identity.iam?.userId ?? null,
      userAgent: call.headers['user-agent'] ?? '',
      userArn: identity.iam?.userArn ?? null,
    },
    path: call.stagePath.rawPath,
    protocol: `HTTP/${call.httpVersion}`,
    requestId: call.requestId,
    requestTime: clfTime(call.at),
    requestTimeEpoch: call.at.getTime(),
    resourceId: call.route.routeKey,
    resourcePath: resource,
    stage: call.stagePath.stage.stageName,
  };
}

function authorizerV2({ jwt, iam, lambda }: Identity): Record<string, unknown> | undefined {
  if (jwt) return { jwt };
  if (iam) return { iam: { ...iam, cognitoIdentity: iam.cognitoIdentity ?? null, principalOrgId: null } };
  return lambda && { lambda };
}

function authorizerV1({ jwt, lambda, principalId }: Identity): Record<string, unknown> {
  return jwt ?? (lambda ? compact({ ...lambda, principalId }) : { claims: null, scopes: null });
}

/** Lower-case names; API Gateway adds where the request came from. */
function headerMap<V>(call: ApiCall, fold: (values: string[]) => V): Record<string, V> {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < call.rawHeaders.length; i += 2) {
    const name = (call.rawHeaders[i] ?? '').toLowerCase();
    if (!HOP_BY_HOP.has(name)) pairs.push([name, call.rawHeaders[i + 1] ?? '']);
  }
  const seconds = Math.floor(call.at.getTime() / 1000).toString(16);
  const port = /:(\d+)$/.exec(call.headers.host ?? '')?.[1] ?? '443';
  return group(
    [
      ...pairs,
      ['x-amzn-trace-id', `Root=1-${seconds}-${Buffer.from(call.requestId).toString('hex').slice(0, 24)}`],
      ['x-forwarded-for', call.sourceIp],
      ['x-forwarded-port', port],
      ['x-forwarded-proto', port === '443' ? 'https' : 'http'],
    ],
    fold,
  );
}

export const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** Text stays text for content types that are known to be text; the rest goes as base64, forms included. */
function bodyOf(call: ApiCall): { body?: string; isBase64Encoded: boolean } {
  if (call.body.length === 0) return { isBase64Encoded: false };
  const type = call.headers['content-type'] ?? 'text/plain';
  const isText = /^(text\/|application\/([\w.-]+\+)?(json|xml)|application\/javascript)/i.test(type);
  if (isText && !call.headers['content-encoding'] && isUtf8(call.body)) {
    return { body: call.body.toString('utf8'), isBase64Encoded: false };
  }
  return { body: call.body.toString('base64'), isBase64Encoded: true };
}

function group<V>(pairs: [string, string][], fold: (values: string[]) => V): Record<string, V> {
  const lists = new Map<string, string[]>();
  for (const [name, value] of pairs) lists.set(name, [...(lists.get(name) ?? []), value]);
  return Object.fromEntries([...lists].map(([name, values]) => [name, fold(values)]));
}

function filled<V>(map: Record<string, V>): Record<string, V> | undefined {
  return Object.keys(map).length > 0 ? map : undefined;
}

function compact(map: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
}

/** `25/Nov/2026:03:41:07 +0000`, the time of the common log format. */
export function clfTime(at: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
