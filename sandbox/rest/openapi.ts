import { idOf } from '@/sandbox/template/ids';
import {
  defined,
  flagOf,
  isObject,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  textOf,
  textRecordOf,
  textsOf,
} from '@/sandbox/template/json';
import type { RestApi, RestAuthorizer, RestIntegration, RestMethod } from './model';

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch']);
const ANY_METHOD = 'x-amazon-apigateway-any-method';
const EXT = 'x-amazon-apigateway-';

/** Imports Swagger 2 or OpenAPI 3 as API Gateway does ("Working with OpenAPI definitions for REST APIs"). */
export function importRestBody(api: RestApi, body: JsonObject, givenName: string | undefined): void {
  const described = objectOf(body.info);
  api.name = givenName ?? textOf(described.title) ?? api.name;
  Object.assign(api, defined({ description: api.description ?? textOf(described.description) }));
  api.binaryMediaTypes.push(...textsOf(body[`${EXT}binary-media-types`]));
  if (isObject(body[`${EXT}policy`])) api.policy ??= JSON.stringify(body[`${EXT}policy`]);
  if (textOf(body[`${EXT}api-key-source`]) === 'AUTHORIZER') api.apiKeySource = 'AUTHORIZER';
  const schemes = { ...objectOf(body.securityDefinitions), ...objectOf(objectOf(body.components).securitySchemes) };
  for (const [name, scheme] of Object.entries(schemes)) importAuthorizer(api, name, objectOf(scheme));
  importParts(api, body);
  importModels(api, body);
  importPaths({ api, body, schemes });
}

function importPaths(whole: Whole): void {
  for (const [path, item] of Object.entries(objectOf(whole.body.paths))) {
    for (const [method, operation] of Object.entries(objectOf(item))) {
      if (method !== ANY_METHOD && !METHODS.has(method.toLowerCase())) continue;
      const verb = method === ANY_METHOD ? 'ANY' : method.toUpperCase();
      resourceAt(whole.api, path).methods.push(methodOf(whole, verb, objectOf(operation)));
    }
  }
}

/** Validators and gateway responses. */
function importParts({ id, draft }: RestApi, body: JsonObject): void {
  for (const [name, one] of Object.entries(objectOf(body[`${EXT}request-validators`]))) {
    draft.validators.push({
      id: idOf(6, id, 'validator', name),
      name,
      validateRequestBody: flagOf(objectOf(one).validateRequestBody) ?? false,
      validateRequestParameters: flagOf(objectOf(one).validateRequestParameters) ?? false,
    });
  }
  for (const [responseType, one] of Object.entries(objectOf(body[`${EXT}gateway-responses`]))) {
    const written = objectOf(one);
    draft.gatewayResponses.push({
      responseType,
      responseParameters: textRecordOf(written.responseParameters),
      responseTemplates: textRecordOf(written.responseTemplates),
      ...defined({ statusCode: textOf(written.statusCode) }),
    });
  }
}

function importAuthorizer(api: RestApi, name: string, scheme: JsonObject): void {
  const written = scheme[`${EXT}authorizer`];
  if (!isObject(written)) return;
  const type = textOf(written.type)?.toUpperCase();
  const header = textOf(scheme.name) ?? 'Authorization';
  const authorizer: RestAuthorizer = {
    id: idOf(6, api.id, 'authorizer', name),
    name,
    type: type === 'TOKEN' || type === 'COGNITO_USER_POOLS' ? type : 'REQUEST',
    ...defined({
      providerARNs: written.providerARNs === undefined ? undefined : textsOf(written.providerARNs),
      authorizerUri: textOf(written.authorizerUri),
      authorizerCredentials: textOf(written.authorizerCredentials),
      identitySource:
        textOf(written.identitySource) ?? (type === 'REQUEST' ? undefined : `method.request.header.${header}`),
      identityValidationExpression: textOf(written.identityValidationExpression),
      authorizerResultTtlInSeconds: numberOf(written.authorizerResultTtlInSeconds),
    }),
  };
  api.draft.authorizers.push(authorizer);
}

function importModels(api: RestApi, body: JsonObject): void {
  const schemas = { ...objectOf(body.definitions), ...objectOf(objectOf(body.components).schemas) };
  for (const [name, schema] of Object.entries(schemas)) {
    const text = JSON.stringify(schema).replace(
      /"#\/(?:definitions|components\/schemas)\/([^"]+)"/g,
      (_, other: string) => `"https://apigateway.amazonaws.com/restapis/${api.id}/models/${other}"`,
    );
    api.draft.models.push({ id: idOf(6, api.id, 'model', name), name, contentType: 'application/json', schema: text });
  }
}

/** The resource of a path with all that it hangs from. */
function resourceAt(api: RestApi, path: string) {
  const { resources } = api.draft;
  const known = resources.find((one) => one.path === path);
  if (known) return known;
  const at = path.lastIndexOf('/');
  const parent: { id: string } = resourceAt(api, at <= 0 ? '/' : path.slice(0, at));
  const made = { id: idOf(6, api.id, path), parentId: parent.id, pathPart: path.slice(at + 1), path, methods: [] };
  resources.push(made);
  return made as (typeof resources)[number];
}

