import * as gateway from '@aws-sdk/client-apigatewayv2';
import { NormalizedSchema } from '@smithy/core/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Recording, type Schema, violations } from '@/sandbox/control/test-model';
import { DEMO_SECRET } from '@/sandbox/keys';
import type { Listening } from '@/sandbox/listen';
import { apiNamed, listenWithChats } from './test-client';

const handler = new Recording();
let sandbox: Listening;
let v2: gateway.ApiGatewayV2;

beforeAll(async () => {
  ({ sandbox } = await listenWithChats());
  v2 = new gateway.ApiGatewayV2({
    endpoint: sandbox.origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET },
    requestHandler: handler,
    maxAttempts: 1,
  });
});
afterAll(() => sandbox.close());

const idOf = (name: string) => apiNamed(sandbox, name).apiId;

function expectModel(schema: Schema) {
  expect(violations(NormalizedSchema.of(schema), JSON.parse(handler.raw), '')).toEqual([]);
}

async function routeCalled(api: string, key: string) {
  const { Items = [] } = await v2.getRoutes({ ApiId: idOf(api), MaxResults: '500' });
  expectModel(gateway.GetRoutesResponse$);
  const found = Items.find(({ RouteKey }) => RouteKey === key);
  if (!found) throw new Error(`no route ${key}`);
  return found;
}

it('GetApi: the expressions and the address of a WebSocket', async () => {
  const ApiId = idOf('chat');
  expect(await v2.getApi({ ApiId })).toMatchObject({
    ProtocolType: 'WEBSOCKET',
    RouteSelectionExpression: '$request.body.action',
    ApiKeySelectionExpression: '$request.header.x-api-key',
    ApiEndpoint: `ws://${ApiId}.execute-api.localhost:${new URL(sandbox.origin).port}`,
    Tags: { 'aws:cloudformation:stack-name': 'notes-chat', app: 'chat' },
  });
  expectModel(gateway.GetApiResponse$);
});

it.each([
  ['chat', { AuthorizationType: 'NONE', ApiKeyRequired: false }],
  ['chat-iam', { AuthorizationType: 'AWS_IAM', ApiKeyRequired: false }],
  ['chat-custom', { AuthorizationType: 'CUSTOM', ApiKeyRequired: false, AuthorizerId: expect.any(String) }],
  ['chat-key', { AuthorizationType: 'NONE', ApiKeyRequired: true }],
])('GetRoutes: what $connect of %s asks for', async (api, asked) => {
  expect(await routeCalled(api, '$connect')).toMatchObject(asked);
});

it('GetRouteResponses, GetRouteResponse', async () => {
  const ApiId = idOf('chat');
  const { RouteId, RouteResponseSelectionExpression } = await routeCalled('chat', 'whoami');
  expect(RouteResponseSelectionExpression).toBe('$default');
  const { Items = [] } = await v2.getRouteResponses({ ApiId, RouteId });
  expectModel(gateway.GetRouteResponsesResponse$);
  expect(Items).toMatchObject([{ RouteResponseKey: '$default' }]);
  const { RouteResponseId } = Items[0] ?? {};
  expect(await v2.getRouteResponse({ ApiId, RouteId, RouteResponseId })).toMatchObject(Items[0] ?? {});
  expectModel(gateway.GetRouteResponseResponse$);
  const oneWay = await routeCalled('chat', 'sendMessage');
  expect(oneWay).toMatchObject({ RequestModels: { sendMessage: 'Message' }, OperationName: 'SendMessage' });
  expect((await v2.getRouteResponses({ ApiId, RouteId: oneWay.RouteId })).Items).toEqual([]);
  await expect(v2.getRouteResponses({ ApiId, RouteId: 'no' })).rejects.toMatchObject({ name: 'NotFoundException' });
});

it('GetIntegrations, GetIntegrationResponses, GetIntegrationResponse', async () => {
  const ApiId = idOf('signals');
  const { Items = [] } = await v2.getIntegrations({ ApiId });
  expectModel(gateway.GetIntegrationsResponse$);
  const mock = Items.find(({ IntegrationType }) => IntegrationType === 'MOCK');
  const { IntegrationId } = mock ?? {};
  expect(mock?.RequestTemplates).toEqual({ $default: '{"statusCode": 200}' });
  const responses = await v2.getIntegrationResponses({ ApiId, IntegrationId });
  expectModel(gateway.GetIntegrationResponsesResponse$);
  expect(responses.Items).toMatchObject([{ IntegrationResponseKey: '$default' }]);
  const { IntegrationResponseId } = responses.Items?.[0] ?? {};
  const one = await v2.getIntegrationResponse({ ApiId, IntegrationId, IntegrationResponseId });
  expectModel(gateway.GetIntegrationResponseResponse$);
  expect(one.ResponseTemplates?.$default).toContain('$context.connectionId');
});

it('GetModels, GetModel', async () => {
  const ApiId = idOf('chat');
  const { Items = [] } = await v2.getModels({ ApiId });
  expectModel(gateway.GetModelsResponse$);
  expect(Items).toMatchObject([{ Name: 'Message', ContentType: 'application/json' }]);
  expect(JSON.parse(Items[0]?.Schema ?? '')).toMatchObject({ required: ['action', 'text'] });
  expect(await v2.getModel({ ApiId, ModelId: Items[0]?.ModelId })).toMatchObject(Items[0] ?? {});
  expectModel(gateway.GetModelResponse$);
});

it('GetStages, GetDeployments, GetDeployment', async () => {
  const ApiId = idOf('chat');
  const [stage] = (await v2.getStages({ ApiId })).Items ?? [];
  expectModel(gateway.GetStagesResponse$);
  expect(stage).toMatchObject({
    StageName: 'prod',
    DefaultRouteSettings: { ThrottlingRateLimit: 2000, ThrottlingBurstLimit: 1000, LoggingLevel: 'INFO' },
    StageVariables: { greeting: 'Welcome to the lobby' },
    AccessLogSettings: { Format: expect.stringContaining('$context.connectionId') },
  });
  const { Items = [] } = await v2.getDeployments({ ApiId });
  expectModel(gateway.GetDeploymentsResponse$);
  expect(Items).toMatchObject([{ DeploymentId: stage?.DeploymentId, AutoDeployed: true }]);
  await v2.getDeployment({ ApiId, DeploymentId: stage?.DeploymentId });
  expectModel(gateway.GetDeploymentResponse$);
});

it('GetAuthorizers: where the token is looked for', async () => {
  const sourcesOf = async (api: string) => (await v2.getAuthorizers({ ApiId: idOf(api) })).Items;
  expect(await sourcesOf('chat-custom')).toMatchObject([
    { AuthorizerType: 'REQUEST', IdentitySource: ['route.request.header.Authorization'] },
  ]);
  expectModel(gateway.GetAuthorizersResponse$);
  expect(await sourcesOf('chat-query')).toMatchObject([{ IdentitySource: ['route.request.querystring.token'] }]);
  expect(await sourcesOf('chat')).toEqual([]);
});

it('tells in its outputs where a client connects', () => {
  const stack = sandbox.world.accounts[0]?.regions.get('us-east-1')?.stacks.find(({ name }) => name === 'notes-chat');
  const url = `wss://${idOf('chat')}.execute-api.us-east-1.amazonaws.com/prod`;
  expect(stack?.outputs).toContainEqual(expect.objectContaining({ key: 'Url', value: url }));
});
