import { takeToken } from '@/sandbox/data/throttle';
import type { RestCall } from './call';
import type { RestMethodSetting, RestStage } from './model';

/** What a stage sets for a method: of the method itself, else of all. */
export function settingsFor(stage: RestStage, call: Pick<RestCall, 'resource' | 'restMethod'>): RestMethodSetting {
  const key = `${call.resource.path.replaceAll('/', '~1')}/${call.restMethod.httpMethod}`;
  return { ...stage.methodSettings['*/*'], ...stage.methodSettings[key] };
}

export function withinStage(stage: RestStage, call: Pick<RestCall, 'resource' | 'restMethod'>): boolean {
  const { throttlingRateLimit: rate, throttlingBurstLimit: burst } = settingsFor(stage, call);
  if (rate === undefined || rate < 0) return true;
  return takeToken(
    { of: stage, key: `${call.restMethod.httpMethod} ${call.resource.path}` },
    { rate, burst: burst ?? rate },
  );
}
