import { defined, objectOf, textOf } from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';
import { graphqlApiIn } from './deploy-api';
import { lastPart } from './directory';
import { mergedSdl } from './graphql/merge';
import type { GraphqlApi, Step } from './model';

/** `AWS::AppSync::SourceApiAssociation`: what a source has, its merged API has as well from now on. */
export function deploySourceAssociation({ properties, physicalId, region, at }: Placed): void {
  const merged = graphqlApiIn(region, properties.MergedApiIdentifier);
  const source = graphqlApiIn(region, properties.SourceApiIdentifier);
  if (!merged || !source) return;
  merged.schema = mergedSdl([merged.schema, source.schema].flatMap((sdl) => sdl ?? []));
  takeOver(merged, source);
  merged.sources.push({
    associationId: lastPart(physicalId),
    associationArn: physicalId,
    sourceApiId: source.apiId,
    sourceApiArn: source.arn,
    mergedApiId: merged.apiId,
    mergedApiArn: merged.arn,
    mergeType: textOf(objectOf(properties.SourceApiAssociationConfig).MergeType) ?? 'AUTO_MERGE',
    mergedAt: at,
    ...defined({ description: textOf(properties.Description) }),
  });
}

/** Sources may each have a data source of one name, so all are known by their API's id as well. */
function takeOver(merged: GraphqlApi, source: GraphqlApi): void {
  const named = (name: string) => `${source.apiId}_${name}`;
  const moved = <T extends Step>(step: T): T =>
    step.dataSourceName === undefined ? step : { ...step, dataSourceName: named(step.dataSourceName) };
  const isTaken = (typeName: string, fieldName: string) =>
    merged.resolvers.some((one) => one.typeName === typeName && one.fieldName === fieldName);
  merged.dataSources.push(...source.dataSources.map((one) => ({ ...one, name: named(one.name) })));
  merged.functions.push(...source.functions.map(moved));
  merged.resolvers.push(
    ...source.resolvers.filter(({ typeName, fieldName }) => !isTaken(typeName, fieldName)).map(moved),
  );
}
