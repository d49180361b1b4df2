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
} from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';
import type { RestApi, RestIntegration, RestMethod } from './model';

/** `AWS::ApiGateway::Resource`. A part whose API lives outside this account is kept as a resource of the stack only. */
export function deployResource(placed: Placed): void {
  const { properties, physicalId } = placed;
  const pathPart = textOf(properties.PathPart) ?? '';
  restApiOf(placed)?.draft.resources.push({
    id: physicalId,
    parentId: textOf(properties.ParentId) ?? '',
    pathPart,
    path: '',
    methods: [],
  });
}

/** Paths follow from parents, whatever the order in which the template has them. */
export function settlePaths(api: RestApi): void {
  const byId = new Map(api.draft.resources.map((one) => [one.id, one]));
  const pathOf = (id: string, depth = 0): string => {
    const found = byId.get(id);
    if (!found || found.parentId === undefined || depth > 50) return '';
    return `${pathOf(found.parentId, depth + 1)}/${found.pathPart}`;
  };
  for (const resource of api.draft.resources) resource.path = pathOf(resource.id) || '/';
}

export function deployMethod(placed: Placed): void {
  const { properties, dependsOn } = placed;
  const api = restApiOf(placed);
  const resource = api?.draft.resources.find(({ id }) => id === textOf(properties.ResourceId));
  resource?.methods.push({ ...methodOf(properties), ...(dependsOn.length > 0 ? { after: dependsOn } : {}) });
}

function methodOf(properties: JsonObject): RestMethod {
  const responses = listOf(properties.MethodResponses).map(objectOf);
  return {
    httpMethod: textOf(properties.HttpMethod)?.toUpperCase() ?? 'ANY',
    authorizationType: textOf(properties.AuthorizationType) ?? 'NONE',
    apiKeyRequired: flagOf(properties.ApiKeyRequired) ?? false,
    methodResponses: Object.fromEntries(
      responses.map((one) => [
        textOf(one.StatusCode) ?? '200',
        defined({ responseParameters: flagsOf(one.ResponseParameters) }),
      ]),
    ),
    ...defined({
      authorizerId: textOf(properties.AuthorizerId),
      authorizationScopes:
        properties.AuthorizationScopes === undefined ? undefined : textsOf(properties.AuthorizationScopes),
      operationName: textOf(properties.OperationName),
      requestValidatorId: textOf(properties.RequestValidatorId),
      requestParameters: flagsOf(properties.RequestParameters),
      requestModels: recordOf(properties.RequestModels),
      integration: isObject(properties.Integration) ? integrationOf(properties.Integration) : undefined,
    }),
  };
}

function integrationOf(written: JsonObject): RestIntegration {
  const responses = listOf(written.IntegrationResponses).map(objectOf);
  return {
    type: textOf(written.Type) ?? 'AWS_PROXY',
    passthroughBehavior: textOf(written.PassthroughBehavior) ?? 'WHEN_NO_MATCH',
    timeoutInMillis: numberOf(written.TimeoutInMillis) ?? 29_000,
    responses: Object.fromEntries(
      responses.map((one) => [
        textOf(one.StatusCode) ?? '200',
        defined({
          selectionPattern: textOf(one.SelectionPattern),
          responseParameters: recordOf(one.ResponseParameters),
          responseTemplates: recordOf(one.ResponseTemplates),
        }),
      ]),
    ),
    ...defined({
      httpMethod: textOf(written.IntegrationHttpMethod),
      uri: textOf(written.Uri),
      connectionType: textOf(written.ConnectionType),
      connectionId: textOf(written.ConnectionId),
      credentials: textOf(written.Credentials),
      requestParameters: recordOf(written.RequestParameters),
      requestTemplates: recordOf(written.RequestTemplates),
      contentHandling: textOf(written.ContentHandling),
      responseTransferMode: textOf(written.ResponseTransferMode),
    }),
  };
}

export function deployRestAuthorizer(placed: Placed): void {
  const { properties, physicalId, logicalId } = placed;
  const type = textOf(properties.Type);
  restApiOf(placed)?.draft.authorizers.push({
    id: physicalId,
    name: textOf(properties.Name) ?? logicalId,
    type: type === 'TOKEN' || type === 'COGNITO_USER_POOLS' ? type : 'REQUEST',
    ...defined({
      providerARNs: properties.ProviderARNs === undefined ? undefined : textsOf(properties.ProviderARNs),
      authorizerUri: textOf(properties.AuthorizerUri),
      authorizerCredentials: textOf(properties.AuthorizerCredentials),
      identitySource: textOf(properties.IdentitySource),
      identityValidationExpression: textOf(properties.IdentityValidationExpression),
      authorizerResultTtlInSeconds: numberOf(properties.AuthorizerResultTtlInSeconds),
    }),
  });
}

export function deployRestModel(placed: Placed): void {
  const { properties, physicalId } = placed;
  restApiOf(placed)?.draft.models.push({
    id: physicalId.slice(0, 6),
    name: physicalId,
    contentType: textOf(properties.ContentType) ?? 'application/json',
    ...defined({
      description: textOf(properties.Description),
      schema: isObject(properties.Schema) ? JSON.stringify(properties.Schema) : textOf(properties.Schema),
    }),
  });
}

export function deployValidator(placed: Placed): void {
  const { properties, physicalId, logicalId } = placed;
  restApiOf(placed)?.draft.validators.push({
    id: physicalId,
    name: textOf(properties.Name) ?? logicalId,
    validateRequestBody: flagOf(properties.ValidateRequestBody) ?? false,
    validateRequestParameters: flagOf(properties.ValidateRequestParameters) ?? false,
  });
}

export function deployGatewayResponse(placed: Placed): void {
  const { properties } = placed;
  restApiOf(placed)?.draft.gatewayResponses.push({
    responseType: textOf(properties.ResponseType) ?? '',
    responseParameters: textRecordOf(properties.ResponseParameters),
    responseTemplates: textRecordOf(properties.ResponseTemplates),
    ...defined({ statusCode: textOf(properties.StatusCode) }),
  });
}

export function restApiOf({ properties, region }: Placed): RestApi | undefined {
  return region.restApis?.get(textOf(properties.RestApiId) ?? '');
}

function recordOf(value: Json | undefined): Record<string, string> | undefined {
  return value === undefined ? undefined : textRecordOf(value);
}

function flagsOf(value: Json | undefined): Record<string, boolean> | undefined {
  if (!isObject(value)) return;
  return Object.fromEntries(Object.entries(value).map(([name, flag]) => [name, flagOf(flag) ?? false]));
}
