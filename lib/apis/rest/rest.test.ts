import { afterEach, describe, expect, test } from 'vitest';
import { forgetAccount } from '@/lib/apis/known-apis';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiSummary } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import type { ExchangeEvent } from '@/lib/core/outcome';
import { readRestAuthorizer } from './authorizers';
import { describeRest } from './describe';
import { discoverRest } from './discover';
import { restLogs } from './logs';
import { readPolicy } from './policy';
import { sendRest } from './send';
import { testAuthorizer } from './test-authorizer';

const account = { region: 'eu-west-1' };
const api = { kind: 'rest', id: 'a1b2c3', account };
const signal = new AbortController().signal;
const POOL = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Abc';
const LAMBDA =
  'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:shop/invocations';

function v1(apigateway: object, apigatewayTests: object = {}): AwsClients {
  return { account, endpoint: async () => null, apigateway, apigatewayTests } as unknown as AwsClients;
}

afterEach(() => forgetAccount(account));

describe('discover', () => {
  const listed = async (getRestApis: (input: object) => Promise<unknown>) => {
    const apis: ApiSummary[] = [];
    for await (const page of discoverRest(v1({ getRestApis }), signal)) apis.push(...page);
    return apis;
  };

  test('reads every page, as large as it gets, and works the addresses out', async () => {
    const inputs: object[] = [];
    const apis = await listed(async (input) => {
      inputs.push(input);
      if ('position' in input) {
        return { items: [{ id: 'p', endpointConfiguration: { types: ['PRIVATE'], vpcEndpointIds: ['vpce-1'] } }] };
      }
      return { items: [{ id: 'a', name: 'shop' }], position: 'next' };
    });
    expect(inputs).toEqual([{ limit: 500 }, { limit: 500, position: 'next' }]);
    expect(apis.map(({ name, endpoint }) => [name, endpoint])).toEqual([
      ['shop', 'https://a.execute-api.eu-west-1.amazonaws.com'],
      ['p', 'https://p-vpce-1.execute-api.eu-west-1.amazonaws.com'],
    ]);
  });

  test('an account without any is no failure, whichever way AWS says it; nonsense is one', async () => {
    expect(await listed(async () => ({ items: [] }))).toEqual([]);
    expect(await listed(async () => ({}))).toEqual([]);
    await expect(listed(async () => ({ items: 'text' }))).rejects.toMatchObject({ code: 'unexpected' });
    await expect(listed(async () => ({ items: [], position: 'same' }))).rejects.toMatchObject({ code: 'unexpected' });
  });
});

