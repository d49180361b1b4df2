import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as service from '@aws-sdk/client-appsync';
import { NormalizedSchema } from '@smithy/core/schema';
import { buildClientSchema, buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Recording, type Schema, violations } from '@/sandbox/control/test-model';
import { DEMO_SECRET } from '@/sandbox/keys';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';

const file = fileURLToPath(new URL('fixtures/graphql.yaml', import.meta.url));
const handler = new Recording();
const credentials = { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET };

let sandbox: Listening;
let appsync: service.AppSync;
let apiId = '';

beforeAll(async () => {
  sandbox = await listen(createWorld({ demo: false, templates: [{ name: 'things', file }] }), 0);
  const config = {
    endpoint: sandbox.origin,
    region: 'us-east-1',
    credentials,
    requestHandler: handler,
    maxAttempts: 1,
  };
  appsync = new service.AppSync(config);
  const { graphqlApis = [] } = await appsync.listGraphqlApis({});
  apiId = graphqlApis.find(({ name }) => name === 'everything')?.apiId ?? '';
});
afterAll(() => sandbox.close());

/** Asks, and holds the answer against the service's own model. */
async function read<T>(answer: Promise<T>, schema: Schema): Promise<T> {
  const shown = await answer;
  expect(violations(NormalizedSchema.of(schema), JSON.parse(handler.raw), '')).toEqual([]);
  return shown;
}

