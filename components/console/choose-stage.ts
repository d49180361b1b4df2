import type { GatewayStage } from '@/lib/apis/gateway/contract';

/** The stage that is meant: the one that the address names, else `$default`, else the one that was updated last. */
export function chooseStage(stages: readonly GatewayStage[], named: string | null): GatewayStage | null {
  const found = stages.find((stage) => stage.name === named) ?? stages.find((stage) => stage.name === '$default');
  if (found) return found;
  return [...stages].sort((a, b) => (b.updatedAt ?? '').localeCompare(a.updatedAt ?? ''))[0] ?? null;
}
