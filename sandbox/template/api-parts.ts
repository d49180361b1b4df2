import type { HttpApi } from '@/sandbox/model';
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
import type { Placed } from './placed';
import { routeSettingsOf, tagsOf } from './shapes';

/** `AWS::ApiGatewayV2::Route`. A part whose API lives outside this account is kept as a resource only. */
export function deployRoute(placed: Placed): void {
  const { properties } = placed;
  apiOf(placed)?.routes.push({
    routeId: placed.physicalId,
    routeKey: textOf(properties.RouteKey) ?? '$default',
    authorizationType: textOf(properties.AuthorizationType) ?? 'NONE',
    apiKeyRequired: flagOf(properties.ApiKeyRequired) ?? false,
    ...defined({
      authorizerId: textOf(properties.AuthorizerId),
      authorizationScopes:
        properties.AuthorizationScopes === undefined ? undefined : textsOf(properties.AuthorizationScopes),
      target: textOf(properties.Target),
      operationName: textOf(properties.OperationName),
      modelSelectionExpression: textOf(properties.ModelSelectionExpression),
      requestModels: recordOf(properties, 'RequestModels'),
      requestParameters: constraintsOf(properties.RequestParameters),
      routeResponseSelectionExpression: textOf(properties.RouteResponseSelectionExpression),
    }),
  });
}

/** Parameters that a request must have, or may. */
export function constraintsOf(value: Json | undefined): Record<string, { required: boolean }> | undefined {
  const written = Object.entries(objectOf(value));
  if (written.length === 0) return;
  return Object.fromEntries(
    written.map(([name, constraint]) => [name, { required: flagOf(objectOf(constraint).Required) ?? false }]),
  );
}

export function deployIntegration(placed: Placed): void {
  const { properties } = placed;
  const api = apiOf(placed);
  const type = textOf(properties.IntegrationType) ?? 'AWS_PROXY';
  api?.integrations.push({
    integrationId: placed.physicalId,
    integrationType: type,
    connectionType: textOf(properties.ConnectionType) ?? 'INTERNET',
    timeoutInMillis: numberOf(properties.TimeoutInMillis) ?? (api.protocolType === 'HTTP' ? 30_000 : 29_000),
    ...defined({
      integrationSubtype: textOf(properties.IntegrationSubtype),
      integrationUri: textOf(properties.IntegrationUri),
      integrationMethod: textOf(properties.IntegrationMethod) ?? (type === 'AWS_PROXY' ? 'POST' : undefined),
      payloadFormatVersion: textOf(properties.PayloadFormatVersion) ?? '1.0',
      connectionId: textOf(properties.ConnectionId),
      credentialsArn: textOf(properties.CredentialsArn),
      description: textOf(properties.Description),
      passthroughBehavior: textOf(properties.PassthroughBehavior),
      templateSelectionExpression: textOf(properties.TemplateSelectionExpression),
      contentHandlingStrategy: textOf(properties.ContentHandlingStrategy),
      integrationResponseSelectionExpression:
        api?.protocolType === 'WEBSOCKET' && type !== 'AWS_PROXY' && type !== 'HTTP_PROXY'
          ? // biome-ignore lint/suspicious/noTemplateCurlyInString: API Gateway's own notation
            '${integration.response.statuscode}'
          : undefined,
      requestParameters: recordOf(properties, 'RequestParameters'),
      requestTemplates: recordOf(properties, 'RequestTemplates'),
      responseParameters: responseParametersOf(properties),
      tlsConfig: isObject(properties.TlsConfig)
        ? defined({ serverNameToVerify: textOf(properties.TlsConfig.ServerNameToVerify) })
        : undefined,
    }),
  });
}

