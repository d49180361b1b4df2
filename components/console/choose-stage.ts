import type { GatewayStage } from '@/lib/apis/gateway/contract';

/** What SAM leaves beside the stage that was asked for. */
const LEFT_BY_SAM = 'Stage';

/** The stage that is meant: the one that the address names, else `$default`, else the one that was updated last. */
export function chooseStage(stages: readonly GatewayStage[], named: string | null): GatewayStage | null {
  const found = stages.find((stage) => stage.name === named) ?? stages.find((stage) => stage.name === '$default');
  if (found) return found;
  const meant = stages.filter(({ name }) => name !== LEFT_BY_SAM);
  const latest = [...meant].sort((a, b) => (b.updatedAt ?? '').localeCompare(a.updatedAt ?? ''))[0];
  return latest ?? stages[0] ?? null;
}
