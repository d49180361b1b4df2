import {
  defined,
  flagOf,
  type Json,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  textOf,
  textRecordOf,
} from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';
import { tagsOf } from '@/sandbox/template/shapes';
import { AUTH_MODES, type AuthMode, type AuthProvider } from './auth/provider';
import { graphqlOf, lastPart } from './directory';
import { hostIdOf } from './host-id';
import type { GraphqlApi } from './model';

/** `AWS::AppSync::GraphQLApi`. It gets its stack's tags, but none of CloudFormation's own. */
export function deployGraphqlApi({ properties, physicalId, logicalId, stack, region, account }: Placed): void {
  const apiId = lastPart(physicalId);
  const providers = [properties, ...listOf(properties.AdditionalAuthenticationProviders).map(objectOf)];
  const api: GraphqlApi = {
    apiId,
    hostId: hostIdOf(apiId),
    arn: physicalId,
    name: textOf(properties.Name) ?? logicalId,
    apiType: textOf(properties.ApiType) === 'MERGED' ? 'MERGED' : 'GRAPHQL',
    visibility: textOf(properties.Visibility) === 'PRIVATE' ? 'PRIVATE' : 'GLOBAL',
    providers: providers.flatMap((one) => providerOf(one, region.name) ?? []),
    apiKeys: [],
    introspection: textOf(properties.IntrospectionConfig) !== 'DISABLED',
    queryDepthLimit: numberOf(properties.QueryDepthLimit) ?? 0,
    resolverCountLimit: numberOf(properties.ResolverCountLimit) ?? 0,
    xrayEnabled: flagOf(properties.XrayEnabled) ?? false,
    owner: account,
    environmentVariables: textRecordOf(properties.EnvironmentVariables),
    tags: { ...stack.tags, ...tagsOf(properties.Tags) },
    schema: null,
    dataSources: [],
    resolvers: [],
    functions: [],
    sources: [],
    ...defined({
      logConfig: logConfigOf(objectOf(properties.LogConfig)),
      ownerContact: textOf(properties.OwnerContact),
      mergedApiExecutionRoleArn: textOf(properties.MergedApiExecutionRoleArn),
    }),
  };
  graphqlOf(region).apis.set(apiId, api);
}

function logConfigOf(config: JsonObject): GraphqlApi['logConfig'] {
  const fieldLogLevel = textOf(config.FieldLogLevel);
  if (fieldLogLevel === undefined) return;
  return {
    fieldLogLevel,
    cloudWatchLogsRoleArn: textOf(config.CloudWatchLogsRoleArn) ?? '',
    excludeVerboseContent: flagOf(config.ExcludeVerboseContent) ?? false,
  };
}

function providerOf(given: JsonObject, region: string): AuthProvider | undefined {
  const mode = textOf(given.AuthenticationType);
  if (!isMode(mode)) return;
  const pool = objectOf(given.UserPoolConfig);
  const openId = objectOf(given.OpenIDConnectConfig);
  const lambda = objectOf(given.LambdaAuthorizerConfig);
  if (mode === 'AMAZON_COGNITO_USER_POOLS') {
    const defaultAction = textOf(pool.DefaultAction) === 'DENY' ? 'DENY' : 'ALLOW';
    const userPool = {
      userPoolId: textOf(pool.UserPoolId) ?? '',
      awsRegion: textOf(pool.AwsRegion) ?? region,
      ...defined({ appIdClientRegex: textOf(pool.AppIdClientRegex) }),
    };
    // Only the default provider says what fields without a directive are.
    return { mode, userPool: pool.DefaultAction === undefined ? userPool : { ...userPool, defaultAction } };
  }
  if (mode === 'OPENID_CONNECT') {
    return {
      mode,
      openId: {
        issuer: textOf(openId.Issuer) ?? '',
        ...defined({
          clientId: textOf(openId.ClientId),
          iatTTL: numberOf(openId.IatTTL),
          authTTL: numberOf(openId.AuthTTL),
        }),
      },
    };
  }
  return mode === 'AWS_LAMBDA' ? { mode, lambda: lambdaOf(lambda) } : { mode };
}

function lambdaOf(config: JsonObject): NonNullable<AuthProvider['lambda']> {
  return {
    authorizerUri: textOf(config.AuthorizerUri) ?? '',
    ...defined({
      authorizerResultTtlInSeconds: numberOf(config.AuthorizerResultTtlInSeconds),
      identityValidationExpression: textOf(config.IdentityValidationExpression),
    }),
  };
}

function isMode(mode: string | undefined): mode is AuthMode {
  return AUTH_MODES.some((one) => one === mode);
}

/** `AWS::AppSync::GraphQLSchema`; only SDL that stands in the template can be read here. */
export function deploySchema({ properties, region }: Placed): void {
  const api = graphqlApiIn(region, properties.ApiId);
  if (api) api.schema = textOf(properties.Definition) ?? null;
}

const WEEK_SECONDS = 7 * 24 * 3600;
const KEPT_SECONDS = 60 * 24 * 3600;

/** `AWS::AppSync::ApiKey` of a GraphQL API; without a date it is good for seven days, counted from the start of the sandbox. */
export function deployGraphqlApiKey({ properties, physicalId, region }: Placed): void {
  const hour = Math.floor(Date.now() / 3_600_000) * 3600;
  const expires = numberOf(properties.Expires) ?? hour + WEEK_SECONDS;
  graphqlApiIn(region, properties.ApiId)?.apiKeys.push({
    id: lastPart(physicalId),
    expires,
    deletes: expires + KEPT_SECONDS,
    ...defined({ description: textOf(properties.Description) }),
  });
}

export function graphqlApiIn(region: Placed['region'], id: Json | undefined): GraphqlApi | undefined {
  return graphqlOf(region).apis.get(lastPart(textOf(id) ?? ''));
}