export function deployAuthorizer(placed: Placed): void {
  const { properties } = placed;
  const jwt = objectOf(properties.JwtConfiguration);
  apiOf(placed)?.authorizers.push({
    authorizerId: placed.physicalId,
    name: textOf(properties.Name) ?? placed.logicalId,
    authorizerType: textOf(properties.AuthorizerType) ?? 'REQUEST',
    identitySource: textsOf(properties.IdentitySource),
    ...defined({
      jwtConfiguration: properties.JwtConfiguration
        ? defined({
            issuer: textOf(jwt.Issuer),
            audience: jwt.Audience === undefined ? undefined : textsOf(jwt.Audience),
          })
        : undefined,
      authorizerUri: textOf(properties.AuthorizerUri),
      authorizerCredentialsArn: textOf(properties.AuthorizerCredentialsArn),
      authorizerPayloadFormatVersion: textOf(properties.AuthorizerPayloadFormatVersion),
      authorizerResultTtlInSeconds: numberOf(properties.AuthorizerResultTtlInSeconds),
      enableSimpleResponses: flagOf(properties.EnableSimpleResponses),
      identityValidationExpression: textOf(properties.IdentityValidationExpression),
    }),
  });
}

export function deployStage(placed: Placed): void {
  const { properties, at } = placed;
  const autoDeploy = flagOf(properties.AutoDeploy) ?? false;
  const log = objectOf(properties.AccessLogSettings);
  const destinationArn = textOf(log.DestinationArn);
  const perRoute = Object.entries(objectOf(properties.RouteSettings));
  const automatic = autoDeploy ? idOf(6, textOf(properties.ApiId) ?? '', 'deployment', placed.physicalId) : undefined;
  const api = apiOf(placed);
  if (automatic) api?.deployments?.push({ deploymentId: automatic, autoDeployed: true, createdDate: at });
  api?.stages.push({
    stageName: placed.physicalId,
    autoDeploy,
    createdDate: at,
    lastUpdatedDate: at,
    stageVariables: textRecordOf(properties.StageVariables),
    tags: tagsOf(properties.Tags),
    ...defined({
      description: textOf(properties.Description),
      deploymentId: textOf(properties.DeploymentId) ?? automatic,
      accessLogSettings:
        destinationArn === undefined ? undefined : { destinationArn, ...defined({ format: textOf(log.Format) }) },
      defaultRouteSettings: routeSettingsOf(properties.DefaultRouteSettings),
      routeSettings: perRoute.length
        ? Object.fromEntries(perRoute.map(([key, settings]) => [key, routeSettingsOf(settings) ?? {}]))
        : undefined,
      lastDeploymentStatusMessage: automatic && `Successfully deployed stage with deployment ID '${automatic}'`,
    }),
  });
}

/** A deployment that names its stage moves that stage on to itself. */
export function deployDeployment(placed: Placed): void {
  const { properties, physicalId, at } = placed;
  const api = apiOf(placed);
  const description = defined({ description: textOf(properties.Description) });
  api?.deployments?.push({ deploymentId: physicalId, autoDeployed: false, createdDate: at, ...description });
  const name = textOf(properties.StageName);
  const stage = name === undefined ? undefined : api?.stages.find((one) => one.stageName === name);
  if (stage) stage.deploymentId = physicalId;
}

export function apiOf({ properties, region }: Placed): HttpApi | undefined {
  return region.httpApis.get(textOf(properties.ApiId) ?? '');
}

export function recordOf(properties: JsonObject, name: string): Record<string, string> | undefined {
  return properties[name] === undefined ? undefined : textRecordOf(properties[name]);
}

/** `{status: {ResponseParameters: [{Destination, Source}]}}` as CloudFormation writes it, `{status: {destination: source}}` as the API has it. */
function responseParametersOf(properties: JsonObject): Record<string, Record<string, string>> | undefined {
  const written = Object.entries(objectOf(properties.ResponseParameters));
  if (written.length === 0) return;
  return Object.fromEntries(
    written.map(([status, set]) => {
      const entries = listOf(objectOf(set).ResponseParameters).map(objectOf);
      return [
        status,
        Object.fromEntries(entries.map((entry) => [textOf(entry.Destination) ?? '', textOf(entry.Source) ?? ''])),
      ];
    }),
  );
}
