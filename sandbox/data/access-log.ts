import { accessLine, writeAccessLine } from '@/sandbox/logs/access-line';
import { domainName } from './api-call';
import type { Arrival } from './arrival';
import { clfTime } from './event';

type Values = Record<string, string | number | undefined>;

/** Writes the line of a request that has been answered, if it came to a stage that keeps a log. */
export function logAccess(arrival: Arrival): void {
  const { target, record } = arrival;
  const stage = target.api.stages.find(({ stageName }) => stageName === record.stage);
  const format = stage?.accessLogSettings?.format;
  if (!stage || format === undefined) return;
  const values: Values = {
    ...ofRequest(arrival),
    ...ofAnswer(arrival),
    ...ofIdentity(arrival),
    ...ofIntegration(arrival),
  };
  const { jwt, lambda } = arrival.trace.identity ?? {};
  const value = (name: string) => {
    const claim = /^authorizer\.claims\.(.+)$/.exec(name)?.[1];
    const property = /^authorizer\.(\w+)$/.exec(name)?.[1];
    const found =
      values[name] ?? (claim ? jwt?.claims[claim] : undefined) ?? (property ? lambda?.[property] : undefined);
    return found === undefined || found === null ? undefined : String(found);
  };
  writeAccessLine(target.world, { apiId: target.api.apiId, stage }, accessLine(format, value));
}

/** AWS: "HTTP API access logging variables". */
function ofRequest({ target, req, record, trace }: Arrival): Values {
  const domain = domainName({ target, headers: req.headers });
  const at = new Date(record.at);
  return {
    accountId: target.account.id,
    apiId: target.api.apiId,
    domainName: domain,
    domainPrefix: domain.split('.')[0],
    extendedRequestId: record.requestId,
    httpMethod: record.method,
    path: trace.path ?? target.rawPath,
    protocol: `HTTP/${req.httpVersion}`,
    requestId: record.requestId,
    requestTime: clfTime(at),
    requestTimeEpoch: at.getTime(),
    routeKey: record.routeKey ?? undefined,
    stage: record.stage ?? undefined,
  };
}

function ofAnswer({ record, trace }: Arrival): Values {
  const { error, responseLength } = trace;
  return {
    status: record.status ?? undefined,
    responseLatency: Date.now() - Date.parse(record.at),
    responseLength,
    dataProcessed: record.bodyLength + responseLength,
    'error.message': error?.message,
    'error.messageString': error && JSON.stringify(error.message),
    'error.responseType': error && (RESPONSE_TYPES[error.status] ?? 'DEFAULT_5XX'),
    'authorizer.error': error && (error.status === 401 || error.status === 403) ? error.reason : undefined,
  };
}

const RESPONSE_TYPES: Record<number, string> = {
  400: 'BAD_REQUEST_BODY',
  401: 'UNAUTHORIZED',
  403: 'ACCESS_DENIED',
  404: 'RESOURCE_NOT_FOUND',
  413: 'REQUEST_TOO_LARGE',
  429: 'THROTTLED',
  503: 'INTEGRATION_TIMEOUT',
};

function ofIdentity({ req, trace: { identity } }: Arrival): Values {
  const iam = identity?.iam;
  return {
    'authorizer.principalId': identity?.principalId,
    'identity.accountId': iam?.accountId,
    'identity.caller': iam?.callerId,
    'identity.cognitoIdentityId': iam?.cognitoIdentity?.identityId,
    'identity.cognitoIdentityPoolId': iam?.cognitoIdentity?.identityPoolId,
    'identity.sourceIp': req.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
    'identity.user': iam?.userId,
    'identity.userAgent': req.headers['user-agent'],
    'identity.userArn': iam?.userArn,
  };
}

function ofIntegration({ trace: { integration } }: Arrival): Values {
  const { latencyMs, status, serviceStatus, requestId, error } = integration;
  return {
    awsEndpointRequestId: requestId,
    integrationErrorMessage: error,
    integrationLatency: latencyMs,
    integrationStatus: serviceStatus,
    'integration.error': error,
    'integration.integrationStatus': serviceStatus,
    'integration.latency': latencyMs,
    'integration.requestId': requestId,
    'integration.status': status,
  };
}
