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
import type { Cors, Stage } from '@/lib/aws/shapes';
import type { ApiRef, ApiSummary } from '@/lib/core/api';
import type { HttpCors, HttpDetail } from './contract';
import { readRoutes } from './routes';

/** Everything about one API. Its parts are read at once; each may fail alone and then stands among the problems. */
export async function describeHttp(aws: AwsClients, { id }: ApiRef, signal: AbortSignal): Promise<HttpDetail> {
  const parts = new Parts();
  const v2 = aws.apigatewayv2;
  const options = { abortSignal: signal };
  // In the order in which a person misses them: each waits for its turn.
  const [routes, api, stages, integrations, authorizers] = await Promise.all([
    parts.list('routes', readRoutes(aws, id, signal)),
    v2.getApi({ ApiId: id }, options),
    parts.list(
      'stages',
      allItems('GetStages', (page) => v2.getStages({ ApiId: id, ...page }, options)),
    ),
    parts.list(
      'integrations',
      allItems('GetIntegrations', (page) => v2.getIntegrations({ ApiId: id, ...page }, options)),
    ),
    parts.list(
      'authorizers',
      allItems('GetAuthorizers', (page) => v2.getAuthorizers({ ApiId: id, ...page }, options)),
    ),
  ]);
  const summary = summarise('http', api, 'GetApi');
  return {
    kind: 'http',
    api: summary,
    stages: await Promise.all(stages.filter((stage) => stage.StageName).map((stage) => toStage(aws, summary, stage))),
    routes,
    integrations: integrations.map(toIntegration),
    authorizers: authorizers.map(toAuthorizer),
    cors: api.CorsConfiguration ? toCors(api.CorsConfiguration) : null,
    ipAddressType: api.IpAddressType ?? null,
    emulator: isEmulator(await aws.endpoint()),
    problems: parts.problems,
  };
}

async function toStage(aws: AwsClients, api: ApiSummary, stage: Stage): Promise<GatewayStage> {
  const facts = stageFacts(stage);
  return { ...facts, base: await baseOf(aws, api, facts.name) };
}

function toCors(cors: Cors): HttpCors {
  return {
    allowCredentials: cors.AllowCredentials ?? false,
    allowHeaders: cors.AllowHeaders ?? [],
    allowMethods: cors.AllowMethods ?? [],
    allowOrigins: cors.AllowOrigins ?? [],
    exposeHeaders: cors.ExposeHeaders ?? [],
    maxAge: cors.MaxAge ?? null,
  };
}
