import type { Call, Output } from '@/sandbox/control/call';
import { AwsFailure } from '@/sandbox/control/failure';
import type { AppSyncKey } from './auth/provider';
import { graphqlOf } from './directory';
import { definitionOf, introspectionOf, type ReadSchema, schemaOf, sdlOf } from './graphql/schema';
import type { CustomDomain, GraphqlApi } from './model';
import { type AppSyncOperation, paged } from './operation';
import { shownDataSource, shownDomain, shownFunction, shownGraphqlApi, shownResolver, shownSource } from './shapes';

/** Lists below an API that may be read whole or one by one. */
const API = ['v1', 'apis', null];

/** What AppSync's control plane tells about GraphQL APIs. */
export const GRAPHQL_OPERATIONS: AppSyncOperation[] = [
  get('ListGraphqlApis', ['v1', 'apis'], listApis),
  get('GetGraphqlApi', API, (call, [id]) => ({ graphqlApi: shownGraphqlApi(existing(call, id), call.world.origin) })),
  get('GetIntrospectionSchema', [...API, 'schema'], (call, [id]) => ({
    schema: introspected(call, existing(call, id)),
  })),
  get('GetGraphqlApiEnvironmentVariables', [...API, 'environmentVariables'], (call, [id]) => {
    return { environmentVariables: existing(call, id).environmentVariables };
  }),
  get('ListTypes', [...API, 'types'], (call, [id]) => paged(call, 'types', shownTypes(call, existing(call, id)))),
  get('GetType', [...API, 'types', null], (call, [id, name]) => {
    const found = shownTypes(call, existing(call, id)).find((type) => type.name === name);
    return { type: found ?? missing(`Type ${name} not found.`) };
  }),
  get('ListDataSources', [...API, 'datasources'], (call, [id]) =>
    paged(call, 'dataSources', existing(call, id).dataSources.map(shownDataSource)),
  ),
  get('GetDataSource', [...API, 'datasources', null], (call, [id, name]) => {
    const found = existing(call, id).dataSources.find((source) => source.name === name);
    return { dataSource: shownDataSource(found ?? missing(`Data source ${name} not found.`)) };
  }),
  get('ListFunctions', [...API, 'functions'], (call, [id]) =>
    paged(call, 'functions', existing(call, id).functions.map(shownFunction)),
  ),
  get('GetFunction', [...API, 'functions', null], (call, [id, functionId]) => {
    const found = existing(call, id).functions.find((one) => one.functionId === functionId);
    return { functionConfiguration: shownFunction(found ?? missing(`Function ${functionId} not found.`)) };
  }),
  get('ListResolversByFunction', [...API, 'functions', null, 'resolvers'], (call, [id, functionId = '']) => {
    const using = existing(call, id).resolvers.filter(({ functions }) => functions.includes(functionId));
    return paged(call, 'resolvers', using.map(shownResolver));
  }),
  get('ListResolvers', [...API, 'types', null, 'resolvers'], (call, [id, typeName]) => {
    const ofType = existing(call, id).resolvers.filter((resolver) => resolver.typeName === typeName);
    return paged(call, 'resolvers', ofType.map(shownResolver));
  }),
  get('GetResolver', [...API, 'types', null, 'resolvers', null], (call, [id, typeName, fieldName]) => {
    const found = existing(call, id).resolvers.find(
      (resolver) => resolver.typeName === typeName && resolver.fieldName === fieldName,
    );
    return { resolver: shownResolver(found ?? missing('Resolver not found.')) };
  }),
  get('ListSourceApiAssociations', [...API, 'sourceApiAssociations'], (call, [id]) =>
    paged(call, 'sourceApiAssociationSummaries', existing(call, id).sources.map(shownSource)),
  ),
  get('ListDomainNames', ['v1', 'domainnames'], (call) =>
    paged(call, 'domainNameConfigs', [...graphqlOf(call.region).domains.values()].map(shownDomain)),
  ),
  get('GetDomainName', ['v1', 'domainnames', null], (call, [name]) => {
    return { domainNameConfig: shownDomain(existingDomain(call, name)) };
  }),
  get('GetApiAssociation', ['v1', 'domainnames', null, 'apiassociation'], (call, [name]) => {
    const { domainName, apiId } = existingDomain(call, name);
    if (apiId === undefined) return missing(`Api association not found for ${domainName}.`);
    return { apiAssociation: { domainName, apiId, associationStatus: 'SUCCESS' } };
  }),
];

/** The keys of a GraphQL API as ListApiKeys shows them; undefined for an id that is none of a GraphQL API. */
export function graphqlApiKeys({ region }: Call, apiId: string): AppSyncKey[] | undefined {
  return graphqlOf(region).apis.get(apiId)?.apiKeys;
}

/** Tags by ARN of an API or a custom domain; undefined for an ARN of neither. */
export function graphqlTags({ region }: Call, arn: string): Record<string, string> | undefined {
  const { apis, domains } = graphqlOf(region);
  const api = [...apis.values()].find((one) => one.arn === arn);
  return api?.tags ?? [...domains.values()].find(({ domainNameArn }) => domainNameArn === arn)?.tags;
}

function get(name: string, path: (string | null)[], run: AppSyncOperation['run']): AppSyncOperation {
  return { name, method: 'GET', path, run };
}

function listApis(call: Call): Output {
  const { parameters } = call.input;
  const apiType = parameters.get('apiType');
  const others = parameters.get('owner') === 'OTHER_ACCOUNTS';
  const found = [...graphqlOf(call.region).apis.values()].filter(
    (api) => (apiType === null || api.apiType === apiType) && others === (api.owner !== call.account.id),
  );
  return paged(
    call,
    'graphqlApis',
    found.map((api) => shownGraphqlApi(api, call.world.origin)),
  );
}

function introspected({ input: { parameters } }: Call, api: GraphqlApi): string {
  const whole = wholeSchema(api);
  if (formatOf(parameters) === 'JSON') return introspectionOf(whole);
  return sdlOf(whole, { directives: parameters.get('includeDirectives') !== 'false' });
}

function shownTypes({ input: { parameters } }: Call, api: GraphqlApi): Output[] {
  const whole = wholeSchema(api);
  const format = formatOf(parameters);
  return whole.types.map((node) => ({
    name: node.name.value,
    description: node.description?.value,
    arn: `${api.arn}/types/${node.name.value}`,
    definition: definitionOf(whole, node, format),
    format,
  }));
}

function formatOf(parameters: URLSearchParams): 'SDL' | 'JSON' {
  const format = parameters.get('format');
  if (format === 'SDL' || format === 'JSON') return format;
  throw new AwsFailure('BadRequestException', 400, 'format must be SDL or JSON.');
}

function wholeSchema(api: GraphqlApi): ReadSchema {
  const failed = (message: string) => new AwsFailure('GraphQLSchemaException', 400, message);
  try {
    const read = schemaOf(api);
    if (read) return read;
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error));
  }
  throw failed('Schema is not found.');
}

function existing({ region }: Call, apiId = ''): GraphqlApi {
  return graphqlOf(region).apis.get(apiId) ?? missing(`GraphQL API ${apiId} not found.`);
}

function existingDomain({ region }: Call, name = ''): CustomDomain {
  return graphqlOf(region).domains.get(name) ?? missing(`Domain name ${name} not found.`);
}

function missing(message: string): never {
  throw new AwsFailure('NotFoundException', 404, message);
}
