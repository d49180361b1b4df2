import { listOf, objectOf, textOf } from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';

/** `AWS::ApiGateway::UsagePlan`: the stages that its keys open, of WebSocket APIs as of REST APIs. */
export function deployUsagePlan({ properties, physicalId, logicalId, region }: Placed): void {
  region.usagePlans ??= new Map();
  region.usagePlans.set(physicalId, {
    id: physicalId,
    name: textOf(properties.UsagePlanName) ?? logicalId,
    apiStages: listOf(properties.ApiStages)
      .map(objectOf)
      .map(({ ApiId, Stage }) => ({ apiId: textOf(ApiId) ?? '', stage: textOf(Stage) ?? '' })),
    keyIds: [],
  });
}

export function deployUsagePlanKey({ properties, region }: Placed): void {
  const plan = region.usagePlans?.get(textOf(properties.UsagePlanId) ?? '');
  const keyId = textOf(properties.KeyId);
  if (keyId !== undefined) plan?.keyIds.push(keyId);
}
