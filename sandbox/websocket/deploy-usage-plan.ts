import type { Throttle, UsagePlan } from '@/sandbox/model';
import { defined, isObject, type Json, listOf, numberOf, objectOf, textOf } from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';

/** `AWS::ApiGateway::UsagePlan`: the stages that its keys open, of WebSocket APIs as of REST APIs. */
export function deployUsagePlan({ properties, physicalId, logicalId, region }: Placed): void {
  region.usagePlans ??= new Map();
  region.usagePlans.set(physicalId, {
    id: physicalId,
    name: textOf(properties.UsagePlanName) ?? logicalId,
    apiStages: listOf(properties.ApiStages)
      .map(objectOf)
      .map(({ ApiId, Stage, Throttle: throttles }) => ({
        apiId: textOf(ApiId) ?? '',
        stage: textOf(Stage) ?? '',
        ...defined({ throttle: throttlesOf(throttles) }),
      })),
    keyIds: [],
    ...defined({
      description: textOf(properties.Description),
      throttle: throttleOf(properties.Throttle),
      quota: quotaOf(properties.Quota),
    }),
  });
}

/** Limits of single methods: `/path/GET`. */
function throttlesOf(value: Json | undefined): Record<string, Throttle> | undefined {
  if (!isObject(value)) return;
  return Object.fromEntries(
    Object.entries(value).flatMap(([method, one]) => {
      const throttle = throttleOf(one);
      return throttle ? [[method, throttle]] : [];
    }),
  );
}

function throttleOf(value: Json | undefined): Throttle | undefined {
  if (!isObject(value)) return;
  return { rateLimit: numberOf(value.RateLimit) ?? 0, burstLimit: numberOf(value.BurstLimit) ?? 0 };
}

function quotaOf(value: Json | undefined): UsagePlan['quota'] {
  if (!isObject(value)) return;
  return {
    limit: numberOf(value.Limit) ?? 0,
    offset: numberOf(value.Offset) ?? 0,
    period: textOf(value.Period) ?? 'DAY',
  };
}

export function deployUsagePlanKey({ properties, region }: Placed): void {
  const plan = region.usagePlans?.get(textOf(properties.UsagePlanId) ?? '');
  const keyId = textOf(properties.KeyId);
  if (keyId !== undefined) plan?.keyIds.push(keyId);
}
