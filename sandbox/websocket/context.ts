import { clfTime } from '@/sandbox/data/event';
import { accessLine } from '@/sandbox/logs/access-line';
import type { SocketEvent } from './event';

/** How an event ended, for the access log. */
export interface Outcome {
  status: number;
  /** Of the integration, where it was called. */
  integrationStatus?: number;
  latencyMs?: number;
  errorMessage?: string;
}

type Values = Record<string, string | number | undefined>;

/** The value of a `$context` variable by its name (AWS: "WebSocket API mapping template reference"); undefined where there is none. */
export function contextValue(event: SocketEvent, outcome: Outcome | null, name: string): string | undefined {
  const values: Values = { ...ofConnection(event), ...ofEvent(event), ...ofOutcome(outcome) };
  const property = /^authorizer\.(\w+)$/.exec(name)?.[1];
  const value = values[name] ?? (property ? event.connection.identity.lambda?.[property] : undefined);
  return value === undefined || value === null ? undefined : String(value);
}

function ofConnection({ connection: { id, place, stage, caller, identity, connectedAt } }: SocketEvent): Values {
  return {
    apiId: place.api.apiId,
    accountId: place.account.id,
    'authorizer.principalId': identity.principalId,
    connectedAt: connectedAt.getTime(),
    connectionId: id,
    domainName: caller.domainName,
    stage: stage.stageName,
    'identity.sourceIp': caller.sourceIp,
    'identity.userAgent': caller.userAgent,
    'identity.accountId': identity.iam?.accountId,
    'identity.caller': identity.iam?.callerId,
    'identity.user': identity.iam?.userId,
    'identity.userArn': identity.iam?.userArn,
    'identity.cognitoIdentityId': identity.iam?.cognitoIdentity?.identityId,
    'identity.cognitoIdentityPoolId': identity.iam?.cognitoIdentity?.identityPoolId,
  };
}

function ofEvent({ type, at, requestId, messageId, routeKey, integrationRequestId }: SocketEvent): Values {
  return {
    awsEndpointRequestId: integrationRequestId,
    'integration.requestId': integrationRequestId,
    eventType: type,
    extendedRequestId: requestId,
    messageId,
    requestId,
    requestTime: clfTime(at),
    requestTimeEpoch: at.getTime(),
    routeKey,
  };
}

function ofOutcome(outcome: Outcome | null): Values {
  if (!outcome) return {};
  const { status, integrationStatus, latencyMs, errorMessage } = outcome;
  const invoked = integrationStatus === undefined ? undefined : 200;
  return {
    status,
    'integration.status': integrationStatus,
    'integration.integrationStatus': invoked,
    integrationStatus: invoked,
    'integration.latency': latencyMs,
    integrationLatency: latencyMs,
    'error.message': errorMessage,
    'error.messageString': errorMessage === undefined ? undefined : JSON.stringify(errorMessage),
  };
}

/** Text in which `$context.…` stands for values; what has none becomes a dash, as in access logs. */
export function withContext(text: string, event: SocketEvent, outcome: Outcome | null): string {
  return accessLine(text, (name) => contextValue(event, outcome, name));
}
