import 'server-only';
import type { Stage } from '@/lib/aws/shapes';
import type { Throttle } from './contract';
import { asTime } from './time';

/** A stage as the console speaks of it, without its address. */
export function stageFacts(stage: Stage) {
  const { AccessLogSettings: log, DefaultRouteSettings: settings } = stage;
  const routes = Object.entries(stage.RouteSettings ?? {}).flatMap(([key, own]) => {
    const limit = throttleOf(own);
    return limit ? [[key, limit] as const] : [];
  });
  return {
    name: stage.StageName ?? '',
    autoDeploy: stage.AutoDeploy ?? false,
    deploymentId: stage.DeploymentId ?? null,
    lastDeploymentMessage: stage.LastDeploymentStatusMessage ?? null,
    updatedAt: asTime(stage.LastUpdatedDate),
    accessLog: log?.DestinationArn ? { destinationArn: log.DestinationArn, format: log.Format ?? null } : null,
    variables: { ...stage.StageVariables },
    throttle: throttleOf(settings),
    routeThrottles: Object.fromEntries(routes),
  };
}

function throttleOf(settings: Stage['DefaultRouteSettings']): Throttle | null {
  const rate = settings?.ThrottlingRateLimit ?? null;
  const burst = settings?.ThrottlingBurstLimit ?? null;
  return rate === null && burst === null ? null : { rate, burst };
}
