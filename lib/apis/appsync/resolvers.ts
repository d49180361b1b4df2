import 'server-only';
import { appSyncItems } from '@/lib/apis/appsync-base/pages';
import type { AwsClients } from '@/lib/aws/clients';
import type { Resolver } from '@/lib/aws/shapes';
import type { AppSyncResolver } from './contract';

const ROOTS = ['Query', 'Mutation', 'Subscription'];
/** Each type costs a call. More types than this are not asked for their resolvers. */
const MOST_TYPES = 40;

/** The resolvers of an API with what stands behind each. `whole` is false where it has more types than are asked for. */
export async function readResolvers(
  aws: AwsClients,
  apiId: string,
  signal: AbortSignal,
): Promise<{ resolvers: AppSyncResolver[]; whole: boolean }> {
  const options = { abortSignal: signal };
  const types = (page: object) => aws.appsync.listTypes({ apiId, format: 'SDL', ...page }, options);
  const functions = (page: object) => aws.appsync.listFunctions({ apiId, ...page }, options);
  const [allTypes, allFunctions] = await Promise.all([
    appSyncItems('ListTypes', 'types', types),
    appSyncItems('ListFunctions', 'functions', functions),
  ]);
  const objects = allTypes.flatMap(({ name, definition }) =>
    name && !ROOTS.includes(name) && isObject(definition) ? [name] : [],
  );
  const roots = ROOTS.filter((root) => allTypes.some(({ name }) => name === root));
  const asked = [...roots, ...objects.slice(0, MOST_TYPES)];
  const resolvers = await Promise.all(
    asked.map((typeName) => {
      const ask = (page: object) => aws.appsync.listResolvers({ apiId, typeName, ...page }, options);
      return appSyncItems('ListResolvers', 'resolvers', ask);
    }),
  );
  const byId = new Map(allFunctions.map((one) => [one.functionId ?? '', one]));
  return { resolvers: resolvers.flat().map((one) => toResolver(one, byId)), whole: objects.length <= MOST_TYPES };
}

/** Fields of interfaces, inputs and enums have no resolvers. */
function isObject(definition: string | undefined): boolean {
  return definition === undefined || /^\s*(?:"""[\s\S]*?"""\s*|"[^"\n]*"\s*|#.*\s*)*type\s/.test(definition);
}

type Functions = Map<string, { name?: string | undefined; dataSourceName?: string | undefined }>;

function toResolver(resolver: Resolver, functions: Functions): AppSyncResolver {
  const { typeName, fieldName, kind, dataSourceName, pipelineConfig, runtime } = resolver;
  const steps = (pipelineConfig?.functions ?? []).map((id) => functions.get(id) ?? { name: id });
  const behind = [dataSourceName, ...steps.map((step) => step.dataSourceName)];
  return {
    typeName: typeName ?? '',
    fieldName: fieldName ?? '',
    kind: kind === 'PIPELINE' ? 'PIPELINE' : 'UNIT',
    dataSources: behind.flatMap((name) => name ?? []),
    functions: steps.flatMap(({ name }) => name ?? []),
    runtime: runtime?.name ?? null,
  };
}
