import { FactsSection, Mono } from '@/components/console/facts/facts-section';
import type { AppSyncDataSource, AppSyncDetail, AppSyncResolver } from '@/lib/apis/appsync/contract';

/** What stands behind each field that has a resolver. */
export function ResolverFacts({ detail: { resolvers, resolversWhole, dataSources } }: { detail: AppSyncDetail }) {
  const byName = new Map(dataSources.map((source) => [source.name, source]));
  const unused = dataSources.filter(({ name }) => !resolvers.some((one) => one.dataSources.includes(name)));
  return (
    <FactsSection
      title="Resolvers"
      part="resolvers"
      none={
        resolvers.length === 0
          ? `No field${resolversWhole ? '' : ' of the first forty types and the roots'} has one.`
          : null
      }
    >
      {resolvers.length > 0 ? (
        <div className="overflow-x-auto">
          <table className="w-full whitespace-nowrap border-collapse text-left">
            <thead className="text-muted text-xs">
              <tr className="border-line border-b">
                <th className="py-1 pr-6 font-normal">Field</th>
                <th className="py-1 pr-6 font-normal">Data source</th>
                <th className="py-1 pr-6 font-normal">Behind it</th>
                <th className="py-1 font-normal">Kind</th>
              </tr>
            </thead>
            <tbody>
              {resolvers.map((one) => (
                <ResolverRow key={`${one.typeName}.${one.fieldName}`} resolver={one} byName={byName} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {resolversWhole || resolvers.length === 0 ? null : (
        <p className="mt-2 text-muted">The API has many types. Those of the first forty and of the roots are shown.</p>
      )}
      {unused.length > 0 ? (
        <p className="mt-2 text-muted">
          Data sources behind no field shown: {unused.map(({ name, label }) => `${name} (${label})`).join(', ')}.
        </p>
      ) : null}
    </FactsSection>
  );
}

interface ResolverRowProps {
  resolver: AppSyncResolver;
  byName: ReadonlyMap<string, AppSyncDataSource>;
}

function ResolverRow({ resolver, byName }: ResolverRowProps) {
  const { typeName, fieldName, dataSources, kind, functions, runtime } = resolver;
  const behind = dataSources.map((name) => byName.get(name)?.label ?? 'not known');
  const sort = kind === 'PIPELINE' ? `Pipeline: ${functions.join(', ') || 'no functions'}` : 'Unit';
  return (
    <tr className="border-line border-b align-top last:border-0">
      <td className="py-1 pr-6">
        <Mono>{`${typeName}.${fieldName}`}</Mono>
      </td>
      <td className="py-1 pr-6">{dataSources.join(', ') || 'None'}</td>
      <td className="py-1 pr-6">
        <Mono>{[...new Set(behind)].join(', ')}</Mono>
      </td>
      <td className="py-1 text-muted">{runtime ? `${sort}, ${runtime}` : sort}</td>
    </tr>
  );
}
