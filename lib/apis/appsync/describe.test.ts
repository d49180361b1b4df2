import { describe, expect, test } from 'vitest';
import { keyValue } from '@/lib/apis/appsync-base/keys';
import { forgetAccount } from '@/lib/apis/known-apis';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiSummary } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import { readAuthorizer } from './auth';
import { describeAppSync } from './describe';
import { discoverAppSync } from './discover';
import { readSchema } from './schema';

const account = { region: 'eu-west-1' };
const ref = { kind: 'appsync', id: 'abc', account };
const { signal } = new AbortController();
const LAMBDA = 'arn:aws:lambda:eu-west-1:123456789012:function:notes-judge';
const LATER = Math.floor(Date.now() / 1000) + 86_400;

const graphqlApi = {
  apiId: 'abc',
  arn: 'arn:aws:appsync:eu-west-1:123456789012:apis/abc',
  name: 'notes',
  uris: { GRAPHQL: 'https://xyz.appsync-api.eu-west-1.amazonaws.com/graphql' },
  authenticationType: 'API_KEY',
  additionalAuthenticationProviders: [
    { authenticationType: 'AWS_IAM' },
    {
      authenticationType: 'AMAZON_COGNITO_USER_POOLS',
      userPoolConfig: { userPoolId: 'eu-west-1_One', awsRegion: 'eu-west-1', appIdClientRegex: '^web' },
    },
    {
      authenticationType: 'OPENID_CONNECT',
      openIDConnectConfig: { issuer: 'https://issuer.example', iatTTL: 0, authTTL: 60_000 },
    },
    { authenticationType: 'AWS_LAMBDA', lambdaAuthorizerConfig: { authorizerUri: LAMBDA } },
    { authenticationType: 'SOMETHING_NEW' },
  ],
  introspectionConfig: 'DISABLED',
  queryDepthLimit: 0,
  resolverCountLimit: 20,
};

const whole = {
  getGraphqlApi: async () => ({ graphqlApi }),
  listApiKeys: async () => ({
    apiKeys: [
      { id: 'da2-first', expires: LATER },
      { id: 'da2-last', expires: LATER + 60, description: 'web' },
      { id: 'da2-gone', expires: 1 },
    ],
  }),
  listDataSources: async () => ({
    dataSources: [
      { name: 'Notes', type: 'AMAZON_DYNAMODB', dynamodbConfig: { tableName: 'notes-table' } },
      { name: 'Judge', type: 'AWS_LAMBDA', lambdaConfig: { lambdaFunctionArn: LAMBDA } },
    ],
  }),
  listTypes: async () => ({
    types: [
      { name: 'Query', definition: 'type Query { note: Note }' },
      { name: 'Note', definition: '"""A note"""\ntype Note { id: ID }' },
      { name: 'NoteInput', definition: 'input NoteInput { id: ID }' },
    ],
  }),
  listFunctions: async () => ({ functions: [{ functionId: 'f1', name: 'check', dataSourceName: 'Judge' }] }),
  listResolvers: async ({ typeName }: { typeName: string }) => ({
    resolvers:
      typeName === 'Query'
        ? [{ typeName, fieldName: 'note', kind: 'UNIT', dataSourceName: 'Notes' }]
        : [{ typeName, fieldName: 'id', kind: 'PIPELINE', pipelineConfig: { functions: ['f1', 'f2'] } }],
  }),
  listDomainNames: async () => ({ domainNameConfigs: [{ domainName: 'a.example' }, { domainName: 'b.example' }] }),
  getApiAssociation: async ({ domainName }: { domainName: string }) => {
    if (domainName === 'b.example') throw new AppError('not-found', 'No association.');
    return { apiAssociation: { domainName, apiId: 'abc', associationStatus: 'SUCCESS' } };
  },
};

function appsync(operations: object, endpoint: string | null = null): AwsClients {
  const own = { account, appSyncEndpoint: async () => endpoint, userPoolEndpoint: async () => null };
  return { ...own, appsync: { ...whole, ...operations } } as unknown as AwsClients;
}

const described = (operations: object = {}, endpoint: string | null = null) =>
  describeAppSync(appsync(operations, endpoint), ref, signal);

describe('discover', () => {
  const listed = async (operations: object) => {
    const apis: ApiSummary[] = [];
    for await (const page of discoverAppSync(appsync(operations), signal)) apis.push(...page);
    return apis;
  };

  test('reads every page, with the ARN by which CloudFormation knows an API', async () => {
    const listGraphqlApis = async ({ nextToken }: { nextToken?: string }) =>
      nextToken ? { graphqlApis: [{ apiId: 'b' }] } : { graphqlApis: [graphqlApi], nextToken: 't' };
    expect(await listed({ listGraphqlApis })).toMatchObject([
      { id: 'abc', name: 'notes', physicalId: graphqlApi.arn },
      { id: 'b', name: 'b' },
    ]);
  });

  test.each([
    ['an empty answer', {}],
    ['nothing', undefined],
    ['null in the list', { graphqlApis: [null] }],
    ['an API without an id', { graphqlApis: [{ name: 'x' }] }],
    ['the same token for ever', { graphqlApis: [], nextToken: 't' }],
  ])('%s is an error and never an empty account', async (_, page) => {
    await expect(listed({ listGraphqlApis: async () => page })).rejects.toMatchObject({ code: 'unexpected' });
  });
});

