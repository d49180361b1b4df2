import 'server-only';
import { lambdaName } from '@/lib/apis/appsync-base/lambda-name';
import type { DataSource } from '@/lib/aws/shapes';
import type { AppSyncDataSource } from './contract';

/** A data source as the console speaks of it. */
export function toDataSource(source: DataSource): AppSyncDataSource {
  const arn = source.lambdaConfig?.lambdaFunctionArn;
  return {
    name: source.name ?? '',
    type: source.type ?? 'unknown',
    description: source.description || null,
    label: labelOf(source),
    lambda: arn ? { name: lambdaName(arn) ?? arn, arn } : null,
  };
}

/** What stands behind a data source: the first of these that it has. */
function labelOf(source: DataSource): string {
  const { lambdaConfig, dynamodbConfig, httpConfig, openSearchServiceConfig, elasticsearchConfig } = source;
  const { eventBridgeConfig, relationalDatabaseConfig } = source;
  const cluster = relationalDatabaseConfig?.rdsHttpEndpointConfig;
  const lambda = lambdaConfig?.lambdaFunctionArn;
  return (
    (lambda && (lambdaName(lambda) ?? lambda)) ||
    dynamodbConfig?.tableName ||
    httpConfig?.endpoint ||
    openSearchServiceConfig?.endpoint ||
    elasticsearchConfig?.endpoint ||
    eventBridgeConfig?.eventBusArn?.split('/').at(-1) ||
    cluster?.databaseName ||
    cluster?.dbClusterIdentifier ||
    (source.type === 'NONE' ? 'Nothing: the resolver answers itself' : (source.type ?? 'unknown'))
  );
}
