import 'server-only';
import type { PlannedKey } from '@/lib/apis/gateway/contract';
import { allRestItems, restPages } from '@/lib/apis/gateway/rest-pages';
import type { AwsClients } from '@/lib/aws/clients';
import type { UsagePlan } from '@/lib/aws/shapes';
import type { RestUsagePlan } from './contract';

/** More than anybody picks from a list. */
const MOST_KEYS = 2_000;

/** The usage plans of an API and their keys, which are known by name and id alone: their values stay at AWS. */
export async function readUsagePlans(aws: AwsClients, apiId: string, signal: AbortSignal): Promise<RestUsagePlan[]> {
  const all = await allRestItems<UsagePlan>('GetUsagePlans', (input) =>
    aws.apigateway.getUsagePlans(input, { abortSignal: signal }),
  );
  const own = all.filter(({ apiStages }) => apiStages?.some((one) => one.apiId === apiId));
  return Promise.all(
    own.map(async (plan) => ({ ...toPlan(plan, apiId), keys: await readKeys(aws, plan.id ?? '', signal) })),
  );
}

async function readKeys(aws: AwsClients, usagePlanId: string, signal: AbortSignal): Promise<RestUsagePlan['keys']> {
  const ask = (input: object) => aws.apigateway.getUsagePlanKeys({ usagePlanId, ...input }, { abortSignal: signal });
  const keys: RestUsagePlan['keys'] = [];
  for await (const page of restPages('GetUsagePlanKeys', ask)) {
    for (const { id, name } of page) if (id) keys.push({ id, name: name || id });
    if (keys.length >= MOST_KEYS) break;
  }
  return keys;
}

function toPlan(
  { id = '', name, apiStages = [], throttle, quota }: UsagePlan,
  apiId: string,
): Omit<RestUsagePlan, 'keys'> {
  return {
    id,
    name: name ?? id,
    stages: apiStages.flatMap((one) => (one.apiId === apiId && one.stage ? [one.stage] : [])),
    throttle: throttle ? { rate: throttle.rateLimit ?? 0, burst: throttle.burstLimit ?? 0 } : null,
    methodThrottles: apiStages.filter((one) => one.apiId === apiId).flatMap(methodThrottles),
    quota: quota?.limit === undefined ? null : { limit: quota.limit, period: quota.period ?? 'DAY' },
  };
}

/** `/books/GET` is `GET /books`. */
function methodThrottles({ stage = '', throttle = {} }: NonNullable<UsagePlan['apiStages']>[number]) {
  return Object.entries(throttle).map(([written, { rateLimit = 0, burstLimit = 0 }]) => {
    const slash = written.lastIndexOf('/');
    const key = `${written.slice(slash + 1)} ${written.slice(0, slash) || '/'}`;
    return { stage, key, rate: rateLimit, burst: burstLimit };
  });
}

/** The keys of all plans, each with the stages that it opens: a key may be in several plans. */
export function plannedKeys(plans: readonly RestUsagePlan[]): PlannedKey[] {
  const byId = new Map<string, PlannedKey>();
  for (const { keys, stages } of plans) {
    for (const key of keys) {
      const before = byId.get(key.id)?.stages ?? [];
      byId.set(key.id, { ...key, stages: [...new Set([...before, ...stages])] });
    }
  }
  return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name));
}
