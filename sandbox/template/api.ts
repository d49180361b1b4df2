import type { HttpApi } from '@/sandbox/model';
import { idOf } from './ids';
import { defined, flagOf, isObject, textOf } from './json';
import { importOpenApi } from './openapi';
import type { Placed } from './placed';
import { corsOf, tagsOf } from './shapes';

const ROUTE_SELECTION = { HTTP: '$request.method $request.path', WEBSOCKET: '$request.body.action' };

/** `AWS::ApiGatewayV2::Api`, described by its properties, by an OpenAPI body, or made by quick create with a target. */
export function deployApi(placed: Placed): void {
  const { properties, physicalId, region, at } = placed;
  const protocolType = properties.ProtocolType === 'WEBSOCKET' ? 'WEBSOCKET' : 'HTTP';
  const api: HttpApi = {
    apiId: physicalId,
    name: textOf(properties.Name) ?? placed.logicalId,
    protocolType,
    createdDate: at,
    routeSelectionExpression: textOf(properties.RouteSelectionExpression) ?? ROUTE_SELECTION[protocolType],
    apiKeySelectionExpression: textOf(properties.ApiKeySelectionExpression) ?? '$request.header.x-api-key',
    disableExecuteApiEndpoint: flagOf(properties.DisableExecuteApiEndpoint) ?? false,
    ipAddressType: textOf(properties.IpAddressType) ?? 'ipv4',
    tags: {},
    stages: [],
    routes: [],
    integrations: [],
    authorizers: [],
    models: [],
    deployments: [],
    ...defined({
      description: textOf(properties.Description),
      version: textOf(properties.Version),
      cors: corsOf(properties.CorsConfiguration),
    }),
  };
  if (isObject(properties.Body)) importOpenApi(api, properties.Body, textOf(properties.Name));
  if (properties.Target !== undefined) quickCreate(api, placed);
  api.tags = { ...systemTags(placed), ...placed.stack.tags, ...api.tags, ...tagsOf(properties.Tags) };
  region.httpApis.set(api.apiId, api);
}

/** What CloudFormation itself puts on the types that support it. */
export function systemTags({ stack, logicalId }: Placed): Record<string, string> {
  return {
    'aws:cloudformation:stack-name': stack.name,
    'aws:cloudformation:stack-id': stack.id,
    'aws:cloudformation:logical-id': logicalId,
  };
}

/** Quick create: one integration, one route (`$default` unless RouteKey says otherwise) and an auto-deployed `$default` stage. */
function quickCreate(api: HttpApi, { properties, at }: Placed): void {
  const uri = textOf(properties.Target) ?? '';
  const lambda = uri.includes(':lambda:');
  const integrationId = idOf(7, api.apiId, 'quick-create');
  api.integrations.push({
    integrationId,
    apiGatewayManaged: true,
    integrationType: lambda ? 'AWS_PROXY' : 'HTTP_PROXY',
    integrationUri: uri,
    integrationMethod: lambda ? 'POST' : 'ANY',
    payloadFormatVersion: lambda ? '2.0' : '1.0',
    timeoutInMillis: 30_000,
    connectionType: 'INTERNET',
    ...defined({ credentialsArn: textOf(properties.CredentialsArn) }),
  });
  api.routes.push({
    routeId: idOf(7, api.apiId, 'quick-route'),
    apiGatewayManaged: true,
    routeKey: textOf(properties.RouteKey) ?? '$default',
    authorizationType: 'NONE',
    target: `integrations/${integrationId}`,
    apiKeyRequired: false,
  });
  api.stages.push({
    stageName: '$default',
    apiGatewayManaged: true,
    autoDeploy: true,
    deploymentId: idOf(6, api.apiId, 'quick-deployment'),
    createdDate: at,
    lastUpdatedDate: at,
    stageVariables: {},
    tags: {},
  });
}
