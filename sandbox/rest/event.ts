import { clfTime, HOP_BY_HOP } from '@/sandbox/data/event';
import { domainName, grouped, headerPairs, queryPairs, type RestCall } from './call';
import { isBinaryType } from './media';

const last = (values: string[]) => values.at(-1) ?? '';

/** What a Lambda function behind a proxy integration is given (AWS: "Input format of a Lambda function for proxy integration"). */
export function proxyEvent(call: RestCall): Record<string, unknown> {
  const query = queryPairs(call.rawQuery);
  return {
    ...requestPart(call),
    queryStringParameters: filled(grouped(query, last)),
    multiValueQueryStringParameters: filled(grouped(query, (values) => values)),
    ...bodyOf(call),
  };
}

/** The same without a body, as REQUEST authorizers get it. */
export function requestPart(call: RestCall): Record<string, unknown> {
  const headers = [
    ...headerPairs(call.rawHeaders).filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase())),
    ...added(call),
  ];
  return {
    resource: call.resource.path,
    path: call.path,
    httpMethod: call.method,
    headers: filled(grouped(headers, last)),
    multiValueHeaders: filled(grouped(headers, (values) => values)),
    queryStringParameters: grouped(queryPairs(call.rawQuery), last),
    multiValueQueryStringParameters: grouped(queryPairs(call.rawQuery), (values) => values),
    pathParameters: filled(call.pathParameters),
    stageVariables: filled(call.variables),
    requestContext: contextOf(call),
  };
}

function contextOf(call: RestCall): Record<string, unknown> {
  const { authorizer, principalId } = call.trace.caller;
  const own =
    authorizer || principalId !== undefined
      ? { ...authorizer, ...(principalId === undefined ? {} : { principalId }) }
      : undefined;
  return {
    resourceId: call.resource.id,
    ...(own ? { authorizer: own } : {}),
    resourcePath: call.resource.path,
    ...(call.restMethod.operationName ? { operationName: call.restMethod.operationName } : {}),
    httpMethod: call.method,
    extendedRequestId: call.extendedRequestId,
    requestTime: clfTime(call.at),
    path: `/${call.stageName}${call.path}`,
    accountId: call.target.account.id,
    protocol: `HTTP/${call.httpVersion}`,
    stage: call.stageName,
    domainPrefix: domainName(call).split('.')[0],
    requestTimeEpoch: call.at.getTime(),
    requestId: call.requestId,
    identity: identityOf(call),
    domainName: domainName(call),
    ...(call.stage ? { deploymentId: call.stage.deploymentId } : {}),
    apiId: call.target.api.id,
  };
}

function identityOf(call: RestCall): Record<string, unknown> {
  const { iam, apiKey, apiKeyId } = call.trace.caller;
  return {
    cognitoIdentityPoolId: iam?.cognitoIdentity?.identityPoolId ?? null,
    accountId: iam?.accountId ?? null,
    cognitoIdentityId: iam?.cognitoIdentity?.identityId ?? null,
    caller: iam?.callerId ?? null,
    sourceIp: call.sourceIp,
    principalOrgId: null,
    accessKey: iam?.accessKey ?? null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: iam?.userArn ?? null,
    userAgent: call.headers['user-agent'] ?? null,
    user: iam?.userId ?? null,
    ...(apiKey === undefined ? {} : { apiKey, apiKeyId }),
  };
}

function added(call: RestCall): [string, string][] {
  return [
    ['X-Amzn-Trace-Id', traceId(call)],
    ['X-Forwarded-For', call.sourceIp],
    ['X-Forwarded-Port', /:(\d+)$/.exec(call.headers.host ?? '')?.[1] ?? '443'],
    ['X-Forwarded-Proto', 'https'],
  ];
}

export function traceId({ at, requestId }: Pick<RestCall, 'at' | 'requestId'>): string {
  return `Root=1-${Math.floor(at.getTime() / 1000).toString(16)}-${requestId.replaceAll('-', '').slice(0, 24)}`;
}

function bodyOf(call: RestCall): { body: string | null; isBase64Encoded: boolean } {
  if (call.body.length === 0) return { body: null, isBase64Encoded: false };
  const binary = isBinaryType(call.target.api, call.headers['content-type']);
  return { body: call.body.toString(binary ? 'base64' : 'utf8'), isBase64Encoded: binary };
}

function filled<V>(map: Record<string, V>): Record<string, V> | null {
  return Object.keys(map).length > 0 ? map : null;
}