interface Whole {
  api: RestApi;
  body: JsonObject;
  schemes: JsonObject;
}

function methodOf({ api, body, schemes }: Whole, httpMethod: string, operation: JsonObject): RestMethod {
  const integration = operation[`${EXT}integration`];
  const validator = textOf(operation[`${EXT}request-validator`]) ?? textOf(body[`${EXT}request-validator`]);
  return {
    httpMethod,
    ...authorizationOf({ api, body, schemes }, operation),
    methodResponses: Object.fromEntries(Object.keys(objectOf(operation.responses)).map((status) => [status, {}])),
    ...defined({
      operationName: textOf(operation.operationId),
      requestValidatorId: api.draft.validators.find(({ name }) => name === validator)?.id,
      requestParameters: parametersOf(operation),
      requestModels: bodiesOf(operation),
      integration: isObject(integration) ? integrationOf(integration) : undefined,
    }),
  };
}

function parametersOf(operation: JsonObject): Record<string, boolean> | undefined {
  const places: Record<string, string> = { path: 'path', query: 'querystring', header: 'header' };
  const found = listOf(operation.parameters)
    .map(objectOf)
    .flatMap((one) => {
      const place = places[textOf(one.in) ?? ''];
      return place ? [[`method.request.${place}.${textOf(one.name)}`, flagOf(one.required) ?? false] as const] : [];
    });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

function bodiesOf(operation: JsonObject): Record<string, string> | undefined {
  const inBody = listOf(operation.parameters)
    .map(objectOf)
    .find((one) => one.in === 'body');
  const media = Object.entries(objectOf(objectOf(operation.requestBody).content));
  const all: [string, JsonObject][] = media.map(([type, one]) => [type, objectOf(objectOf(one).schema)]);
  if (inBody) all.push(['application/json', objectOf(inBody.schema)]);
  const models = all.flatMap(([type, schema]) => {
    const name = textOf(schema.$ref)?.split('/').at(-1);
    return name ? [[type, name] as const] : [];
  });
  return models.length > 0 ? Object.fromEntries(models) : undefined;
}

function authorizationOf({ api, body, schemes }: Whole, operation: JsonObject) {
  const requirements = listOf(operation.security ?? body.security).map(objectOf);
  const names = requirements.flatMap((one) => Object.entries(one));
  const apiKeyRequired = names.some(([name]) => {
    const scheme = objectOf(schemes[name]);
    return scheme[`${EXT}authorizer`] === undefined && textOf(scheme.name)?.toLowerCase() === 'x-api-key';
  });
  const signed = names.some(
    ([name]) => textOf(objectOf(schemes[name])[`${EXT}authtype`])?.toLowerCase() === 'awssigv4',
  );
  const own = textOf(objectOf(operation[`${EXT}auth`]).type)?.toUpperCase();
  if (signed || own === 'AWS_IAM') return { authorizationType: 'AWS_IAM', apiKeyRequired };
  for (const [name, scopes] of names) {
    const authorizer = api.draft.authorizers.find((one) => one.name === name);
    if (!authorizer) continue;
    const asked = textsOf(scopes);
    return {
      authorizationType: authorizer.type === 'COGNITO_USER_POOLS' ? authorizer.type : 'CUSTOM',
      authorizerId: authorizer.id,
      apiKeyRequired,
      ...(asked.length > 0 ? { authorizationScopes: asked } : {}),
    };
  }
  return { authorizationType: 'NONE', apiKeyRequired };
}

function integrationOf(written: JsonObject): RestIntegration {
  const responses = Object.entries(objectOf(written.responses));
  return {
    type: textOf(written.type)?.toUpperCase() ?? 'AWS_PROXY',
    passthroughBehavior: textOf(written.passthroughBehavior)?.toUpperCase() ?? 'WHEN_NO_MATCH',
    timeoutInMillis: numberOf(written.timeoutInMillis) ?? 29_000,
    responses: Object.fromEntries(
      responses.map(([pattern, one]) => [
        textOf(objectOf(one).statusCode) ?? '200',
        defined({
          selectionPattern: pattern === 'default' ? undefined : pattern,
          responseParameters: textRecordOf(objectOf(one).responseParameters),
          responseTemplates: textRecordOf(objectOf(one).responseTemplates),
        }),
      ]),
    ),
    ...defined({
      httpMethod: textOf(written.httpMethod),
      uri: textOf(written.uri),
      connectionType: textOf(written.connectionType),
      connectionId: textOf(written.connectionId),
      credentials: textOf(written.credentials),
      requestParameters: written.requestParameters ? textRecordOf(written.requestParameters) : undefined,
      requestTemplates: written.requestTemplates ? textRecordOf(written.requestTemplates) : undefined,
      responseTransferMode: textOf(written.responseTransferMode)?.toUpperCase(),
    }),
  };
}
