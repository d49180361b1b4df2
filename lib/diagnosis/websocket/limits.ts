import type { WebSocketDetail } from '@/lib/apis/websocket/contract';
import { type Evidence, evidence } from '@/lib/diagnosis/cause';

/** How often a route of a stage may be taken. */
export function limitEvidence(detail: WebSocketDetail, stageName: string, routeKey: string): Evidence {
  const stage = detail.stages.find(({ name }) => name === stageName);
  const limit = stage?.routeThrottles[routeKey] ?? stage?.throttle ?? null;
  return limit
    ? evidence('stage', 'Limit', `${limit.rate ?? '–'} a second, ${limit.burst ?? '–'} at once`)
    : evidence('stage', 'Limits', 'none of its own; the account’s hold');
}