describe('reading', () => {
  it('ListGraphqlApis and GetGraphqlApi tell of an API all that the template says', async () => {
    const { graphqlApis = [] } = await read(appsync.listGraphqlApis({}), service.ListGraphqlApisResponse$);
    expect(graphqlApis.map(({ name }) => name)).toEqual(['everything', 'merged', 'empty']);
    const { graphqlApi } = await read(appsync.getGraphqlApi({ apiId }), service.GetGraphqlApiResponse$);
    expect(graphqlApi).toEqual(graphqlApis[0]);
    expect(graphqlApi).toMatchObject({
      authenticationType: 'AMAZON_COGNITO_USER_POOLS',
      userPoolConfig: { defaultAction: 'DENY', appIdClientRegex: '^web' },
      logConfig: { fieldLogLevel: 'ERROR', excludeVerboseContent: true },
      ...{ visibility: 'PRIVATE', introspectionConfig: 'DISABLED', queryDepthLimit: 4, resolverCountLimit: 20 },
      ...{ xrayEnabled: true, owner: '000000000000', tags: { owner: 'us' } },
    });
    const others = graphqlApi?.additionalAuthenticationProviders ?? [];
    expect(others.map(({ authenticationType }) => authenticationType)).toEqual([
      ...['API_KEY', 'AWS_IAM', 'OPENID_CONNECT', 'AWS_LAMBDA'],
    ]);
    expect(others[2]?.openIDConnectConfig).toMatchObject({ iatTTL: 1000, authTTL: 2000 });
    const { port } = new URL(sandbox.origin);
    expect(graphqlApi?.uris?.GRAPHQL).toMatch(
      new RegExp(`^http://[a-z0-9]{26}\\.appsync-api\\.localhost:${port}/graphql$`),
    );
    expect(graphqlApi?.uris?.GRAPHQL).not.toContain(apiId);
  });

  it('lists APIs by type and owner', async () => {
    const names = async (input: service.ListGraphqlApisRequest) =>
      (await appsync.listGraphqlApis(input)).graphqlApis?.map(({ name }) => name);
    expect(await names({ apiType: 'MERGED' })).toEqual(['merged']);
    expect(await names({ owner: 'OTHER_ACCOUNTS' })).toEqual([]);
  });

  it('tells keys, data sources, resolvers, functions and types', async () => {
    const { apiKeys = [] } = await read(appsync.listApiKeys({ apiId }), service.ListApiKeysResponse$);
    expect(apiKeys).toMatchObject([{ id: expect.stringMatching(/^da2-[a-z0-9]{26}$/), expires: 4_000_000_000 }]);
    const { dataSources } = await read(appsync.listDataSources({ apiId }), service.ListDataSourcesResponse$);
    expect(dataSources).toMatchObject([
      { name: 'Things', dynamodbConfig: { versioned: true, deltaSyncConfig: { baseTableTTL: 10 } } },
      { httpConfig: { authorizationConfig: { awsIamConfig: { signingServiceName: 'states' } } } },
      { lambdaConfig: { lambdaFunctionArn: expect.stringMatching(/:function:judge$/) } },
      { type: 'NONE' },
    ]);
    const one = await read(appsync.getDataSource({ apiId, name: 'Site' }), service.GetDataSourceResponse$);
    expect(one.dataSource).toEqual(dataSources?.[1]);
    const { functions = [] } = await read(appsync.listFunctions({ apiId }), service.ListFunctionsResponse$);
    expect(functions).toMatchObject([{ name: 'check', runtime: { name: 'APPSYNC_JS' } }]);
    const functionId = functions[0]?.functionId ?? '';
    await read(appsync.getFunction({ apiId, functionId }), service.GetFunctionResponse$);
    const using = appsync.listResolversByFunction({ apiId, functionId });
    expect((await read(using, service.ListResolversByFunctionResponse$)).resolvers).toMatchObject([
      { fieldName: 'addThing', kind: 'PIPELINE', pipelineConfig: { functions: [functionId] } },
    ]);
    const ofQuery = appsync.listResolvers({ apiId, typeName: 'Query' });
    expect((await read(ofQuery, service.ListResolversResponse$)).resolvers).toMatchObject([
      { fieldName: 'thing', kind: 'UNIT', responseMappingTemplate: '$util.toJson($ctx.result)' },
      { fieldName: 'things', maxBatchSize: 5 },
    ]);
    const resolver = appsync.getResolver({ apiId, typeName: 'Query', fieldName: 'things' });
    expect(await read(resolver, service.GetResolverResponse$)).toMatchObject({ resolver: { dataSourceName: 'Maker' } });
    for (const format of ['SDL', 'JSON'] as const) {
      const { types = [] } = await read(appsync.listTypes({ apiId, format }), service.ListTypesResponse$);
      expect(types.map(({ name }) => name)).toEqual(['Query', 'Mutation', 'Subscription', 'Thing', 'Size']);
      expect(types[3]?.definition).toContain('madeAt');
    }
  });

  it('tells the schema with its directives and without, and as an introspection', async () => {
    const schema = async (input: Partial<service.GetIntrospectionSchemaRequest>) => {
      const answer = await appsync.getIntrospectionSchema({ apiId, format: 'SDL', ...input });
      return new TextDecoder().decode(answer.schema);
    };
    expect(await schema({ includeDirectives: true })).toContain('@aws_cognito_user_pools(cognito_groups: ["makers"])');
    expect(await schema({})).toContain('@aws_api_key');
    const bare = await schema({ includeDirectives: false });
    expect(bare).not.toContain('@aws');
    expect(bare).toMatch(/^schema \{\n {2}query: Query\n {2}mutation: Mutation\n {2}subscription: Subscription\n\}/);
    expect(buildSchema(`scalar AWSDateTime ${bare}`).getType('Thing')).toBeDefined();
    const { data } = JSON.parse(await schema({ format: 'JSON' }));
    expect(buildClientSchema(data).getSubscriptionType()?.getFields().thingAdded).toBeDefined();
  });

  it('tells domains, what they lead to, variables and tags', async () => {
    const { domainNameConfigs = [] } = await read(appsync.listDomainNames({}), service.ListDomainNamesResponse$);
    expect(domainNameConfigs.map(({ domainName }) => domainName)).toEqual(['things.example.com', 'spare.example.com']);
    const domainName = 'things.example.com';
    await read(appsync.getDomainName({ domainName }), service.GetDomainNameResponse$);
    const { apiAssociation } = await read(
      appsync.getApiAssociation({ domainName }),
      service.GetApiAssociationResponse$,
    );
    expect(apiAssociation).toMatchObject({ apiId, associationStatus: 'SUCCESS' });
    const variables = appsync.getGraphqlApiEnvironmentVariables({ apiId });
    expect(await read(variables, service.GetGraphqlApiEnvironmentVariablesResponse$)).toMatchObject({
      environmentVariables: { TABLE: 'things' },
    });
    const resourceArn = `arn:aws:appsync:us-east-1:000000000000:apis/${apiId}`;
    const { tags } = await read(appsync.listTagsForResource({ resourceArn }), service.ListTagsForResourceResponse$);
    expect(tags).toEqual({ owner: 'us' });
  });

  it('tells what a merged API is made of', async () => {
    const merged = (await appsync.listGraphqlApis({ apiType: 'MERGED' })).graphqlApis?.[0]?.apiId;
    const listed = appsync.listSourceApiAssociations({ apiId: merged });
    const { sourceApiAssociationSummaries } = await read(listed, service.ListSourceApiAssociationsResponse$);
    expect(sourceApiAssociationSummaries).toMatchObject([{ sourceApiId: apiId, mergedApiId: merged }]);
    const { schema } = await appsync.getIntrospectionSchema({ apiId: merged, format: 'SDL' });
    expect(new TextDecoder().decode(schema)).toContain('type Thing');
  });

  it('pages without losing or repeating anything', async () => {
    const first = await appsync.listDataSources({ apiId, maxResults: 3 });
    const second = await appsync.listDataSources({ apiId, maxResults: 3, nextToken: first.nextToken });
    const names = [...(first.dataSources ?? []), ...(second.dataSources ?? [])].map(({ name }) => name);
    expect(names).toEqual(['Things', 'Site', 'Maker', 'Nothing']);
    expect(second.nextToken).toBeUndefined();
  });
});

