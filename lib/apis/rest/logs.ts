import 'server-only';
import { accessLogOf, NOTHING_MORE } from '@/lib/apis/gateway/access-log';
import type { ConfiguredLogs } from '@/lib/apis/kind';
import { Parts } from '@/lib/apis/parts';
import type { AwsClients } from '@/lib/aws/clients';
import type { RestStage } from '@/lib/aws/shapes';
import type { ApiRef } from '@/lib/core/api';
import { lambdaOf } from '@/lib/core/integration-label';
import type { ConfiguredLog } from '@/lib/logs/contract';
import { type AskedFunction, functionLogs } from '@/lib/logs/function-logs';
import { type FoundMethod, readMethods } from './routes';
import { readStages } from './stages';

/** The access and the execution log of each stage, and the log of each function behind a method. */
export async function restLogs(aws: AwsClients, { id }: ApiRef, signal: AbortSignal): Promise<ConfiguredLogs> {
  const parts = new Parts();
  const [stages, methods] = await Promise.all([
    parts.list('stages', readStages(aws, id, signal)),
    parts.list('routes', readMethods(aws, id, signal)),
  ]);
  const functions = await functionLogs(aws, functionsOf(stages, methods), signal);
  return {
    logs: [...stages.map(accessLog), ...stages.flatMap((stage) => executionLog(id, stage)), ...functions.logs],
    problems: [...parts.problems, ...functions.problems],
  };
}

function accessLog({ stageName: stage = '', accessLogSettings: settings }: RestStage): ConfiguredLog {
  return accessLogOf(stage, { destinationArn: settings?.destinationArn, format: settings?.format });
}

/** API Gateway names the group itself (aws.md §3.5). */
function executionLog(apiId: string, { stageName: stage = '', methodSettings = {} }: RestStage): ConfiguredLog[] {
  const levels = new Set(Object.values(methodSettings).map(({ loggingLevel }) => loggingLevel ?? 'OFF'));
  const level = ['INFO', 'ERROR'].find((one) => levels.has(one));
  if (level === undefined) return [];
  return [
    {
      ...NOTHING_MORE,
      id: `execution:${stage}`,
      role: 'execution',
      stage,
      label: `Execution log of ${stage}`,
      destination: { type: 'group', group: `API-Gateway-Execution-Logs_${apiId}/${stage}` },
      level,
      assumed: true,
    },
  ];
}

function functionsOf(stages: readonly RestStage[], methods: readonly FoundMethod[]): AskedFunction[] {
  return methods.flatMap(({ path, verb, method }) => {
    const uri = method.methodIntegration?.uri ?? '';
    const routes = [`${verb} ${path}`];
    const own = stages.map(({ stageName = '', variables = {} }): [string, string] => [
      stageName,
      uri.replace(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) => variables[name] ?? ''),
    ]);
    const at: [string | null, string][] = uri.includes('${stageVariables.') ? own : [[null, uri]];
    return at.flatMap(([stage, filled]) => {
      const lambda = lambdaOf(filled);
      return lambda ? [{ name: lambda.name, arn: lambda.arn, stage, routes }] : [];
    });
  });
}
