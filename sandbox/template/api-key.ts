import { systemTags } from './api';
import { idOf } from './ids';
import { defined, flagOf, listOf, objectOf, textOf } from './json';
import type { Placed } from './placed';
import { tagsOf } from './shapes';

/** `AWS::ApiGateway::ApiKey`. As in CloudFormation it is disabled unless the template says otherwise; a value that is not given is drawn. */
export function deployApiKey(placed: Placed): void {
  const { properties, physicalId, logicalId, region, account, stack, at } = placed;
  const parts = [account, region.name, stack.name, logicalId];
  region.apiKeys ??= new Map();
  region.apiKeys.set(physicalId, {
    id: physicalId,
    name: textOf(properties.Name) ?? `${stack.name}-${logicalId}-${idOf(12, ...parts).toUpperCase()}`,
    value: textOf(properties.Value) ?? idOf(40, 'value', ...parts),
    enabled: flagOf(properties.Enabled) ?? false,
    createdDate: at,
    lastUpdatedDate: at,
    stageKeys: listOf(properties.StageKeys)
      .map(objectOf)
      .map(({ RestApiId, StageName }) => `${textOf(RestApiId) ?? ''}/${textOf(StageName) ?? ''}`),
    tags: { ...systemTags(placed), ...stack.tags, ...tagsOf(properties.Tags) },
    ...defined({ description: textOf(properties.Description), customerId: textOf(properties.CustomerId) }),
  });
}
