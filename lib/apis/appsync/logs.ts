import 'server-only';
import { executionLog } from '@/lib/apis/appsync-base/execution-log';
import { lambdaName } from '@/lib/apis/appsync-base/lambda-name';
import { appSyncItems } from '@/lib/apis/appsync-base/pages';
import type { ConfiguredLogs } from '@/lib/apis/kind';
import { Parts } from '@/lib/apis/parts';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiRef } from '@/lib/core/api';
import { functionLogs } from '@/lib/logs/function-logs';
import { GRAPHQL_TARGET } from './contract';
import { readApi } from './discover';

/** The log that AppSync writes where the API's settings ask for it, and the log of each function that is a data source. */
export async function appSyncLogs(aws: AwsClients, ref: ApiRef, signal: AbortSignal): Promise<ConfiguredLogs> {
  const parts = new Parts();
  const ask = (page: object) => aws.appsync.listDataSources({ apiId: ref.id, ...page }, { abortSignal: signal });
  const [api, sources] = await Promise.all([
    readApi(aws, ref, signal),
    parts.list('data sources', appSyncItems('ListDataSources', 'dataSources', ask)),
  ]);
  const asked = sources.flatMap(({ lambdaConfig }) => {
    const arn = lambdaConfig?.lambdaFunctionArn ?? '';
    const name = lambdaName(arn);
    return name ? [{ name, arn, stage: null, routes: [GRAPHQL_TARGET.key] }] : [];
  });
  const functions = await functionLogs(aws, asked, signal);
  const level = api.logConfig ? (api.logConfig.fieldLogLevel ?? 'NONE') : null;
  return {
    logs: [executionLog(ref.id, level), ...functions.logs],
    problems: [...parts.problems, ...functions.problems],
  };
}
