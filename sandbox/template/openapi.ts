import type { Authorizer, HttpApi, Integration } from '@/sandbox/model';
import { idOf } from './ids';
import {
  defined,
  flagOf,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  textOf,
  textRecordOf,
  textsOf,
} from './json';
import { corsOf } from './shapes';

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch']);
const ANY_METHOD = 'x-amazon-apigateway-any-method';

/** Imports an OpenAPI 3 document as API Gateway does ("Working with OpenAPI definitions for HTTP APIs"). */
export function importOpenApi(api: HttpApi, body: JsonObject, givenName: string | undefined): void {
  const described = objectOf(body.info);
  api.name = givenName ?? textOf(described.title) ?? api.name;
  Object.assign(
    api,
    defined({
      description: api.description ?? textOf(described.description),
      version: api.version ?? textOf(described.version),
      cors: api.cors ?? corsOf(body['x-amazon-apigateway-cors']),
    }),
  );
  const endpoint = objectOf(body['x-amazon-apigateway-endpoint-configuration']);
  api.disableExecuteApiEndpoint ||= flagOf(endpoint.disableExecuteApiEndpoint) ?? false;
  importTags(api, body);
  importAuthorizers(api, objectOf(objectOf(body.components).securitySchemes));
  importRoutes(api, body);
}

function importTags(api: HttpApi, body: JsonObject): void {
  for (const tag of listOf(body.tags).map(objectOf)) {
    const value = textOf(tag['x-amazon-apigateway-tag-value']);
    if (value !== undefined) api.tags[textOf(tag.name) ?? ''] = value;
  }
}

function importRoutes(api: HttpApi, body: JsonObject): void {
  for (const [path, item] of Object.entries(objectOf(body.paths))) {
    for (const [method, operation] of Object.entries(objectOf(item))) {
      const routeKey = routeKeyOf(method, path);
      if (routeKey && isObject(operation)) importOperation(api, body, { routeKey, operation });
    }
  }
}

function routeKeyOf(method: string, path: string): string | undefined {
  if (method !== ANY_METHOD && !METHODS.has(method.toLowerCase())) return;
  if (path === '$default' || path === '/$default') return '$default';
  return `${method === ANY_METHOD ? 'ANY' : method.toUpperCase()} ${path}`;
}

function importAuthorizers(api: HttpApi, schemes: JsonObject): void {
  for (const [name, scheme] of Object.entries(schemes)) {
    const written = objectOf(scheme)['x-amazon-apigateway-authorizer'];
    if (isObject(written)) api.authorizers.push(authorizerOf(api, name, written));
  }
}

function authorizerOf(api: HttpApi, name: string, written: JsonObject): Authorizer {
  const jwt = objectOf(written.jwtConfiguration);
  return {
    authorizerId: idOf(6, api.apiId, 'authorizer', name),
    name,
    authorizerType: textOf(written.type)?.toUpperCase() ?? 'REQUEST',
    // One string, comma separated, where the API itself has a list.
    identitySource: textsOf(written.identitySource).flatMap((source) => source.split(',').map((one) => one.trim())),
    ...defined({
      jwtConfiguration: written.jwtConfiguration
        ? defined({
            issuer: textOf(jwt.issuer),
            audience: jwt.audience === undefined ? undefined : textsOf(jwt.audience),
          })
        : undefined,
      authorizerUri: textOf(written.authorizerUri),
      authorizerCredentialsArn: textOf(written.authorizerCredentials),
      authorizerPayloadFormatVersion: textOf(written.authorizerPayloadFormatVersion),
      authorizerResultTtlInSeconds: numberOf(written.authorizerResultTtlInSeconds),
      enableSimpleResponses: flagOf(written.enableSimpleResponses),
      identityValidationExpression: textOf(written.identityValidationExpression),
    }),
  };
}

interface Operation {
  routeKey: string;
  operation: JsonObject;
}

function importOperation(api: HttpApi, body: JsonObject, { routeKey, operation }: Operation): void {
  const integration = integrationOf(api, body, { routeKey, operation });
  if (integration) api.integrations.push(integration);
  api.routes.push({
    routeId: idOf(7, api.apiId, 'route', routeKey),
    routeKey,
    ...authorizationOf(api, body, operation),
    apiKeyRequired: false,
    ...defined({
      target: integration && `integrations/${integration.integrationId}`,
      operationName: textOf(operation.operationId),
    }),
  });
}

function integrationOf(api: HttpApi, body: JsonObject, { routeKey, operation }: Operation): Integration | undefined {
  const written = referred(body, operation['x-amazon-apigateway-integration']);
  if (!isObject(written)) return;
  const responses = Object.entries(objectOf(written.responseParameters));
  return {
    integrationId: idOf(7, api.apiId, 'integration', routeKey),
    integrationType: textOf(written.type)?.toUpperCase() ?? 'AWS_PROXY',
    connectionType: textOf(written.connectionType) ?? 'INTERNET',
    timeoutInMillis: numberOf(written.timeoutInMillis) ?? 30_000,
    payloadFormatVersion: textOf(written.payloadFormatVersion) ?? '1.0',
    ...defined({
      integrationUri: textOf(written.uri),
      integrationMethod: textOf(written.httpMethod),
      integrationSubtype: textOf(written.integrationSubtype),
      connectionId: textOf(written.connectionId),
      credentialsArn: textOf(written.credentials),
      requestParameters: written.requestParameters ? textRecordOf(written.requestParameters) : undefined,
      responseParameters: responses.length
        ? Object.fromEntries(responses.map(([status, set]) => [status, textRecordOf(set)]))
        : undefined,
    }),
  };
}

/** Follows a `$ref` within the document, as `components/x-amazon-apigateway-integrations` is used. */
function referred(body: JsonObject, value: Json | undefined): Json | undefined {
  const reference = isObject(value) ? textOf(value.$ref) : undefined;
  if (!reference?.startsWith('#/')) return value;
  return reference
    .slice(2)
    .split('/')
    .reduce<Json | undefined>((at, name) => objectOf(at)[name], body);
}

/** The first security requirement decides; an empty list on the operation lifts the document's own. */
function authorizationOf(api: HttpApi, body: JsonObject, operation: JsonObject) {
  const own = objectOf(operation['x-amazon-apigateway-auth']).type;
  if (textOf(own)?.toUpperCase() === 'AWS_IAM') return { authorizationType: 'AWS_IAM' };
  const [requirement] = listOf(operation.security ?? body.security).map(objectOf);
  const [name, scopes] = Object.entries(requirement ?? {})[0] ?? [];
  if (name === undefined) return { authorizationType: 'NONE' };
  const scheme = objectOf(objectOf(objectOf(body.components).securitySchemes)[name]);
  if (textOf(scheme['x-amazon-apigateway-authtype'])?.toLowerCase() === 'awssigv4')
    return { authorizationType: 'AWS_IAM' };
  const authorizer = api.authorizers.find((one) => one.name === name);
  if (!authorizer) return { authorizationType: 'NONE' };
  const asked = textsOf(scopes);
  return {
    authorizationType: authorizer.authorizerType === 'JWT' ? 'JWT' : 'CUSTOM',
    authorizerId: authorizer.authorizerId,
    ...(asked.length ? { authorizationScopes: asked } : {}),
  };
}
