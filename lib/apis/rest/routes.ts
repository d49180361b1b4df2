import 'server-only';
import type { GatewayIntegration, RouteRequest } from '@/lib/apis/gateway/contract';
import { allRestItems } from '@/lib/apis/gateway/rest-pages';
import type { AwsClients } from '@/lib/aws/clients';
import type { RestIntegration, RestMethod, RestResource, RestValidator } from '@/lib/aws/shapes';
import type { RouteAuth, Target } from '@/lib/core/api';
import { lambdaOf } from '@/lib/core/integration-label';
import type { RestRoute } from './contract';

const AUTH: Record<string, RouteAuth> = {
  NONE: 'none',
  AWS_IAM: 'iam',
  COGNITO_USER_POOLS: 'jwt',
  CUSTOM: 'lambda',
};
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'ANY'];

/** A method with the path of its resource. */
export interface FoundMethod {
  id: string;
  path: string;
  verb: string;
  method: RestMethod;
}

/** All methods of an API in the order in which people read them. One call for 500 resources, of which API Gateway takes 5 in 2 seconds. */
export async function readMethods(aws: AwsClients, restApiId: string, signal: AbortSignal): Promise<FoundMethod[]> {
  const ask = (input: object) =>
    aws.apigateway.getResources({ restApiId, embed: ['methods'], ...input }, { abortSignal: signal });
  const resources = await allRestItems<RestResource>('GetResources', ask);
  return resources
    .flatMap(({ id = '', path = '/', resourceMethods = {} }) =>
      Object.entries(resourceMethods).map(([verb, method]) => ({ id: `${id}/${verb}`, path, verb, method })),
    )
    .sort((a, b) => (a.path === b.path ? METHODS.indexOf(a.verb) - METHODS.indexOf(b.verb) : a.path < b.path ? -1 : 1));
}

/** Only what search needs. */
export async function readTargets(aws: AwsClients, id: string, signal: AbortSignal): Promise<Target[]> {
  return (await readMethods(aws, id, signal)).map(toTarget);
}

function toTarget({ id, path, verb, method }: FoundMethod): Target {
  const known = AUTH[method.authorizationType ?? 'NONE'] ?? 'unknown';
  const auth = known === 'none' && method.apiKeyRequired ? 'api-key' : known;
  return { id, key: `${verb} ${path}`, method: verb, path, auth };
}

/** A method as the console speaks of it: a route with what it wants to be sent. */
export function toRoute(found: FoundMethod, validators: readonly RestValidator[]): RestRoute {
  const { method } = found;
  return {
    ...toTarget(found),
    authorizerId: method.authorizerId ?? null,
    scopes: method.authorizationScopes ?? [],
    integrationId: method.methodIntegration ? integrationId(method.methodIntegration) : null,
    operationName: method.operationName ?? null,
    request: requestOf(method, validators),
  };
}

const PLACES = { path: 'path', querystring: 'query', header: 'header' } as const;

function requestOf(method: RestMethod, validators: readonly RestValidator[]): RouteRequest {
  const validator = validators.find(({ id }) => id === method.requestValidatorId);
  const parameters = Object.entries(method.requestParameters ?? {}).flatMap(([written, required]) => {
    const [, place, name] = /^method\.request\.(path|querystring|header)\.(.+)$/.exec(written) ?? [];
    return place && name ? [{ in: PLACES[place as keyof typeof PLACES], name, required }] : [];
  });
  return {
    // Those that must be there first.
    parameters: parameters.sort((a, b) => Number(b.required) - Number(a.required)),
    bodies: Object.entries(method.requestModels ?? {}).map(([contentType, model]) => ({ contentType, model })),
    validates: {
      parameters: validator?.validateRequestParameters ?? false,
      body: validator?.validateRequestBody ?? false,
    },
    apiKeyRequired: method.apiKeyRequired ?? false,
    limitMs: limitOf(method.methodIntegration),
    ...mappedOf(method.methodIntegration),
  };
}

/** Only what is no proxy goes through templates. */
function mappedOf(integration: RestIntegration | undefined): Pick<RouteRequest, 'mapped'> {
  if (!integration || integration.type?.endsWith('_PROXY')) return {};
  const types = Object.keys(integration.requestTemplates ?? {});
  const { passthroughBehavior: passes } = integration;
  const refusesOthers = passes === 'NEVER' || (passes === 'WHEN_NO_TEMPLATES' && types.length > 0);
  return { mapped: { types, refusesOthers } };
}

/** A streamed answer may take 15 minutes (aws.md §3.5). */
function limitOf(integration: RestIntegration | undefined): number {
  if (integration?.responseTransferMode === 'STREAM') return 15 * 60_000;
  return integration?.timeoutInMillis ?? 29_000;
}

/** Integrations have no ids of their own: what is alike is one, which methods share. */
export function integrationsOf(methods: readonly FoundMethod[]): GatewayIntegration[] {
  const all = methods.flatMap(({ method }) => method.methodIntegration ?? []);
  return [...new Map(all.map((one) => [integrationId(one), toIntegration(one)])).values()];
}

function integrationId({
  type,
  uri,
  httpMethod,
  connectionId,
  timeoutInMillis,
  responseTransferMode,
}: RestIntegration) {
  return [type, uri, httpMethod, connectionId, timeoutInMillis, responseTransferMode].filter(Boolean).join(' ');
}

function toIntegration(integration: RestIntegration): GatewayIntegration {
  const { uri = null } = integration;
  const type = integration.type ?? 'unknown';
  const lambda = uri === null ? null : lambdaOf(uri);
  return {
    ...{ id: integrationId(integration), type, subtype: null, uri, lambda },
    method: integration.httpMethod ?? null,
    payloadFormatVersion: null,
    timeoutMillis: integration.timeoutInMillis ?? null,
    connectionType: integration.connectionType ?? null,
    // Credentials of `arn:aws:iam::*:user/*` are those of the caller.
    role: integration.credentials ?? null,
    label: labelOf(integration, lambda),
    streams: integration.responseTransferMode === 'STREAM',
  };
}

function labelOf({ type, uri, connectionType }: RestIntegration, lambda: GatewayIntegration['lambda']) {
  if (lambda) return lambda.qualifier ? `${lambda.name}:${lambda.qualifier}` : lambda.name;
  if (connectionType === 'VPC_LINK') return `VPC link to ${uri}`;
  return type === 'MOCK' ? 'a mock' : (uri ?? type ?? 'unknown');
}
