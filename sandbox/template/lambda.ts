import { defined, numberOf, objectOf, textOf, textRecordOf } from './json';
import type { Placed } from './placed';

/** `AWS::Lambda::Function`; only code that stands in the template can run here. */
export function deployFunction(placed: Placed): void {
  const { properties, physicalId, region, account } = placed;
  const logging = objectOf(properties.LoggingConfig);
  region.functions.set(physicalId, {
    name: physicalId,
    arn: `arn:aws:lambda:${region.name}:${account}:function:${physicalId}`,
    handler: textOf(properties.Handler) ?? 'index.handler',
    runtime: textOf(properties.Runtime) ?? 'nodejs22.x',
    environment: textRecordOf(objectOf(properties.Environment).Variables),
    timeoutSeconds: numberOf(properties.Timeout) ?? 3,
    policy: [],
    code: textOf(objectOf(properties.Code).ZipFile) ?? null,
    ...defined({ memoryMb: numberOf(properties.MemorySize), logGroup: textOf(logging.LogGroup) }),
    ...defined({ logsJson: textOf(logging.LogFormat) === 'JSON' ? true : undefined }),
    ...defined({ reservedConcurrency: numberOf(properties.ReservedConcurrentExecutions) }),
    ...defined({ role: textOf(properties.Role) }),
    ...defined({ packagedAs: textOf(properties.Code) }),
  });
}
