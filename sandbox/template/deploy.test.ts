import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { HttpApi, Region } from '@/sandbox/model';
import { deploy } from './deploy';
import { parseTemplate } from './parse';

const AT = '2026-01-02T03:04:05Z';

function deployed(text: string, name = 'shop') {
  const region: Region = { name: 'us-east-1', stacks: [], httpApis: new Map(), functions: new Map() };
  const stack = deploy({
    template: parseTemplate(text),
    name,
    account: '000000000000',
    region,
    at: AT,
    tags: { team: 'a' },
  });
  return { region, stack, apis: [...region.httpApis.values()] };
}

const routesOf = (api: HttpApi | undefined) =>
  Object.fromEntries(
    (api?.routes ?? []).map((route) => [
      route.routeKey,
      [route.authorizationType, api?.authorizers.find((one) => one.authorizerId === route.authorizerId)?.name],
    ]),
  );

const EVERYTHING = readFileSync(new URL('../fixtures/everything.yaml', import.meta.url), 'utf8');

it('deploys resources with their links, system tags, stack tags and own tags', () => {
  const { stack, apis, region } = deployed(EVERYTHING);
  const api = apis.find((one) => one.name === 'everything-dev');
  expect(routesOf(api)).toEqual({
    'GET /things/{id}': ['JWT', 'issuer'],
    'ANY /files/{proxy+}': ['CUSTOM', 'own'],
    'POST /things': ['AWS_IAM', undefined],
  });
  const integrations = new Set(api?.integrations.map((one) => `integrations/${one.integrationId}`));
  expect(api?.routes.every((route) => integrations.has(route.target ?? ''))).toBe(true);
  expect(api?.tags).toEqual({
    'aws:cloudformation:stack-name': 'shop',
    'aws:cloudformation:stack-id': stack.id,
    'aws:cloudformation:logical-id': 'Api',
    team: 'a',
    owner: 'us',
  });
  expect(api?.stages[0]?.accessLogSettings).toEqual({
    destinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:/apis/shop:*',
    format: '$context.requestId $context.status',
  });
  const [handler] = region.functions.values();
  expect(handler).toMatchObject({ environment: { STAGE: 'dev' }, code: expect.stringContaining('exports.handler') });
  expect(api?.integrations[0]?.integrationUri).toBe(handler?.arn);
});

