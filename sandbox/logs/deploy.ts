import { defined, numberOf, textOf } from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';
import { tagsOf } from '@/sandbox/template/shapes';
import { createGroup, logsOf } from './directory';
import type { LogGroup } from './model';

const CLASSES: readonly LogGroup['logGroupClass'][] = ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'];

/** `AWS::Logs::LogGroup`. */
export function deployLogGroup({ properties, physicalId, region, account, at }: Placed): void {
  const named = textOf(properties.LogGroupClass);
  const logGroupClass = CLASSES.find((one) => one === named);
  createGroup(logsOf(region, account), {
    name: physicalId,
    createdAt: Date.parse(at),
    tags: tagsOf(properties.Tags),
    ...defined({ retentionInDays: numberOf(properties.RetentionInDays), logGroupClass }),
  });
}
