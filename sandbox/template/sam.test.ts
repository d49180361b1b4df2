import { expect, it } from 'vitest';
import type { Region } from '@/sandbox/model';
import { deploy } from './deploy';
import { parseTemplate } from './parse';
import { expandSam } from './sam';

function deployed(text: string) {
  const region: Region = { name: 'us-east-1', stacks: [], httpApis: new Map(), functions: new Map() };
  const stack = deploy({
    template: parseTemplate(text),
    name: 'app',
    account: '000000000000',
    region,
    at: '2026-01-02T03:04:05Z',
  });
  const types = Object.fromEntries(stack.resources.map((one) => [one.logicalId, one.type]));
  return { region, types, apis: [...region.httpApis.values()] };
}

it('makes the implicit API out of events, and what SAM adds beside it', () => {
  const { apis, types, region } = deployed(`
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Timeout: 9, Environment: { Variables: { A: global, B: global } } } }
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      InlineCode: exports.handler = async () => 1
      Environment: { Variables: { B: own } }
      Events:
        Get: { Type: HttpApi, Properties: { Path: '/notes/{id}', Method: get, TimeoutInMillis: 1000 } }
        Rest: { Type: HttpApi }
        Tick: { Type: Schedule, Properties: { Schedule: rate(1 day) } }
`);
  expect(types).toEqual({
    List: 'AWS::Lambda::Function',
    ListRole: 'AWS::IAM::Role',
    ListGetPermission: 'AWS::Lambda::Permission',
    ListRestPermission: 'AWS::Lambda::Permission',
    ServerlessHttpApi: 'AWS::ApiGatewayV2::Api',
    ServerlessHttpApiApiGatewayDefaultStage: 'AWS::ApiGatewayV2::Stage',
  });
  const [api] = apis;
  expect(api).toMatchObject({
    name: 'app',
    tags: { 'httpapi:createdBy': 'SAM' },
    stages: [{ stageName: '$default', autoDeploy: true }],
  });
  expect(api?.routes.map((route) => route.routeKey)).toEqual(['GET /notes/{id}', '$default']);
  const [fn] = region.functions.values();
  expect(fn).toMatchObject({
    timeoutSeconds: 9,
    environment: { A: 'global', B: 'own' },
    code: 'exports.handler = async () => 1',
  });
  expect(api?.integrations).toMatchObject([
    {
      integrationType: 'AWS_PROXY',
      payloadFormatVersion: '2.0',
      timeoutInMillis: 1000,
      integrationUri: expect.stringContaining(fn?.arn ?? '?'),
    },
    { timeoutInMillis: 30_000 },
  ]);
});

it('gives routes the authorizer of the event, else the default one', () => {
  const { apis, types } = deployed(`
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Name: named
      StageName: live
      CorsConfiguration: true
      Tags: { team: t }
      Auth:
        DefaultAuthorizer: Jwt
        Authorizers:
          Jwt: { JwtConfiguration: { issuer: https://i, audience: [a] }, AuthorizationScopes: [s] }
          Own: { FunctionArn: !GetAtt Fn.Arn, EnableSimpleResponses: true, Identity: { Headers: [x-key], ReauthorizeEvery: 60 } }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ./src
      Role: arn:aws:iam::000000000000:role/r
      Handler: index.handler
      Runtime: nodejs22.x
      Events:
        A: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /a, Method: ANY } }
        B: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /b, Method: post, Auth: { Authorizer: NONE } } }
        C: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /c, Method: get, Auth: { Authorizer: AWS_IAM } } }
        D: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /d, Method: get, Auth: { Authorizer: Own } } }
`);
  const [api] = apis;
  const name = (id?: string) => api?.authorizers.find((one) => one.authorizerId === id)?.name;
  expect(
    api?.routes.map((route) => [
      route.routeKey,
      route.authorizationType,
      name(route.authorizerId),
      route.authorizationScopes,
    ]),
  ).toEqual([
    ['ANY /a', 'JWT', 'Jwt', ['s']],
    ['POST /b', 'NONE', undefined, undefined],
    ['GET /c', 'AWS_IAM', undefined, undefined],
    ['GET /d', 'CUSTOM', 'Own', undefined],
  ]);
  expect(api).toMatchObject({
    name: 'named',
    cors: { allowOrigins: ['*'] },
    tags: { team: 't' },
    stages: [{ stageName: 'live' }],
  });
  expect(api?.authorizers[1]).toMatchObject({
    identitySource: ['$request.header.x-key'],
    authorizerResultTtlInSeconds: 60,
    enableSimpleResponses: true,
    authorizerUri: expect.stringMatching(
      /functions\/arn:aws:lambda:us-east-1:000000000000:function:app-Fn-\w+\/invocations$/,
    ),
  });
  expect(types).toMatchObject({ ApiliveStage: 'AWS::ApiGatewayV2::Stage' });
  expect(types).not.toHaveProperty('FnRole');
});

