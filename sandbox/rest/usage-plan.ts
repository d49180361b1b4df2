import { takeToken } from '@/sandbox/data/throttle';
import type { ApiKey, UsagePlan } from '@/sandbox/model';
import type { RestCall } from './call';
import { RestRefusal } from './refusal';

const spent = new WeakMap<UsagePlan, Map<string, number>>();

/** The key of the request and what its usage plan lets it do (AWS: "Usage plans and API keys for REST APIs"). */
export function checkKey(call: RestCall, usageIdentifierKey: string | undefined): void {
  const { target, log, restMethod, stageName, requestId } = call;
  log.say(
    `Verifying Usage Plan for request: ${requestId}. API Key: ${masked(given(call, usageIdentifierKey))} API Stage: ${target.api.id}/${stageName}`,
  );
  if (!restMethod.apiKeyRequired) {
    log.say(
      `API Key  authorized because method '${call.method} ${call.resource.path}' does not require API Key. Request will not contribute to throttle or quota limits`,
    );
    return;
  }
  const value = given(call, usageIdentifierKey);
  const key = [...(target.region.apiKeys?.values() ?? [])].find((one) => one.value === value);
  const plan = key && planOf(call, key);
  if (!value || !key?.enabled || !plan) {
    throw new RestRefusal('INVALID_API_KEY', 'Forbidden', whyNot(value, key));
  }
  const { caller } = call.trace;
  Object.assign(caller, { apiKey: value, apiKeyId: key.id });
  count(call, plan, key);
  log.say(`Usage Plan check succeeded for API Key ${masked(value)} and API Stage ${target.api.id}/${stageName}`);
}

function given({ target, headers }: RestCall, usageIdentifierKey: string | undefined): string | undefined {
  return target.api.apiKeySource === 'AUTHORIZER' ? usageIdentifierKey : headers['x-api-key']?.toString();
}

function planOf({ target, stageName }: RestCall, key: ApiKey): UsagePlan | undefined {
  return [...(target.region.usagePlans?.values() ?? [])].find(
    (plan) =>
      plan.keyIds.includes(key.id) &&
      plan.apiStages.some(({ apiId, stage }) => apiId === target.api.id && stage === stageName),
  );
}

function whyNot(value: string | undefined, key: ApiKey | undefined): string {
  if (!value) return 'no API key came with it';
  if (!key) return 'no such API key';
  return key.enabled ? `the key ${key.name} is in no usage plan of this stage` : `the key ${key.name} is disabled`;
}

function count(call: RestCall, plan: UsagePlan, key: ApiKey): void {
  const used = spent.get(plan) ?? new Map<string, number>();
  spent.set(plan, used);
  const so = used.get(key.id) ?? plan.quota?.offset ?? 0;
  if (plan.quota && so >= plan.quota.limit) {
    throw new RestRefusal('QUOTA_EXCEEDED', 'Limit Exceeded', `the quota of ${plan.name} is used up`);
  }
  const { key: place, throttle } = throttleFor(call, plan);
  const within =
    !throttle ||
    takeToken({ of: plan, key: `${key.id} ${place}` }, { rate: throttle.rateLimit, burst: throttle.burstLimit });
  if (!within) throw new RestRefusal('THROTTLED', 'Too Many Requests', `the usage plan ${plan.name} throttles`);
  used.set(key.id, so + 1);
}

/** The plan's limit for this method, where it has one of its own, else the one for all. */
function throttleFor({ target, stageName, resource, restMethod }: RestCall, { apiStages, throttle }: UsagePlan) {
  const own = apiStages.find(({ apiId, stage }) => apiId === target.api.id && stage === stageName)?.throttle ?? {};
  const key = `${resource.path}/${restMethod.httpMethod}`;
  return own[key] ? { key, throttle: own[key] } : { key: '', throttle };
}

function masked(value: string | undefined): string {
  return value ? `${'*'.repeat(Math.max(0, value.length - 6))}${value.slice(-6)}` : '';
}
