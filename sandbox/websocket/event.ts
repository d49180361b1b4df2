import { clfTime, HOP_BY_HOP } from '@/sandbox/data/event';
import type { Connection, Ending } from './connection';

/** One thing that happens on a connection: that it opens, a message of the client, or that it has ended. */
export interface SocketEvent {
  connection: Connection;
  routeKey: string;
  type: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
  at: Date;
  requestId: string;
  /** Lambda's id of the invocation, once a function has been called. */
  integrationRequestId?: string;
  messageId?: string;
  /** Of the client's message. */
  body?: string;
  /** Of the handshake: headers as Node's flat list, and the query without `?`, as they came. */
  handshake?: { rawHeaders: readonly string[]; rawQuery: string };
  ending?: Ending;
  /** Takes each line that a function prints. */
  print: (line: string) => void;
}

/** What a function behind a proxy integration is given (AWS: "Set up a Lambda proxy integration for WebSocket APIs"). */
export function proxyEvent(event: SocketEvent): Record<string, unknown> {
  const { stageVariables } = event.connection.stage;
  return {
    ...requestParts(event),
    requestContext: requestContext(event),
    ...(Object.keys(stageVariables).length > 0 ? { stageVariables } : {}),
    ...(event.body === undefined ? {} : { body: event.body }),
    isBase64Encoded: false,
  };
}

/** What a REQUEST authorizer is given: empty lists where a proxy integration is given none. */
export function authorizerEvent(event: SocketEvent, methodArn: string): Record<string, unknown> {
  return {
    type: 'REQUEST',
    methodArn,
    queryStringParameters: {},
    multiValueQueryStringParameters: {},
    ...requestParts(event),
    stageVariables: event.connection.stage.stageVariables,
    requestContext: requestContext(event),
  };
}

/** The ARN on which `execute-api:Invoke` is asked. */
export function routeArn({ place: { account, region, api }, stage }: Connection, routeKey: string): string {
  return `arn:aws:execute-api:${region.name}:${account.id}:${api.apiId}/${stage.stageName}/${routeKey}`;
}

function requestContext({ connection, ...event }: SocketEvent): Record<string, unknown> {
  const { place, stage, caller, identity } = connection;
  const { lambda, principalId } = identity;
  return {
    routeKey: event.routeKey,
    ...(event.ending ? { disconnectStatusCode: event.ending.code, disconnectReason: event.ending.reason } : {}),
    ...(lambda || principalId ? { authorizer: { principalId, ...lambda } } : {}),
    ...(event.messageId ? { messageId: event.messageId } : {}),
    eventType: event.type,
    extendedRequestId: event.requestId,
    requestTime: clfTime(event.at),
    messageDirection: 'IN',
    stage: stage.stageName,
    connectedAt: connection.connectedAt.getTime(),
    requestTimeEpoch: event.at.getTime(),
    identity: identityOf(connection),
    requestId: event.requestId,
    domainName: caller.domainName,
    connectionId: connection.id,
    apiId: place.api.apiId,
  };
}

function identityOf({ caller, identity: { iam } }: Connection): Record<string, unknown> {
  const seen = { userAgent: caller.userAgent, sourceIp: caller.sourceIp };
  if (!iam) return seen;
  return {
    ...{ accessKey: iam.accessKey, accountId: iam.accountId, caller: iam.callerId, user: iam.userId },
    userArn: iam.userArn,
    cognitoIdentityId: iam.cognitoIdentity?.identityId ?? null,
    cognitoIdentityPoolId: iam.cognitoIdentity?.identityPoolId ?? null,
    cognitoAuthenticationType: iam.cognitoIdentity?.amr[0] ?? null,
    principalOrgId: null,
    ...seen,
  };
}

function requestParts({ handshake, ending, connection, at, requestId }: SocketEvent): Record<string, unknown> {
  if (ending) return headerParts([['Host', connection.caller.domainName], ...EMPTY_ON_DISCONNECT]);
  if (!handshake) return {};
  const seconds = Math.floor(at.getTime() / 1000).toString(16);
  const trace = `Root=1-${seconds}-${Buffer.from(requestId).toString('hex').slice(0, 24)}`;
  const query = [...new URLSearchParams(handshake.rawQuery)];
  return {
    ...headerParts([
      ...headerPairs(handshake.rawHeaders),
      ['X-Amzn-Trace-Id', trace],
      ['X-Forwarded-For', connection.caller.sourceIp],
      ['X-Forwarded-Port', '443'],
      ['X-Forwarded-Proto', 'https'],
    ]),
    ...(query.length === 0
      ? {}
      : { queryStringParameters: last(query), multiValueQueryStringParameters: grouped(query) }),
  };
}

/** As AWS has it: there is no request any more, but its headers' names are. */
const EMPTY_ON_DISCONNECT: [string, string][] = [
  ['x-api-key', ''],
  ['X-Forwarded-For', ''],
  ['x-restapi', ''],
];

function headerPairs(rawHeaders: readonly string[]): [string, string][] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, at): [string, string] => [
    rawHeaders[at * 2] ?? '',
    rawHeaders[at * 2 + 1] ?? '',
  ]).filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()));
}

function headerParts(pairs: [string, string][]): Record<string, unknown> {
  return { headers: last(pairs), multiValueHeaders: grouped(pairs) };
}

function last(pairs: [string, string][]): Record<string, string> {
  return Object.fromEntries(pairs);
}

function grouped(pairs: [string, string][]): Record<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const [name, value] of pairs) lists.set(name, [...(lists.get(name) ?? []), value]);
  return Object.fromEntries(lists);
}
