import type {
  ApiDeployment,
  Authorizer,
  HttpApi,
  Integration,
  IntegrationResponse,
  Model,
  Route,
  RouteResponse,
  Stage,
} from '@/sandbox/model';
import type { Output } from './call';

/** An API as the wire has it. Members that are undefined are left out by the protocol. */
export function shownApi(api: HttpApi, origin: string): Output {
  const scheme = api.protocolType === 'WEBSOCKET' ? 'ws' : 'http';
  return {
    apiEndpoint: `${scheme}://${api.apiId}.execute-api.localhost:${new URL(origin).port}`,
    apiId: api.apiId,
    apiKeySelectionExpression: api.apiKeySelectionExpression,
    corsConfiguration: api.cors,
    createdDate: api.createdDate,
    description: api.description,
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    ipAddressType: api.ipAddressType,
    name: api.name,
    protocolType: api.protocolType,
    routeSelectionExpression: api.routeSelectionExpression,
    tags: api.tags,
    version: api.version,
  };
}

export function shownStage(stage: Stage): Output {
  return {
    accessLogSettings: stage.accessLogSettings,
    apiGatewayManaged: stage.apiGatewayManaged,
    autoDeploy: stage.autoDeploy,
    createdDate: stage.createdDate,
    defaultRouteSettings: stage.defaultRouteSettings ?? { detailedMetricsEnabled: false },
    deploymentId: stage.deploymentId,
    description: stage.description,
    lastDeploymentStatusMessage: stage.lastDeploymentStatusMessage,
    lastUpdatedDate: stage.lastUpdatedDate,
    routeSettings: stage.routeSettings ?? {},
    stageName: stage.stageName,
    stageVariables: stage.stageVariables,
    tags: stage.tags,
  };
}

export function shownRoute(route: Route): Output {
  return {
    apiGatewayManaged: route.apiGatewayManaged,
    apiKeyRequired: route.apiKeyRequired,
    authorizationScopes: route.authorizationScopes,
    authorizationType: route.authorizationType,
    authorizerId: route.authorizerId,
    modelSelectionExpression: route.modelSelectionExpression,
    operationName: route.operationName,
    requestModels: route.requestModels,
    requestParameters: route.requestParameters,
    routeId: route.routeId,
    routeKey: route.routeKey,
    routeResponseSelectionExpression: route.routeResponseSelectionExpression,
    target: route.target,
  };
}

export function shownIntegration(integration: Integration): Output {
  return {
    apiGatewayManaged: integration.apiGatewayManaged,
    connectionId: integration.connectionId,
    connectionType: integration.connectionType,
    contentHandlingStrategy: integration.contentHandlingStrategy,
    credentialsArn: integration.credentialsArn,
    description: integration.description,
    integrationId: integration.integrationId,
    integrationMethod: integration.integrationMethod,
    integrationResponseSelectionExpression: integration.integrationResponseSelectionExpression,
    integrationSubtype: integration.integrationSubtype,
    integrationType: integration.integrationType,
    integrationUri: integration.integrationUri,
    passthroughBehavior: integration.passthroughBehavior,
    payloadFormatVersion: integration.payloadFormatVersion,
    requestParameters: integration.requestParameters,
    requestTemplates: integration.requestTemplates,
    responseParameters: integration.responseParameters,
    templateSelectionExpression: integration.templateSelectionExpression,
    timeoutInMillis: integration.timeoutInMillis,
    tlsConfig: integration.tlsConfig,
  };
}

export function shownAuthorizer(authorizer: Authorizer): Output {
  return {
    authorizerCredentialsArn: authorizer.authorizerCredentialsArn,
    authorizerId: authorizer.authorizerId,
    authorizerPayloadFormatVersion: authorizer.authorizerPayloadFormatVersion,
    authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
    authorizerType: authorizer.authorizerType,
    authorizerUri: authorizer.authorizerUri,
    enableSimpleResponses: authorizer.enableSimpleResponses,
    identitySource: authorizer.identitySource,
    identityValidationExpression: authorizer.identityValidationExpression,
    jwtConfiguration: authorizer.jwtConfiguration,
    name: authorizer.name,
  };
}

export function shownModel({ modelId, name, contentType, description, schema }: Model): Output {
  return { modelId, name, contentType, description, schema };
}

export function shownDeployment({ deploymentId, autoDeployed, createdDate, description }: ApiDeployment): Output {
  return { deploymentId, autoDeployed, createdDate, description, deploymentStatus: 'DEPLOYED' };
}

export function shownRouteResponse(response: RouteResponse): Output {
  return {
    modelSelectionExpression: response.modelSelectionExpression,
    responseModels: response.responseModels,
    responseParameters: response.responseParameters,
    routeResponseId: response.routeResponseId,
    routeResponseKey: response.routeResponseKey,
  };
}

export function shownIntegrationResponse(response: IntegrationResponse): Output {
  return {
    contentHandlingStrategy: response.contentHandlingStrategy,
    integrationResponseId: response.integrationResponseId,
    integrationResponseKey: response.integrationResponseKey,
    responseParameters: response.responseParameters,
    responseTemplates: response.responseTemplates,
    templateSelectionExpression: response.templateSelectionExpression,
  };
}