const method = (rest: object = {}) => ({ httpMethod: 'GET', authorizationType: 'NONE', ...rest });
const whole = {
  getRestApi: async () => ({
    id: 'a1b2c3',
    name: 'shop',
    policy:
      '{\\"Statement\\":[{\\"Effect\\":\\"Deny\\",\\"Principal\\":\\"*\\",\\"Action\\":\\"execute-api:Invoke\\",\\"Resource\\":\\"execute-api:/live/GET/x\\"}]}',
    endpointConfiguration: { types: ['REGIONAL'] },
  }),
  getResources: async ({ position }: { position?: string }) =>
    position
      ? {
          items: [
            {
              id: 'r2',
              path: '/orders',
              resourceMethods: {
                POST: method({
                  authorizationType: 'COGNITO_USER_POOLS',
                  authorizerId: 'au',
                  requestValidatorId: 'v',
                  requestModels: { 'application/json': 'Order' },
                  requestParameters: { 'method.request.querystring.shop': false, 'method.request.header.X-Till': true },
                  methodIntegration: { type: 'AWS_PROXY', uri: LAMBDA, responseTransferMode: 'STREAM' },
                }),
              },
            },
          ],
        }
      : {
          items: [
            { id: 'r1', path: '/books', resourceMethods: { GET: method({ apiKeyRequired: true }), ANY: method() } },
            { id: 'r0', path: '/' },
          ],
          position: '2',
        },
  getStages: async () => ({
    item: [
      {
        ...{ stageName: 'live', deploymentId: 'd', tracingEnabled: true, variables: { a: 'b' } },
        methodSettings: {
          '*/*': { loggingLevel: 'INFO', throttlingRateLimit: 5, throttlingBurstLimit: -1 },
          '~1books~1{id}/GET': { throttlingRateLimit: 1, throttlingBurstLimit: 2 },
        },
        accessLogSettings: {
          destinationArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:shop',
          format: '$context.status',
        },
        canarySettings: { percentTraffic: 10, deploymentId: 'e' },
      },
    ],
  }),
  getAuthorizers: async () => ({
    items: [
      {
        id: 'au',
        name: 'readers',
        type: 'COGNITO_USER_POOLS',
        providerARNs: [POOL],
        identitySource: 'method.request.header.Authorization',
      },
      {
        id: 'to',
        name: 'hooks',
        type: 'REQUEST',
        identitySource: 'method.request.header.X-Hook, method.request.querystring.shop, context.stage',
        authorizerUri: LAMBDA,
      },
    ],
  }),
  getRequestValidators: async () => ({
    items: [{ id: 'v', validateRequestBody: true, validateRequestParameters: false }],
  }),
  getModels: async () => ({ items: [{ name: 'Order', schema: '{}' }] }),
  getGatewayResponses: async () => ({
    items: [
      { responseType: 'UNAUTHORIZED', defaultResponse: true },
      {
        responseType: 'THROTTLED',
        defaultResponse: false,
        responseParameters: { 'gatewayresponse.header.Retry-After': "'5'" },
      },
    ],
  }),
  getUsagePlans: async () => ({
    items: [
      {
        id: 'p1',
        name: 'partners',
        apiStages: [{ apiId: 'a1b2c3', stage: 'live' }],
        quota: { limit: 9, period: 'DAY' },
      },
      { id: 'p2', name: 'others', apiStages: [{ apiId: 'zzz', stage: 'live' }] },
    ],
  }),
  getUsagePlanKeys: async ({ usagePlanId }: { usagePlanId: string }) => {
    if (usagePlanId !== 'p1') throw new Error('of another API');
    return { items: [{ id: 'k1', name: 'partner', value: 'the secret itself' }] };
  },
};

describe('describe', () => {
  test('tells what each method asks for', async () => {
    const { routes, keys, usagePlans, integrations } = await describeRest(v1(whole), api, signal);
    expect(routes.map(({ id, key, auth }) => [id, key, auth])).toEqual([
      ['r1/GET', 'GET /books', 'api-key'],
      ['r1/ANY', 'ANY /books', 'none'],
      ['r2/POST', 'POST /orders', 'jwt'],
    ]);
    expect(routes[2]?.request).toEqual({
      parameters: [
        { in: 'header', name: 'X-Till', required: true },
        { in: 'query', name: 'shop', required: false },
      ],
      bodies: [{ contentType: 'application/json', model: 'Order' }],
      validates: { body: true, parameters: false },
      apiKeyRequired: false,
      limitMs: 900_000,
    });
    expect(keys).toEqual([{ id: 'k1', name: 'partner', stages: ['live'] }]);
    expect(usagePlans.map(({ name }) => name)).toEqual(['partners']);
    expect(integrations).toMatchObject([{ label: 'shop', streams: true }]);
  });

  test('holds no value of a key', async () => {
    expect(JSON.stringify(await describeRest(v1(whole), api, signal))).not.toContain('the secret itself');
  });

  test('offers no key where an authorizer names it', async () => {
    const getRestApi = async () => ({ ...(await whole.getRestApi()), apiKeySource: 'AUTHORIZER' });
    const { keys, usagePlans } = await describeRest(v1({ ...whole, getRestApi }), api, signal);
    expect([keys, usagePlans[0]?.keys]).toEqual([[], [{ id: 'k1', name: 'partner' }]]);
  });

  test('tells stages, authorizers, policy and changed responses in its own words', async () => {
    const { stages, authorizers, policy, responses } = await describeRest(v1(whole), api, signal);
    expect(stages).toMatchObject([
      {
        ...{ name: 'live', tracing: true, cacheSize: null, variables: { a: 'b' } },
        base: { url: 'https://a1b2c3.execute-api.eu-west-1.amazonaws.com/live' },
        ...{ throttle: { rate: 5, burst: null }, routeThrottles: { 'GET /books/{id}': { rate: 1, burst: 2 } } },
        canary: { percent: 10, deploymentId: 'e', variables: {} },
      },
    ]);
    expect(authorizers[0]).toMatchObject({
      type: 'COGNITO_USER_POOLS',
      issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc',
      ttlSeconds: null,
    });
    expect(authorizers[1]).toMatchObject({ lambda: 'shop', ttlSeconds: 300 });
    expect(authorizers[1]?.identitySource).toHaveLength(3);
    expect(policy?.sentences).toEqual(['Denies everyone to call GET /x of the stage live.']);
    expect(responses).toEqual([
      { type: 'THROTTLED', statusCode: null, headers: [['Retry-After', '5']], templates: [] },
    ]);
  });

  test('a part that may not be read is a problem, and the rest is there', async () => {
    const denied = async () => {
      throw new AppError('access-denied', 'You may not apigateway:GET.');
    };
    const { problems, routes, keys } = await describeRest(
      v1({ ...whole, getUsagePlans: denied, getModels: denied }),
      api,
      signal,
    );
    expect(problems.map(({ subject }) => subject)).toEqual(['models', 'usage plans']);
    expect([routes.length, keys]).toEqual([3, []]);
  });

  test('asks for usage plans only where a method asks for a key', async () => {
    const getUsagePlans = async () => {
      throw new Error('asked all the same');
    };
    const getResources = async () => ({ items: [{ id: 'r', path: '/', resourceMethods: { GET: method() } }] });
    expect((await describeRest(v1({ ...whole, getResources, getUsagePlans }), api, signal)).usagePlans).toEqual([]);
  });
});

