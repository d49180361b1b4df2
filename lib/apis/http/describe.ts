import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import { isEmulator } from '@/lib/aws/endpoint';
import type { Authorizer, Cors, Stage } from '@/lib/aws/shapes';
import type { ApiRef, ApiSummary, Problem } from '@/lib/core/api';
import { AppError, toFailure } from '@/lib/core/error';
import { baseOf } from './base';
import type { HttpAuthorizer, HttpCors, HttpDetail, HttpStage } from './contract';
import { asTime, summarise } from './discover';
import { lambdaOf, toIntegration } from './integration';
import { allItems } from './pages';
import { readRoutes } from './routes';

/** These concern the whole API: without it or without credentials there is nothing to show. */
const FATAL = new Set(['not-found', 'no-credentials', 'expired-credentials', 'cancelled']);

/** Everything about one API. Its parts are read at once; each may fail alone and then stands among the problems. */
export async function describeHttp(aws: AwsClients, { id }: ApiRef, signal: AbortSignal): Promise<HttpDetail> {
  const problems: Problem[] = [];
  const part = async <T>(subject: string, read: Promise<T[]>): Promise<T[]> => {
    try {
      return await read;
    } catch (error) {
      if (!(error instanceof AppError) || FATAL.has(error.code)) throw error;
      problems.push({ subject, failure: toFailure(error) });
      return [];
    }
  };
  const v2 = aws.apigatewayv2;
  const options = { abortSignal: signal };
  // In the order in which a person misses them: each waits for its turn.
  const [routes, api, stages, integrations, authorizers] = await Promise.all([
    part('routes', readRoutes(aws, id, signal)),
    v2.getApi({ ApiId: id }, options),
    part(
      'stages',
      allItems('GetStages', (page) => v2.getStages({ ApiId: id, ...page }, options)),
    ),
    part(
      'integrations',
      allItems('GetIntegrations', (page) => v2.getIntegrations({ ApiId: id, ...page }, options)),
    ),
    part(
      'authorizers',
      allItems('GetAuthorizers', (page) => v2.getAuthorizers({ ApiId: id, ...page }, options)),
    ),
  ]);
  const summary = summarise(api, 'GetApi');
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
    problems,
  };
}

async function toStage(aws: AwsClients, api: ApiSummary, stage: Stage): Promise<HttpStage> {
  const name = stage.StageName ?? '';
  const { AccessLogSettings: log, DefaultRouteSettings: settings } = stage;
  const rate = settings?.ThrottlingRateLimit ?? null;
  const burst = settings?.ThrottlingBurstLimit ?? null;
  return {
    name,
    base: await baseOf(aws, api, name),
    autoDeploy: stage.AutoDeploy ?? false,
    deploymentId: stage.DeploymentId ?? null,
    lastDeploymentMessage: stage.LastDeploymentStatusMessage ?? null,
    updatedAt: asTime(stage.LastUpdatedDate),
    accessLog: log?.DestinationArn ? { destinationArn: log.DestinationArn, format: log.Format ?? null } : null,
    variables: { ...stage.StageVariables },
    throttle: rate === null && burst === null ? null : { rate, burst },
  };
}

function toAuthorizer(authorizer: Authorizer): HttpAuthorizer {
  const { AuthorizerType: type, AuthorizerUri: uri, JwtConfiguration: jwt } = authorizer;
  return {
    id: authorizer.AuthorizerId ?? '',
    name: authorizer.Name ?? authorizer.AuthorizerId ?? '',
    type: type === 'JWT' || type === 'REQUEST' ? type : 'unknown',
    identitySource: authorizer.IdentitySource ?? [],
    issuer: jwt?.Issuer ?? null,
    audience: jwt?.Audience ?? [],
    lambda: uri ? (lambdaOf(uri)?.name ?? uri) : null,
    ttlSeconds: authorizer.AuthorizerResultTtlInSeconds ?? null,
  };
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