describe('describe', () => {
  test('tells the modes, default first, and leaves out one that it does not know', async () => {
    const { auth } = await described();
    expect(auth.map(({ mode, isDefault }) => [mode, isDefault])).toEqual([
      ['API_KEY', true],
      ['AWS_IAM', false],
      ['AMAZON_COGNITO_USER_POOLS', false],
      ['OPENID_CONNECT', false],
      ['AWS_LAMBDA', false],
    ]);
    expect(auth[2]?.userPool).toEqual({
      id: 'eu-west-1_One',
      region: 'eu-west-1',
      defaultAction: null,
      clientIdPattern: '^web',
    });
    expect(auth[3]?.openId).toMatchObject({ iatTtlMs: null, authTtlMs: 60_000 });
    expect(auth[4]?.lambda).toMatchObject({ name: 'notes-judge' });
  });

  test('shows no value of a key, and none that has expired', async () => {
    const detail = await described();
    expect(detail.keys.map(({ description }) => description)).toEqual(['web', null]);
    expect(JSON.stringify(detail)).not.toContain('da2-');
    const aws = appsync({});
    expect(await keyValue(aws, 'abc', detail.keys[0]?.id ?? '', signal)).toBe('da2-last');
    await expect(keyValue(aws, 'abc', 'unknown', signal)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('tells what stands behind each field, through a pipeline too', async () => {
    const { resolvers, resolversWhole, dataSources } = await described();
    expect(resolvers).toEqual([
      { typeName: 'Query', fieldName: 'note', kind: 'UNIT', dataSources: ['Notes'], functions: [], runtime: null },
      {
        typeName: 'Note',
        fieldName: 'id',
        kind: 'PIPELINE',
        dataSources: ['Judge'],
        functions: ['check', 'f2'],
        runtime: null,
      },
    ]);
    expect(resolversWhole).toBe(true);
    expect(dataSources.map(({ label }) => label)).toEqual(['notes-table', 'notes-judge']);
  });

  test('tells limits, domains and addresses', async () => {
    const detail = await described();
    expect(detail).toMatchObject({
      introspection: false,
      queryDepthLimit: null,
      resolverCountLimit: 20,
      domains: [{ name: 'a.example', status: 'SUCCESS' }],
      endpoints: {
        graphql: 'https://xyz.appsync-api.eu-west-1.amazonaws.com/graphql',
        realtime: 'wss://xyz.appsync-realtime-api.eu-west-1.amazonaws.com/graphql',
      },
      pinnedTo: null,
    });
  });

  test('a part that is refused is named, and the rest is there', async () => {
    const listDataSources = async () => {
      throw new AppError('access-denied', 'Not allowed.', { detail: { action: 'appsync:ListDataSources' } });
    };
    const { problems, resolvers, dataSources } = await described({ listDataSources });
    expect(problems).toMatchObject([{ subject: 'data sources', failure: { code: 'access-denied' } }]);
    expect([resolvers.length, dataSources.length]).toEqual([2, 0]);
  });

  test('an API that is gone is said as such', async () => {
    const getGraphqlApi = async () => {
      throw new AppError('not-found', 'GraphQL API abc not found.');
    };
    await expect(described({ getGraphqlApi })).rejects.toThrow('This API no longer exists in eu-west-1.');
    forgetAccount(account);
  });
});

describe('authorizers', () => {
  const asked = async (mode: string) => {
    const { auth } = await described();
    const authorizerId = auth.find((one) => one.mode === mode)?.id ?? '';
    return readAuthorizer(appsync({}), { apiId: 'abc', authorizerId }, signal);
  };

  test('a pool and an issuer ask for a token of theirs, a function for anything', async () => {
    expect(await asked('AMAZON_COGNITO_USER_POOLS')).toMatchObject({
      type: 'jwt',
      issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_One',
    });
    expect(await asked('OPENID_CONNECT')).toMatchObject({ type: 'jwt', issuer: 'https://issuer.example' });
    expect(await asked('AWS_LAMBDA')).toEqual({ type: 'lambda', sources: [{ in: 'header', name: 'Authorization' }] });
  });

  test('keys and signatures have none', async () => {
    expect(await asked('API_KEY')).toBeNull();
    expect(await asked('AWS_IAM')).toBeNull();
  });
});

test('an API without a schema is said as such', async () => {
  const cause = Object.assign(new Error('No schema'), { name: 'GraphQLSchemaException' });
  const getIntrospectionSchema = async () => {
    throw new AppError('invalid-input', 'AppSync does not accept it.', { cause });
  };
  await expect(readSchema(appsync({ getIntrospectionSchema }), ref, signal)).rejects.toMatchObject({
    code: 'not-found',
    detail: { next: expect.stringContaining('Deploy a schema') },
  });
  const schema = new TextEncoder().encode('type Query { a: Int }');
  expect(await readSchema(appsync({ getIntrospectionSchema: async () => ({ schema }) }), ref, signal)).toEqual({
    sdl: 'type Query { a: Int }',
  });
});
