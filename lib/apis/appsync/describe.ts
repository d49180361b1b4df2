import 'server-only';
import { readKeys } from '@/lib/apis/appsync-base/keys';
import { appSyncItems } from '@/lib/apis/appsync-base/pages';
import { Parts } from '@/lib/apis/parts';
import type { AwsClients } from '@/lib/aws/clients';
import type { GraphqlApi } from '@/lib/aws/shapes';
import type { ApiRef } from '@/lib/core/api';
import { authOf } from './auth';
import { toDataSource } from './behind';
import { type AppSyncDetail, GRAPHQL_TARGET } from './contract';
import { readApi, summarise } from './discover';
import { readDomains } from './domains';
import { shownEndpoints } from './endpoints';
import { readResolvers } from './resolvers';

/** Everything about one API. Its parts are read at once; each may fail alone and then stands among the problems. */
export async function describeAppSync(aws: AwsClients, ref: ApiRef, signal: AbortSignal): Promise<AppSyncDetail> {
  const parts = new Parts();
  const api = await readApi(aws, ref, signal);
  const auth = authOf(api);
  const apiId = ref.id;
  const sources = (page: object) => aws.appsync.listDataSources({ apiId, ...page }, { abortSignal: signal });
  const none = { resolvers: [], whole: false };
  const [keys, dataSources, { resolvers, whole }, domains] = await Promise.all([
    auth.some(({ mode }) => mode === 'API_KEY') ? parts.list('API keys', readKeys(aws, apiId, signal)) : [],
    parts.list('data sources', appSyncItems('ListDataSources', 'dataSources', sources)),
    parts.read('resolvers', readResolvers(aws, apiId, signal), none),
    parts.list('custom domains', readDomains(aws, apiId, signal)),
  ]);
  const summary = summarise(api, 'GetGraphqlApi');
  return {
    kind: 'appsync',
    api: summary,
    ...(await shownEndpoints(aws, summary)),
    ...settingsOf(api),
    routes: [GRAPHQL_TARGET],
    auth,
    keys,
    domains,
    dataSources: dataSources.map(toDataSource),
    resolvers,
    resolversWhole: whole,
    problems: parts.problems,
  };
}

function settingsOf(api: GraphqlApi) {
  const { apiType, visibility, introspectionConfig, logConfig: log } = api;
  return {
    apiType: apiType ?? 'GRAPHQL',
    visibility: visibility ?? 'GLOBAL',
    introspection: introspectionConfig !== 'DISABLED',
    // 0 means that there is no limit.
    queryDepthLimit: api.queryDepthLimit || null,
    resolverCountLimit: api.resolverCountLimit || null,
    log: log ? { level: log.fieldLogLevel ?? 'NONE', excludesVerbose: log.excludeVerboseContent ?? false } : null,
    xray: api.xrayEnabled ?? false,
  } as const;
}