describe('an authorizer', () => {
  const asked = (authorizerId: string) => readRestAuthorizer(v1(whole), { apiId: 'a1b2c3', authorizerId }, signal);

  test('of a user pool is an issuer without an audience', async () => {
    expect(await asked('au')).toEqual({
      ...{ type: 'jwt', issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc', audience: [] },
      source: { in: 'header', name: 'Authorization' },
    });
  });

  test('that is a function wants what a caller can send', async () => {
    expect(await asked('to')).toEqual({
      type: 'lambda',
      sources: [
        { in: 'header', name: 'X-Hook' },
        { in: 'query', name: 'shop' },
      ],
    });
    expect(await asked('gone')).toBeNull();
  });

  test('is tested with the variables of the stage', async () => {
    const inputs: object[] = [];
    const testInvokeAuthorizer = async (input: object) => {
      inputs.push(input);
      return {
        clientStatus: 0,
        latency: 7,
        policy: '{"a":1}',
        authorization: { role: ['reader'] },
        log: '{Auth=canary}',
      };
    };
    const input = { api, stage: 'live', authorizerId: 'to', headers: [['X-Hook', 'h']], query: [['shop', 'a b']] };
    const result = await testAuthorizer(v1(whole, { testInvokeAuthorizer }), input, signal);
    expect(inputs).toEqual([
      {
        ...{ restApiId: 'a1b2c3', authorizerId: 'to', headers: { 'X-Hook': 'h' } },
        ...{ pathWithQueryString: '/?shop=a%20b', stageVariables: { a: 'b' } },
      },
    ]);
    expect(result).toMatchObject({ status: 0, policy: '{\n  "a": 1\n}', claims: [['role', 'reader']] });
    expect(result.log).toBe('{Auth=••••••}');
  });
});

describe('a test of a method', () => {
  const input = {
    ...{ api, stage: 'live', method: 'POST', path: '/orders', query: [['a', 'b c']], test: 'r2/POST' },
    headers: [
      ['X-A', '1'],
      ['x-api-key', 'very secret'],
    ],
  };
  const run = async (body: Uint8Array | null, answer: object = {}, change: object = {}) => {
    const asked: object[] = [];
    const events: (ExchangeEvent | string)[] = [];
    const testInvokeMethod = async (given: object) => {
      asked.push(given);
      return {
        status: 201,
        body: 'made',
        multiValueHeaders: { 'Set-Cookie': ['a', 'b'] },
        log: 'the log',
        latency: 12,
        ...answer,
      };
    };
    const sink = {
      event: (event: ExchangeEvent) => void events.push(event),
      bytes: (chunk: Uint8Array) => Boolean(events.push(new TextDecoder().decode(chunk))),
      drained: async () => {},
    };
    await sendRest({ ...input, ...change }, { aws: v1(whole, { testInvokeMethod }), body, signal, sink });
    return { asked, events };
  };

  test('goes to the draft with what it is given, and tells its log at the end', async () => {
    const { asked, events } = await run(new TextEncoder().encode('{}'));
    expect(asked).toEqual([
      {
        ...{ restApiId: 'a1b2c3', resourceId: 'r2', httpMethod: 'POST', pathWithQueryString: '/orders?a=b%20c' },
        ...{ body: '{}', stageVariables: { a: 'b' } },
        multiValueHeaders: { 'X-A': ['1'], 'x-api-key': ['very secret'] },
      },
    ]);
    expect(events.map((event) => (typeof event === 'string' ? event : event.type))).toEqual([
      'request',
      'head',
      'made',
      'end',
    ]);
    expect(events[1]).toMatchObject({
      head: {
        status: 201,
        headers: [
          ['Set-Cookie', 'a'],
          ['Set-Cookie', 'b'],
        ],
      },
    });
    expect(events[3]).toMatchObject({ log: 'the log', timings: { total: 12 } });
    expect(JSON.stringify(events[0])).not.toContain('very secret');
  });

  test('tells no secret: not of the query, and not those that API Gateway itself writes into the log', async () => {
    const log = 'Endpoint request headers: {X-Amz-Date=1, X-Amz-Security-Token=IQoJcanary [TRUNCATED]}\n : next';
    const { asked, events } = await run(null, { log }, { query: [['token', 'canary']] });
    expect(asked).toMatchObject([{ pathWithQueryString: '/orders?token=canary' }]);
    expect(JSON.stringify(events)).not.toContain('canary');
    expect(events.at(-1)).toMatchObject({ log: expect.stringMatching(/X-Amz-Date=1.*\n : next$/) });
  });

  test('has headers of any name', async () => {
    const headers = ['constructor', '__proto__', 'toString'].map((name) => [name, '1']);
    const { asked } = await run(null, {}, { headers });
    const [{ multiValueHeaders }] = asked as [{ multiValueHeaders: object }];
    expect(Object.entries(multiValueHeaders)).toEqual(headers.map(([name]) => [name, ['1']]));
  });

  test('takes no bytes that are no text', async () => {
    await expect(run(Uint8Array.of(0xff, 0xfe))).rejects.toMatchObject({
      code: 'invalid-input',
      detail: { field: 'body' },
    });
  });
});

describe('a resource policy', () => {
  const one = (statement: object) => readPolicy(JSON.stringify({ Statement: statement }))?.sentences;
  test.each<[object, string]>([
    [
      {
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::1:root'] },
        Action: 'execute-api:Invoke',
        Resource: 'arn:aws:execute-api:eu-west-1:1:abc/*',
      },
      'Allows arn:aws:iam::1:root to call every method.',
    ],
    [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'execute-api:*',
        Resource: 'execute-api:/*/DELETE/*',
        Condition: { NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '::1'] } },
      },
      'Denies everyone to call DELETE /*, where aws:SourceIp is not in 10.0.0.0/8 or ::1.',
    ],
    [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: '*',
        Condition: { StringWeird: { 'aws:SourceVpc': 'vpc-1' } },
      },
      'Allows everyone to call every method, where aws:SourceVpc (StringWeird) vpc-1.',
    ],
  ])('%# in words', (statement, sentence) => {
    expect(one(statement)).toEqual([sentence]);
  });

  test('that is no JSON is shown as it is and said so; one without statements lets nobody in', () => {
    expect(readPolicy('{"Statement":')).toMatchObject({
      text: '{"Statement":',
      sentences: [],
      problem: expect.stringMatching(/no JSON/),
    });
    expect(readPolicy('{}')?.problem).toMatch(/no statement/);
    expect(readPolicy('  ')).toBeNull();
    expect(readPolicy('[null, 3]')).toMatchObject({ sentences: [] });
  });
});

test('logs are those of stages and of the functions behind methods', async () => {
  const lambda = { getFunctionConfiguration: async () => ({ LoggingConfig: { LogGroup: '/shop/functions' } }) };
  const { logs } = await restLogs({ ...v1(whole), lambda } as unknown as AwsClients, api, signal);
  expect(logs.map(({ id, destination }) => [id, destination])).toEqual([
    ['access:live', { type: 'group', group: 'shop' }],
    ['execution:live', { type: 'group', group: 'API-Gateway-Execution-Logs_a1b2c3/live' }],
    ['function:shop', { type: 'group', group: '/shop/functions' }],
  ]);
});
