import { describe, expect, test } from 'vitest';
import { toIntegration } from '@/lib/apis/gateway/integration';
import { forgetAccount, knownAccount } from '@/lib/apis/known-apis';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiSummary } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import { lambdaOf } from '@/lib/core/integration-label';
import { describeHttp } from './describe';
import { discoverHttp, summaryOf } from './discover';

const account = { region: 'eu-west-1' };
const ref = { kind: 'http', id: 'a1b2c3', account };
const signal = new AbortController().signal;
const STAGE_VARIABLE = ['$', 'stageVariables.fn}'].join('{');
const LAMBDA = 'arn:aws:lambda:eu-west-1:123456789012:function:notes-get';

function v2(operations: object, endpoint: string | null = null): AwsClients {
  return { account, endpoint: async () => endpoint, apigatewayv2: operations } as unknown as AwsClients;
}

async function listed(operations: object) {
  const apis: ApiSummary[] = [];
  for await (const page of discoverHttp(v2(operations), signal)) apis.push(...page);
  return apis.map(({ id }) => id);
}

describe('discover', () => {
  const item = (id: string, protocol = 'HTTP') => ({ ApiId: id, Name: id, ProtocolType: protocol });

  test('reads every page, HTTP only', async () => {
    const getApis = async ({ NextToken }: { NextToken?: string }) =>
      NextToken ? { Items: [item('b')] } : { Items: [item('a'), item('w', 'WEBSOCKET')], NextToken: 't' };
    expect(await listed({ getApis })).toEqual(['a', 'b']);
  });

  test('asks once more without a page size where AWS refuses it', async () => {
    const inputs: object[] = [];
    const getApis = async (input: { MaxResults?: string; NextToken?: string }) => {
      inputs.push(input);
      if (input.MaxResults) throw new AppError('invalid-input', 'MaxResults is too large.');
      return input.NextToken ? { Items: [item('b')] } : { Items: [item('a')], NextToken: 't' };
    };
    expect(await listed({ getApis })).toEqual(['a', 'b']);
    expect(inputs).toEqual([{ MaxResults: '500' }, {}, { NextToken: 't' }]);
  });

  test.each([
    ['an empty answer', {}],
    ['nothing', undefined],
    ['text for a list', { Items: 'text' }],
    ['null in the list', { Items: [null] }],
    ['an API without an id', { Items: [{ ProtocolType: 'HTTP' }] }],
    ['the same token for ever', { Items: [], NextToken: 't' }],
  ])('%s is an error and never an empty account', async (_, page) => {
    await expect(listed({ getApis: async () => page })).rejects.toMatchObject({ code: 'unexpected' });
  });

  test('an API that is gone is dropped and said as such', async () => {
    knownAccount(account).targets.set('http/a1b2c3', { targets: [], readAt: 0 });
    const getApi = async () => {
      throw new AppError('not-found', 'Invalid API identifier specified');
    };
    await expect(summaryOf(v2({ getApi }), ref, signal)).rejects.toThrow('This API no longer exists in eu-west-1.');
    expect(knownAccount(account).targets.size).toBe(0);
    forgetAccount(account);
  });
});

const whole = {
  getApi: async () => ({
    ApiId: 'a1b2c3',
    Name: 'notes',
    ApiEndpoint: 'https://a1b2c3.execute-api.eu-west-1.amazonaws.com',
    CorsConfiguration: { AllowOrigins: ['*'], MaxAge: -1 },
  }),
  getStages: async () => ({
    Items: [
      { StageName: '$default', AutoDeploy: true },
      { StageName: 'v2', DefaultRouteSettings: { ThrottlingRateLimit: 5 }, StageVariables: { x: 'y' } },
    ],
  }),
  getRoutes: async () => ({
    Items: [
      { RouteKey: '$default', RouteId: 'd' },
      { RouteKey: 'POST /notes', RouteId: 'p', AuthorizationType: 'AWS_IAM', Target: 'integrations/i1' },
      {
        RouteKey: 'GET /notes',
        RouteId: 'g',
        AuthorizationType: 'JWT',
        AuthorizerId: 'j',
        AuthorizationScopes: ['notes/read'],
      },
      { RouteKey: 'ANY /files/{proxy+}', RouteId: 'f', AuthorizationType: 'SOMETHING_NEW' },
    ],
  }),
  getIntegrations: async () => ({
    Items: [{ IntegrationId: 'i1', IntegrationType: 'AWS_PROXY', IntegrationUri: LAMBDA }],
  }),
  getAuthorizers: async () => ({
    Items: [
      {
        AuthorizerId: 'j',
        Name: 'pool',
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: 'https://issuer', Audience: ['app'] },
      },
    ],
  }),
};

