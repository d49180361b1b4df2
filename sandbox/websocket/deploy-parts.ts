import { apiOf, constraintsOf, recordOf } from '@/sandbox/template/api-parts';
import { defined, isObject, textOf } from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';

/** `AWS::ApiGatewayV2::Model`: a schema may be written as text or as an object. */
export function deployModel(placed: Placed): void {
  const { properties, physicalId, logicalId } = placed;
  const { Schema: schema } = properties;
  apiOf(placed)?.models?.push({
    modelId: physicalId,
    name: textOf(properties.Name) ?? logicalId,
    ...defined({
      contentType: textOf(properties.ContentType) ?? 'application/json',
      description: textOf(properties.Description),
      schema: isObject(schema) ? JSON.stringify(schema) : textOf(schema),
    }),
  });
}

/** `AWS::ApiGatewayV2::RouteResponse`: with one, the route answers on the connection that asked. */
export function deployRouteResponse(placed: Placed): void {
  const { properties, physicalId } = placed;
  const route = apiOf(placed)?.routes.find(({ routeId }) => routeId === textOf(properties.RouteId));
  if (!route) return;
  route.routeResponses ??= [];
  route.routeResponses.push({
    routeResponseId: physicalId,
    routeResponseKey: textOf(properties.RouteResponseKey) ?? '$default',
    ...defined({
      modelSelectionExpression: textOf(properties.ModelSelectionExpression),
      responseModels: recordOf(properties, 'ResponseModels'),
      responseParameters: constraintsOf(properties.ResponseParameters),
    }),
  });
}

export function deployIntegrationResponse(placed: Placed): void {
  const { properties, physicalId } = placed;
  const id = textOf(properties.IntegrationId);
  const integration = apiOf(placed)?.integrations.find(({ integrationId }) => integrationId === id);
  if (!integration) return;
  integration.integrationResponses ??= [];
  integration.integrationResponses.push({
    integrationResponseId: physicalId,
    integrationResponseKey: textOf(properties.IntegrationResponseKey) ?? '$default',
    ...defined({
      contentHandlingStrategy: textOf(properties.ContentHandlingStrategy),
      responseParameters: recordOf(properties, 'ResponseParameters'),
      responseTemplates: recordOf(properties, 'ResponseTemplates'),
      templateSelectionExpression: textOf(properties.TemplateSelectionExpression),
    }),
  });
}
