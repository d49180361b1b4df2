import 'server-only';
import type { ConfiguredLogs } from '@/lib/apis/kind';
import { Parts } from '@/lib/apis/parts';
import type { AwsClients } from '@/lib/aws/clients';
import type { Integration, Stage } from '@/lib/aws/shapes';
import type { ApiRef } from '@/lib/core/api';
import { lambdaOf } from '@/lib/core/integration-label';
import type { ConfiguredLog } from '@/lib/logs/contract';
import { type AskedFunction, functionLogs } from '@/lib/logs/function-logs';
import { accessLogOf, NOTHING_MORE } from './access-log';
import type { GatewayRoute } from './contract';
import { allItems } from './pages';

/** The logs of an HTTP or WebSocket API, from its stages' settings and its integrations. */
export async function gatewayLogs(
  aws: AwsClients,
  { id }: ApiRef,
  { signal, readRoutes }: { signal: AbortSignal; readRoutes: Promise<GatewayRoute[]> },
): Promise<ConfiguredLogs> {
  const parts = new Parts();
  const v2 = aws.apigatewayv2;
  const options = { abortSignal: signal };
  const [stages, routes, integrations] = await Promise.all([
    parts.list(
      'stages',
      allItems('GetStages', (page) => v2.getStages({ ApiId: id, ...page }, options)),
    ),
    parts.list('routes', readRoutes),
    parts.list(
      'integrations',
      allItems('GetIntegrations', (page) => v2.getIntegrations({ ApiId: id, ...page }, options)),
    ),
  ]);
  const named = stages.filter(({ StageName }) => StageName);
  const functions = await functionLogs(aws, functionsOf(named, routes, integrations), signal);
  return {
    logs: [...named.map(accessLog), ...named.flatMap((stage) => executionLog(id, stage)), ...functions.logs],
    problems: [...parts.problems, ...functions.problems],
  };
}

function accessLog({ StageName: stage = '', AccessLogSettings: settings }: Stage): ConfiguredLog {
  return accessLogOf(stage, { destinationArn: settings?.DestinationArn, format: settings?.Format });
}

/** Of WebSocket APIs alone. API Gateway names the group itself and tells it nowhere. */
function executionLog(apiId: string, stage: Stage): ConfiguredLog[] {
  const name = stage.StageName ?? '';
  const settings = [stage.DefaultRouteSettings, ...Object.values(stage.RouteSettings ?? {})];
  const levels = new Set(settings.map((one) => one?.LoggingLevel ?? 'OFF'));
  const level = ['INFO', 'ERROR'].find((one) => levels.has(one as 'INFO'));
  if (level === undefined) return [];
  return [
    {
      ...NOTHING_MORE,
      id: `execution:${name}`,
      role: 'execution',
      stage: name,
      label: `Execution log of ${name}`,
      destination: { type: 'group', group: `/aws/apigateway/${apiId}/${name}` },
      level,
      assumed: true,
    },
  ];
}

function functionsOf(stages: Stage[], routes: GatewayRoute[], integrations: Integration[]): AskedFunction[] {
  return integrations.flatMap((integration) => {
    const keys = routes
      .filter(({ integrationId }) => integrationId === integration.IntegrationId)
      .map(({ key }) => key);
    const uri = integration.IntegrationUri ?? '';
    if (keys.length === 0) return [];
    const shared: [string | null, string][] = [[null, uri]];
    const own = stages.map((stage): [string | null, string] => [stage.StageName ?? '', filled(uri, stage)]);
    return (uri.includes('${stageVariables.') ? own : shared).flatMap(([stage, at]) => {
      const lambda = lambdaOf(at);
      return lambda ? [{ name: lambda.name, arn: lambda.arn, stage, routes: keys }] : [];
    });
  });
}

/** A URI with the stage's variables in it; what a stage does not set leaves a hole, as it does at API Gateway. */
function filled(uri: string, { StageVariables }: Stage): string {
  return uri.replace(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) => StageVariables?.[name] ?? '');
}
