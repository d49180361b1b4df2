import 'server-only';
import { baseOf } from '@/lib/apis/gateway/base';
import type { Throttle } from '@/lib/apis/gateway/contract';
import { asTime } from '@/lib/apis/gateway/time';
import type { AwsClients } from '@/lib/aws/clients';
import type { RestStage as AwsStage } from '@/lib/aws/shapes';
import type { ApiSummary } from '@/lib/core/api';
import type { RestStage } from './contract';

type MethodSetting = NonNullable<AwsStage['methodSettings']>[string];

/** All stages of an API; there are no pages of them. */
export async function readStages(aws: AwsClients, restApiId: string, signal: AbortSignal): Promise<AwsStage[]> {
  const { item = [] } = await aws.apigateway.getStages({ restApiId }, { abortSignal: signal });
  return item.filter(({ stageName }) => stageName);
}

/** A stage as the console speaks of it, with its address. */
export async function toStage(aws: AwsClients, api: ApiSummary, stage: AwsStage): Promise<RestStage> {
  const name = stage.stageName ?? '';
  const { accessLogSettings: log, canarySettings: canary } = stage;
  return {
    name,
    base: await baseOf(aws, api, name),
    autoDeploy: false,
    deploymentId: stage.deploymentId ?? null,
    lastDeploymentMessage: null,
    updatedAt: asTime(stage.lastUpdatedDate),
    accessLog: log?.destinationArn ? { destinationArn: log.destinationArn, format: log.format ?? null } : null,
    variables: { ...stage.variables },
    throttle: throttleOf(stage.methodSettings?.['*/*']),
    routeThrottles: routeThrottles(stage),
    tracing: stage.tracingEnabled ?? false,
    cacheSize: stage.cacheClusterEnabled ? (stage.cacheClusterSize ?? 'unknown') : null,
    webAclArn: stage.webAclArn ?? null,
    clientCertificateId: stage.clientCertificateId ?? null,
    canary: canary
      ? {
          percent: canary.percentTraffic ?? 0,
          deploymentId: canary.deploymentId ?? null,
          variables: { ...canary.stageVariableOverrides },
        }
      : null,
  };
}

/** What a setting limits; -1 stands for the account's own limit. */
function throttleOf(settings: MethodSetting | undefined): Throttle | null {
  const limit = (value: number | undefined) => (value === undefined || value < 0 ? null : value);
  const rate = limit(settings?.throttlingRateLimit);
  const burst = limit(settings?.throttlingBurstLimit);
  return rate === null && burst === null ? null : { rate, burst };
}

/** The limits of single methods: `~1books/GET` is `GET /books`. */
function routeThrottles({ methodSettings = {} }: AwsStage): Record<string, Throttle> {
  const own = Object.entries(methodSettings).flatMap(([written, settings]) => {
    const slash = written.lastIndexOf('/');
    const throttle = written === '*/*' ? null : throttleOf(settings);
    const path = written.slice(0, slash).replaceAll('~1', '/');
    return throttle ? [[`${written.slice(slash + 1)} ${path}`, throttle] as const] : [];
  });
  return Object.fromEntries(own);
}
