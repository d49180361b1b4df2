import type { Identity } from '@/sandbox/data/api-call';
import { signedBy } from '@/sandbox/data/authorize-iam';
import { decisionOf, LONGEST_SECONDS } from '@/sandbox/data/authorize-lambda';
import { functionOf } from '@/sandbox/data/function-of';
import { invoke } from '@/sandbox/data/lambda';
import { mayInvoke, sourceArn } from '@/sandbox/lambda/policy';
import type { Authorizer, Route } from '@/sandbox/model';
import { contextValue } from './context';
import { authorizerEvent, routeArn, type SocketEvent } from './event';
import { badlySigned, forbidden, SocketRefusal } from './refusal';

/** Lets a handshake in as `$connect` demands; what is found out is kept for the life of the connection. */
export async function authorize(event: SocketEvent, route: Route, url: string): Promise<Identity> {
  const identity = await identify(event, route, url);
  if (route.apiKeyRequired) checkApiKey(event, identity);
  return identity;
}

async function identify(event: SocketEvent, route: Route, url: string): Promise<Identity> {
  if (route.authorizationType === 'NONE') return {};
  if (route.authorizationType === 'AWS_IAM') return byIam(event, url);
  const authorizer = event.connection.place.api.authorizers.find((one) => one.authorizerId === route.authorizerId);
  if (!authorizer) throw misconfigured(`the route's authorizer ${route.authorizerId} does not exist`);
  return byLambda(event, authorizer);
}

function byIam({ connection, handshake, routeKey }: SocketEvent, url: string): Identity {
  const request = { method: 'GET', url, rawHeaders: handshake?.rawHeaders ?? [], body: Buffer.alloc(0) };
  const signed = signedBy(connection.place, request, {
    action: 'execute-api:Invoke',
    resource: routeArn(connection, routeKey),
  });
  if ('refused' in signed) throw badlySigned(signed.refused);
  const { id, arn, userId, cognitoIdentity } = signed.key;
  return {
    iam: {
      ...{ accessKey: id, accountId: connection.place.account.id, callerId: userId, userArn: arn, userId },
      ...(cognitoIdentity ? { cognitoIdentity } : {}),
    },
  };
}

/** A REQUEST authorizer. Its answers are not cached for WebSocket APIs. */
async function byLambda(event: SocketEvent, authorizer: Authorizer): Promise<Identity> {
  const missing = authorizer.identitySource.find((source) => !sourceValue(event, source));
  if (missing) throw unauthorized(`no identity source ${missing}`);
  const { region } = event.connection.place;
  const fn = functionOf(region, authorizer.authorizerUri);
  if (!fn) throw misconfigured(`authorizer ${authorizer.name} names no function of this account`);
  const source = sourceArn(event.connection.place, `authorizers/${authorizer.authorizerId}`);
  if (authorizer.authorizerCredentialsArn === undefined && !mayInvoke(fn, source)) {
    throw misconfigured(`${fn.name} lets in nobody for ${source}`);
  }
  const arn = routeArn(event.connection, event.routeKey);
  const { print } = event;
  const answer = await invoke({ fn, region, event: authorizerEvent(event, arn), print, limitSeconds: LONGEST_SECONDS });
  if (!answer.ok) {
    if (answer.errorMessage === 'Unauthorized') throw unauthorized(`authorizer ${authorizer.name} said Unauthorized`);
    throw misconfigured(`authorizer ${authorizer.name} failed: ${answer.errorMessage}`);
  }
  const decision = decisionOf(JSON.parse(answer.json), { ...authorizer, enableSimpleResponses: false });
  if (!decision.allows(arn)) throw forbidden(`authorizer ${authorizer.name} denied`);
  return decision.identity;
}

/** `route.request.header.X`, `route.request.querystring.x`, `stageVariables.x` or `context.x`. */
function sourceValue(event: SocketEvent, expression: string): string | undefined {
  const [, where, name = ''] =
    /^\$?(?:route\.)?(request\.header|request\.querystring|stageVariables|context)\.(.+)$/.exec(expression) ?? [];
  const { rawHeaders = [], rawQuery = '' } = event.handshake ?? {};
  switch (where) {
    case 'request.header':
      return headerValue(rawHeaders, name);
    case 'request.querystring':
      return new URLSearchParams(rawQuery).get(name) ?? undefined;
    case 'stageVariables':
      return event.connection.stage.stageVariables[name];
    case 'context':
      return contextValue(event, null, name);
    default:
      return;
  }
}

function headerValue(rawHeaders: readonly string[], name: string): string | undefined {
  const at = rawHeaders.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name.toLowerCase());
  return at < 0 ? undefined : rawHeaders[at + 1];
}

/** A key opens a stage if a usage plan that has the stage has the key too. */
function checkApiKey(event: SocketEvent, identity: Identity): void {
  const { place, stage } = event.connection;
  const expression = place.api.apiKeySelectionExpression ?? '$request.header.x-api-key';
  const given =
    expression === '$context.authorizer.usageIdentifierKey'
      ? identity.lambda?.usageIdentifierKey
      : sourceValue(event, expression);
  if (typeof given !== 'string' || given === '') throw forbidden(`no API key at ${expression}`);
  const key = [...(place.region.apiKeys?.values() ?? [])].find(({ value, enabled }) => enabled && value === given);
  if (!key) throw forbidden('no enabled API key has this value');
  const opens = [...(place.region.usagePlans?.values() ?? [])].some(
    ({ keyIds, apiStages }) =>
      keyIds.includes(key.id) &&
      apiStages.some((one) => one.apiId === place.api.apiId && one.stage === stage.stageName),
  );
  if (!opens) throw forbidden(`API key ${key.name} is in no usage plan of this stage`);
}

const unauthorized = (reason: string) => new SocketRefusal(401, 'UnauthorizedException', 'Unauthorized', reason);
const misconfigured = (reason: string) =>
  new SocketRefusal(500, 'AuthorizerConfigurationException', 'Internal server error', reason);
