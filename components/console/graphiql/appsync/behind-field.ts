import type { AppSyncDetail } from '@/lib/apis/appsync/contract';

/** What stands behind a field that has a resolver, in words: its data sources, and what these are. */
export function behindField({ resolvers, dataSources }: AppSyncDetail, type: string, field: string): string | null {
  const resolver = resolvers.find((one) => one.typeName === type && one.fieldName === field);
  if (!resolver || resolver.dataSources.length === 0) return null;
  const named = resolver.dataSources.map((name) => {
    const source = dataSources.find((one) => one.name === name);
    return source ? `${name} (${source.label})` : name;
  });
  const sources = `the data ${named.length === 1 ? 'source' : 'sources'} ${named.join(', ')}`;
  return resolver.kind === 'PIPELINE' ? `a pipeline over ${sources}` : sources;
}