const refusals: [what: string, name: string, ask: () => Promise<unknown>][] = [
  ['an unknown API', 'NotFoundException', () => appsync.getGraphqlApi({ apiId: 'none' })],
  ['an unknown data source', 'NotFoundException', () => appsync.getDataSource({ apiId, name: 'none' })],
  [
    'a domain without an API',
    'NotFoundException',
    () => appsync.getApiAssociation({ domainName: 'spare.example.com' }),
  ],
  ['too many at once', 'BadRequestException', () => appsync.listGraphqlApis({ maxResults: 26 })],
  ['a made-up token', 'BadRequestException', () => appsync.listGraphqlApis({ nextToken: 'x' })],
  ['what it does not have', 'UnknownOperationException', () => appsync.getApiCache({ apiId })],
];

it.each(refusals)('refuses %s with %s', async (_what, name, ask) => {
  await expect(ask()).rejects.toMatchObject({ name });
});

it('refuses the schema of an API that has none', async () => {
  const { graphqlApis = [] } = await appsync.listGraphqlApis({});
  const empty = graphqlApis.find(({ name }) => name === 'empty')?.apiId;
  const asked = appsync.getIntrospectionSchema({ apiId: empty, format: 'SDL' });
  await expect(asked).rejects.toMatchObject({ name: 'GraphQLSchemaException' });
});

const installed = spawnSync('aws', ['--version']).status === 0;

// The CLI is no npm package; where it is absent the name of the block says so.
describe.skipIf(!installed)(installed ? 'the AWS CLI' : 'the AWS CLI (skipped: no `aws` on the PATH)', () => {
  /** Unmodified, with nothing set but keys, region and endpoint. */
  async function aws(...args: string[]) {
    const { stdout } = await promisify(execFile)('aws', ['appsync', '--output', 'json', ...args], {
      env: {
        PATH: process.env.PATH,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: DEMO_SECRET,
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_ENDPOINT_URL: sandbox.origin,
      } as unknown as NodeJS.ProcessEnv,
    });
    return stdout;
  }

  it('reads APIs, the parts of one, and its schema', async () => {
    const parts: [args: string[], expected: unknown][] = [
      [
        ['list-graphql-apis', '--page-size', '1'],
        { graphqlApis: [{ name: 'everything' }, { name: 'merged' }, { name: 'empty' }] },
      ],
      [['get-graphql-api', '--api-id', apiId], { graphqlApi: { apiId } }],
      [['list-api-keys', '--api-id', apiId], { apiKeys: [{ description: 'for the web' }] }],
      [['list-resolvers', '--api-id', apiId, '--type-name', 'Mutation'], { resolvers: [{ kind: 'PIPELINE' }] }],
      [['get-api-association', '--domain-name', 'things.example.com'], { apiAssociation: { apiId } }],
    ];
    const told = await Promise.all(parts.map(async ([args, expected]) => [JSON.parse(await aws(...args)), expected]));
    for (const [answer, expected] of told) expect(answer).toMatchObject(expected as object);
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-appsync-'));
    await aws('get-introspection-schema', '--api-id', apiId, '--format', 'SDL', join(folder, 'schema.graphql'));
    expect(readFileSync(join(folder, 'schema.graphql'), 'utf8')).toContain('type Thing');
    rmSync(folder, { recursive: true });
  }, 60_000);
});
