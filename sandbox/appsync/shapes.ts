import type { Output } from '@/sandbox/control/call';
import type { AuthProvider } from './auth/provider';
import type {
  CustomDomain,
  DataSource,
  GraphqlApi,
  PipelineFunction,
  Resolver,
  SourceAssociation,
  Step,
} from './model';

/** The addresses of an API. They lead here, under names that end as emulators' do. */
export function hostsOf({ hostId }: Pick<GraphqlApi, 'hostId'>, origin: string): { GRAPHQL: string; REALTIME: string } {
  const { port } = new URL(origin);
  return {
    GRAPHQL: `${hostId}.appsync-api.localhost:${port}`,
    REALTIME: `${hostId}.appsync-realtime-api.localhost:${port}`,
  };
}

/** An API as the wire has it. Members that are undefined are left out by the protocol. */
export function shownGraphqlApi(api: GraphqlApi, origin: string): Output {
  const [first, ...others] = api.providers;
  const dns = hostsOf(api, origin);
  return {
    apiId: api.apiId,
    name: api.name,
    arn: api.arn,
    apiType: api.apiType,
    visibility: api.visibility,
    ...(first ? shownProvider(first) : {}),
    additionalAuthenticationProviders: others.length > 0 ? others.map(shownProvider) : undefined,
    dns,
    uris: { GRAPHQL: `http://${dns.GRAPHQL}/graphql`, REALTIME: `ws://${dns.REALTIME}/graphql` },
    introspectionConfig: api.introspection ? 'ENABLED' : 'DISABLED',
    queryDepthLimit: api.queryDepthLimit,
    resolverCountLimit: api.resolverCountLimit,
    logConfig: api.logConfig,
    xrayEnabled: api.xrayEnabled,
    owner: api.owner,
    ownerContact: api.ownerContact,
    mergedApiExecutionRoleArn: api.mergedApiExecutionRoleArn,
    tags: api.tags,
  };
}

function shownProvider({ mode, userPool, openId, lambda }: AuthProvider): Output {
  return {
    authenticationType: mode,
    userPoolConfig: userPool,
    // The wire always has both times, 0 where they are not looked at.
    openIDConnectConfig: openId && { iatTTL: 0, authTTL: 0, ...openId },
    lambdaAuthorizerConfig: lambda && { authorizerResultTtlInSeconds: 300, ...lambda },
  };
}

export function shownDataSource({ otherConfig, ...source }: DataSource): Output {
  return { ...otherConfig, ...source };
}

export function shownResolver({ functions, ...resolver }: Resolver): Output {
  return {
    ...resolver,
    pipelineConfig: resolver.kind === 'PIPELINE' ? { functions } : undefined,
  };
}

export function shownFunction({ code, ...one }: PipelineFunction): Output {
  return { ...one, code, functionVersion: usesTemplates(one) ? '2018-05-29' : undefined };
}

/** Only mapping templates have a version. */
function usesTemplates({ runtime }: Step): boolean {
  return runtime === undefined;
}

/** As lists show it, which is less than all. */
export function shownSource({ mergeType: _type, mergedAt: _at, ...summary }: SourceAssociation): Output {
  return { ...summary };
}

export function shownDomain({ apiId: _apiId, ...domain }: CustomDomain): Output {
  return { ...domain };
}
