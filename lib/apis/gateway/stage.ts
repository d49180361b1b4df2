import 'server-only';
import type { Stage } from '@/lib/aws/shapes';
import { asTime } from './time';

/** A stage as the console speaks of it, without its address. */
export function stageFacts(stage: Stage) {
  const { AccessLogSettings: log, DefaultRouteSettings: settings } = stage;
  const rate = settings?.ThrottlingRateLimit ?? null;
  const burst = settings?.ThrottlingBurstLimit ?? null;
  return {
    name: stage.StageName ?? '',
    autoDeploy: stage.AutoDeploy ?? false,
    deploymentId: stage.DeploymentId ?? null,
    lastDeploymentMessage: stage.LastDeploymentStatusMessage ?? null,
    updatedAt: asTime(stage.LastUpdatedDate),
    accessLog: log?.DestinationArn ? { destinationArn: log.DestinationArn, format: log.Format ?? null } : null,
    variables: { ...stage.StageVariables },
    throttle: rate === null && burst === null ? null : { rate, burst },
  };
}