it('keeps a given definition and adds the events to it; other types keep their place', () => {
  const { apis, types } = deployed(`
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefinitionBody:
        openapi: 3.0.1
        info: { title: given }
        paths: { /own: { get: { responses: {} } } }
  Table: { Type: AWS::Serverless::SimpleTable }
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Handler: a.b, Runtime: nodejs22.x, CodeUri: ., Events: { E: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /added, Method: get } } } }
`);
  expect(apis[0]?.name).toBe('given');
  expect(apis[0]?.routes.map((route) => [route.routeKey, route.target !== undefined])).toEqual([
    ['GET /own', false],
    ['GET /added', true],
  ]);
  expect(types.Table).toBe('AWS::DynamoDB::Table');
});

it('adds lists of Globals to the own ones and lets own values win, calls included', () => {
  const { Resources } = expandSam(
    parseTemplate(`
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Layers: [a], Timeout: 1, Environment: { Variables: { A: global } } } }
Resources:
  Fn: { Type: AWS::Serverless::Function, Properties: { Layers: [b], Timeout: 2, Environment: !If [C, { Variables: {} }, !Ref AWS::NoValue] } }
`),
  );
  expect(Resources.Fn?.Properties).toMatchObject({
    Layers: ['a', 'b'],
    Timeout: 2,
    Environment: { 'Fn::If': expect.any(Array) },
  });
});

it('makes REST APIs out of Api events, with keys, authorizers, models, CORS and both of their stages', () => {
  const { region, types } = deployed(`
Transform: AWS::Serverless-2016-10-31
Resources:
  Shop:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      EndpointConfiguration: REGIONAL
      Cors: "'*'"
      Models: { Order: { type: object } }
      GatewayResponses: { DEFAULT_4XX: { ResponseParameters: { Headers: { X-No: "'1'" } } } }
      Auth:
        DefaultAuthorizer: Pool
        UsagePlan: { CreateUsagePlan: PER_API, Quota: { Limit: 5, Period: DAY } }
        Authorizers:
          Pool: { UserPoolArn: arn:aws:cognito-idp:us-east-1:1:userpool/us-east-1_A }
          Fn: { FunctionArn: 'arn:aws:lambda:us-east-1:1:function:gate', FunctionPayloadType: REQUEST, Identity: { QueryStrings: [k], ReauthorizeEvery: 0 } }
  Work:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      InlineCode: exports.handler = async () => 1
      Events:
        Put:
          Type: Api
          Properties:
            RestApiId: !Ref Shop
            Path: /orders/{id}
            Method: post
            Auth: { ApiKeyRequired: true }
            RequestModel: { Model: Order }
            RequestParameters: [method.request.header.X-A, { method.request.querystring.b: { Required: true } }]
        Get: { Type: Api, Properties: { RestApiId: !Ref Shop, Path: /open, Method: any, Auth: { Authorizer: NONE } } }
        Fn: { Type: Api, Properties: { RestApiId: !Ref Shop, Path: /open, Method: put, Auth: { Authorizer: Fn } } }
        Own: { Type: Api, Properties: { Path: /, Method: get } }
`);
  const [shop, implied] = [...(region.restApis?.values() ?? [])];
  const methods = (shop?.draft.resources ?? []).flatMap((resource) =>
    resource.methods.map((one) => [
      `${one.httpMethod} ${resource.path}`,
      ...[one.authorizationType, one.apiKeyRequired, one.requestModels, one.requestParameters],
    ]),
  );
  expect(methods).toEqual([
    ['OPTIONS /orders/{id}', 'NONE', false, undefined, undefined],
    [
      ...['POST /orders/{id}', 'COGNITO_USER_POOLS', true, { 'application/json': 'Order' }],
      { 'method.request.header.X-A': false, 'method.request.querystring.b': true },
    ],
    ['OPTIONS /open', 'NONE', false, undefined, undefined],
    ['ANY /open', 'NONE', false, undefined, undefined],
    ['PUT /open', 'CUSTOM', false, undefined, undefined],
  ]);
  expect(shop?.endpointConfiguration.types).toEqual(['REGIONAL']);
  expect(shop?.stages.map(({ stageName }) => stageName)).toEqual(['Stage', 'prod']);
  expect(shop?.draft.authorizers.map(({ type, identitySource }) => [type, identitySource])).toEqual([
    ['COGNITO_USER_POOLS', 'method.request.header.Authorization'],
    ['REQUEST', 'method.request.querystring.k'],
  ]);
  expect(shop?.draft.gatewayResponses).toMatchObject([
    { responseParameters: { 'gatewayresponse.header.X-No': "'1'" } },
  ]);
  expect([...(region.usagePlans?.values() ?? [])]).toMatchObject([
    { apiStages: [{ apiId: shop?.id, stage: 'prod' }], quota: { limit: 5 }, keyIds: [expect.any(String)] },
  ]);
  expect(implied).toMatchObject({ name: 'app', endpointConfiguration: { types: ['EDGE'] } });
  expect(implied?.stages.map(({ stageName }) => stageName)).toEqual(['Stage', 'Prod']);
  expect(types.WorkPutPermission).toBe('AWS::Lambda::Permission');
});
