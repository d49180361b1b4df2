import 'server-only';
import type { PlannedKey } from '@/lib/apis/gateway/contract';
import type { AwsClients } from '@/lib/aws/clients';
import type { UsagePlan } from '@/lib/aws/shapes';
import type { RestUsagePlan } from './contract';
import { allRestItems } from './pages';

/** The usage plans of an API and their keys, which are known by name and id alone: their values stay at AWS. */
export async function readUsagePlans(
  aws: AwsClients,
  apiId: string,
  signal: AbortSignal,
): Promise<{ plans: RestUsagePlan[]; keys: PlannedKey[] }> {
  const options = { abortSignal: signal };
  const all = await allRestItems<UsagePlan>('GetUsagePlans', (input) => aws.apigateway.getUsagePlans(input, options));
  const plans = all
    .filter(({ apiStages }) => apiStages?.some((one) => one.apiId === apiId))
    .map((one) => toPlan(one, apiId));
  const keys = await Promise.all(
    plans.map(async ({ id, stages }) => {
      const found = await allRestItems('GetUsagePlanKeys', (input) =>
        aws.apigateway.getUsagePlanKeys({ usagePlanId: id, ...input }, options),
      );
      return found.flatMap((key) => (key.id ? [{ id: key.id, name: key.name || key.id, stages }] : []));
    }),
  );
  return { plans, keys: merged(keys.flat()) };
}

function toPlan({ id = '', name, apiStages = [], throttle, quota }: UsagePlan, apiId: string): RestUsagePlan {
  return {
    id,
    name: name ?? id,
    stages: apiStages.flatMap((one) => (one.apiId === apiId && one.stage ? [one.stage] : [])),
    throttle: throttle ? { rate: throttle.rateLimit ?? 0, burst: throttle.burstLimit ?? 0 } : null,
    quota: quota?.limit === undefined ? null : { limit: quota.limit, period: quota.period ?? 'DAY' },
  };
}

/** A key may be in several plans. */
function merged(keys: readonly PlannedKey[]): PlannedKey[] {
  const byId = new Map<string, PlannedKey>();
  for (const key of keys) {
    const before = byId.get(key.id);
    byId.set(key.id, { ...key, stages: [...new Set([...(before?.stages ?? []), ...key.stages])] });
  }
  return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name));
}