describe('describe', () => {
  test('everything that a person needs to know', async () => {
    const detail = await describeHttp(v2(whole), ref, signal);
    expect(detail.routes.map(({ key, method, path, auth }) => [key, method, path, auth])).toEqual([
      ['ANY /files/{proxy+}', 'ANY', '/files/{proxy+}', 'unknown'],
      ['GET /notes', 'GET', '/notes', 'jwt'],
      ['POST /notes', 'POST', '/notes', 'iam'],
      ['$default', 'ANY', '$default', 'none'],
    ]);
    expect(detail.routes[1]).toMatchObject({ authorizerId: 'j', scopes: ['notes/read'], integrationId: null });
    expect(detail.routes[2]).toMatchObject({ integrationId: 'i1' });
    expect(detail.stages.map(({ name, base }) => [name, base.url, base.source])).toEqual([
      ['$default', 'https://a1b2c3.execute-api.eu-west-1.amazonaws.com', 'aws'],
      ['v2', 'https://a1b2c3.execute-api.eu-west-1.amazonaws.com/v2', 'aws'],
    ]);
    expect(detail.stages[1]).toMatchObject({ throttle: { rate: 5, burst: null }, variables: { x: 'y' } });
    expect(detail.authorizers).toMatchObject([{ type: 'JWT', issuer: 'https://issuer', audience: ['app'] }]);
    expect(detail.cors).toMatchObject({ allowOrigins: ['*'], maxAge: -1, allowCredentials: false });
    expect(detail).toMatchObject({ emulator: false, problems: [] });
  });

  test.each([
    ['getRoutes', 'routes'],
    ['getStages', 'stages'],
    ['getIntegrations', 'integrations'],
    ['getAuthorizers', 'authorizers'],
  ] as const)('%s may fail alone', async (operation, subject) => {
    const failing = async () => {
      throw new AppError('not-supported', 'The emulator does not offer it.');
    };
    const detail = await describeHttp(v2({ ...whole, [operation]: failing }), ref, signal);
    expect(detail.problems).toMatchObject([{ subject, failure: { code: 'not-supported' } }]);
    expect(detail[subject]).toEqual([]);
    expect(detail.api.name).toBe('notes');
  });

  test.each(['not-found', 'expired-credentials'] as const)('%s concerns the whole', async (code) => {
    const failing = async () => {
      throw new AppError(code, 'No.');
    };
    await expect(describeHttp(v2({ ...whole, getRoutes: failing }), ref, signal)).rejects.toMatchObject({ code });
  });
});

test.each([
  [LAMBDA, 'notes-get', null],
  [`${LAMBDA}:live`, 'notes-get', 'live'],
  [`arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${LAMBDA}/invocations`, 'notes-get', null],
  [`arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${LAMBDA}:7/invocations`, 'notes-get', '7'],
  ['arn:aws-us-gov:lambda:us-gov-west-1:1:function:f', 'f', null],
  [`arn:aws:lambda:eu-west-1:1:function:${STAGE_VARIABLE}`, STAGE_VARIABLE, null],
])('the function of %s', (uri, name, qualifier) => {
  expect(lambdaOf(uri)).toMatchObject({ name, qualifier, arn: expect.stringMatching(/^arn:aws.*function:[^:/]+$/) });
});

test.each([
  [{ IntegrationUri: `${LAMBDA}:live`, IntegrationType: 'AWS_PROXY' }, 'notes-get:live'],
  [{ IntegrationSubtype: 'SQS-SendMessage', IntegrationType: 'AWS_PROXY' }, 'SQS-SendMessage'],
  [{ IntegrationUri: 'https://example.com/{proxy}', IntegrationType: 'HTTP_PROXY' }, 'https://example.com/{proxy}'],
  [
    {
      IntegrationUri: 'arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/inner/50dc/f2f7',
      ConnectionType: 'VPC_LINK',
      IntegrationType: 'HTTP_PROXY',
    },
    'VPC link to f2f7',
  ],
  [{ IntegrationType: 'MOCK' }, 'MOCK'],
])('%j is called %s', (integration, label) => {
  expect(toIntegration(integration as Parameters<typeof toIntegration>[0]).label).toBe(label);
});
