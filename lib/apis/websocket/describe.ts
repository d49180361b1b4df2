import 'server-only';
import { summarise } from '@/lib/apis/gateway/apis';
import { toAuthorizer } from '@/lib/apis/gateway/authorizer';
import { baseOf } from '@/lib/apis/gateway/base';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import { toIntegration } from '@/lib/apis/gateway/integration';
import { allItems } from '@/lib/apis/gateway/pages';
import { stageFacts } from '@/lib/apis/gateway/stage';
import { Parts } from '@/lib/apis/parts';
import type { AwsClients } from '@/lib/aws/clients';
import { isEmulator } from '@/lib/aws/endpoint';
import type { Stage } from '@/lib/aws/shapes';
import type { ApiRef, ApiSummary } from '@/lib/core/api';
import type { WebSocketDetail } from './contract';
import { readRoutes } from './routes';

/** Everything about one API. Its parts are read at once; each may fail alone and then stands among the problems. */
export async function describeWebSocket(
  aws: AwsClients,
  { id }: ApiRef,
  signal: AbortSignal,
): Promise<WebSocketDetail> {
  const parts = new Parts();
  const v2 = aws.apigatewayv2;
  const options = { abortSignal: signal };
  const stagePages = (page: object) => v2.getStages({ ApiId: id, ...page }, options);
  const integrationPages = (page: object) => v2.getIntegrations({ ApiId: id, ...page }, options);
  const authorizerPages = (page: object) => v2.getAuthorizers({ ApiId: id, ...page }, options);
  // In the order in which a person misses them: each waits for its turn.
  const [routes, api, stages, integrations, authorizers] = await Promise.all([
    parts.list('routes', readRoutes(aws, id, signal)),
    v2.getApi({ ApiId: id }, options),
    parts.list('stages', allItems('GetStages', stagePages)),
    parts.list('integrations', allItems('GetIntegrations', integrationPages)),
    parts.list('authorizers', allItems('GetAuthorizers', authorizerPages)),
  ]);
  const summary = summarise('websocket', api, 'GetApi');
  const named = stages.filter((stage) => stage.StageName);
  return {
    kind: 'websocket',
    api: summary,
    routeSelectionExpression: api.RouteSelectionExpression ?? '',
    apiKeySelectionExpression: api.ApiKeySelectionExpression ?? null,
    stages: await Promise.all(named.map((stage) => toStage(aws, summary, stage))),
    routes,
    integrations: integrations.map(toIntegration),
    authorizers: authorizers.map(toAuthorizer),
    emulator: isEmulator(await aws.endpoint()),
    problems: parts.problems,
  };
}

async function toStage(aws: AwsClients, api: ApiSummary, stage: Stage): Promise<GatewayStage> {
  const facts = stageFacts(stage);
  const base = await baseOf(aws, api, facts.name);
  return { ...facts, base: { ...base, url: base.url?.replace(/^http/, 'ws') ?? null } };
}