it('keeps every resource, unknown types too, with physical ids that AWS would give', () => {
  const { stack } = deployed(EVERYTHING);
  const physical = Object.fromEntries(stack.resources.map((one) => [one.logicalId, one.physicalId]));
  expect(physical).toMatchObject({
    Api: expect.stringMatching(/^[a-z][a-z0-9]{9}$/),
    List: expect.stringMatching(/^[a-z][a-z0-9]{6}$/),
    Jwt: expect.stringMatching(/^[a-z][a-z0-9]{5}$/),
    Default: '$default',
    Log: '/apis/shop',
    Handler: expect.stringMatching(/^shop-Handler-[A-Z0-9]{12}$/),
    Child: expect.stringMatching(/^arn:aws:cloudformation:us-east-1:000000000000:stack\/shop-Child-[A-Z0-9]{12}\//),
    Odd: expect.stringMatching(/^shop-Odd-/),
  });
  expect(deployed(EVERYTHING).stack.resources).toEqual(stack.resources);
  expect(deployed(EVERYTHING, 'other').stack.resources[0]?.physicalId).not.toBe(physical.Api);
});

it('deploys a nested stack under its parent, with parameters in and outputs out', () => {
  const { stack, apis, region } = deployed(EVERYTHING);
  const child = region.stacks.find((one) => one.parentId);
  const inner = apis.find((one) => one.tags['aws:cloudformation:logical-id'] === 'Inner');
  expect(child).toMatchObject({
    parentId: stack.id,
    rootId: stack.id,
    parameters: { Upper: stack.resources[0]?.physicalId },
  });
  expect(inner?.name).toBe(stack.resources[0]?.physicalId);
  expect(inner?.tags['aws:cloudformation:stack-id']).toBe(child?.id);
  expect(stack.outputs).toEqual([
    {
      key: 'Url',
      value: `https://${stack.resources[0]?.physicalId}.execute-api.us-east-1.amazonaws.com`,
      description: 'where it is',
      exportName: 'shop-url',
    },
    { key: 'Inner', value: inner?.apiId },
  ]);
});

it('makes a route, an integration and a stage by quick create', () => {
  const { apis } = deployed(
    'Resources: { Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: q, ProtocolType: HTTP, Target: https://example.com, RouteKey: GET /x } } }',
  );
  expect(apis[0]).toMatchObject({
    routes: [{ routeKey: 'GET /x', apiGatewayManaged: true }],
    stages: [{ stageName: '$default', autoDeploy: true, apiGatewayManaged: true }],
    integrations: [{ integrationType: 'HTTP_PROXY', integrationUri: 'https://example.com' }],
  });
});

it('imports an OpenAPI body: names, routes, authorizers, CORS, tags', () => {
  const { apis } = deployed(`
Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties:
      Body:
        openapi: 3.0.1
        info: { title: !Sub '\${AWS::StackName}-api', version: '7', description: d }
        security: [{ jwt: [read] }]
        tags: [{ name: owner, x-amazon-apigateway-tag-value: us }, { name: plain }]
        x-amazon-apigateway-cors: { allowOrigins: ['*'], maxAge: 5 }
        x-amazon-apigateway-endpoint-configuration: { disableExecuteApiEndpoint: true }
        components:
          x-amazon-apigateway-integrations: { shared: { type: http_proxy, httpMethod: GET, uri: https://example.com, payloadFormatVersion: '1.0' } }
          securitySchemes:
            jwt: { type: oauth2, x-amazon-apigateway-authorizer: { type: jwt, identitySource: $request.header.Authorization, jwtConfiguration: { issuer: https://i, audience: [a] } } }
            own: { type: apiKey, x-amazon-apigateway-authorizer: { type: request, identitySource: '$request.header.a, $request.header.b', authorizerUri: u } }
            iam: { type: apiKey, x-amazon-apigateway-authtype: awsSigv4 }
        paths:
          $default: { x-amazon-apigateway-any-method: { security: [], x-amazon-apigateway-integration: { $ref: '#/components/x-amazon-apigateway-integrations/shared' } } }
          /a/{id}: { parameters: [], get: { operationId: getA }, post: { security: [{ own: [] }] }, x-amazon-apigateway-any-method: { security: [{ iam: [] }] } }
          /b: { get: { x-amazon-apigateway-auth: { type: AWS_IAM } } }
`);
  const [api] = apis;
  expect(api).toMatchObject({ name: 'shop-api', version: '7', description: 'd', disableExecuteApiEndpoint: true });
  expect(routesOf(api)).toEqual({
    $default: ['NONE', undefined],
    'GET /a/{id}': ['JWT', 'jwt'],
    'POST /a/{id}': ['CUSTOM', 'own'],
    'ANY /a/{id}': ['AWS_IAM', undefined],
    'GET /b': ['AWS_IAM', undefined],
  });
  expect(api?.routes.find((route) => route.routeKey === 'GET /a/{id}')).toMatchObject({
    operationName: 'getA',
    authorizationScopes: ['read'],
  });
  expect(api?.authorizers).toMatchObject([
    { name: 'jwt', authorizerType: 'JWT', jwtConfiguration: { issuer: 'https://i', audience: ['a'] } },
    {
      name: 'own',
      authorizerType: 'REQUEST',
      identitySource: ['$request.header.a', '$request.header.b'],
      authorizerUri: 'u',
    },
  ]);
  expect(api?.integrations).toMatchObject([{ integrationType: 'HTTP_PROXY', integrationUri: 'https://example.com' }]);
  expect(api?.cors).toEqual({ allowOrigins: ['*'], maxAge: 5 });
  expect(api?.tags).toMatchObject({ owner: 'us' });
});

it('leaves out resources and outputs whose condition does not hold', () => {
  const { stack, apis } = deployed(`
Conditions: { No: !Equals [a, b], Yes: !Equals [a, a] }
Resources:
  In: { Type: AWS::ApiGatewayV2::Api, Condition: Yes, Properties: { Name: in, ProtocolType: HTTP } }
  Out: { Type: AWS::ApiGatewayV2::Api, Condition: No, Properties: { Name: out, ProtocolType: HTTP } }
Outputs:
  In: { Condition: Yes, Value: x }
  Out: { Condition: No, Value: !Ref Out }
`);
  expect(apis.map((api) => api.name)).toEqual(['in']);
  expect(stack.resources.map((one) => one.logicalId)).toEqual(['In']);
  expect(stack.outputs).toEqual([{ key: 'In', value: 'x' }]);
});

it('takes a part whose API is in another stack, by its export', () => {
  const { region } = deployed(
    'Resources: { Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: a, ProtocolType: HTTP } } }\nOutputs: { Id: { Value: !Ref Api, Export: { Name: the-api } } }',
  );
  deploy({
    template: parseTemplate(
      'Resources: { R: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !ImportValue the-api, RouteKey: GET /late } } }',
    ),
    ...{ name: 'second', account: '000000000000', region, at: AT },
  });
  expect([...region.httpApis.values()][0]?.routes.map((route) => route.routeKey)).toEqual(['GET /late']);
});
