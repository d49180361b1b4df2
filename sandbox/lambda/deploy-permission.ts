import { textOf } from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';

/** `AWS::Lambda::Permission`: a statement in the policy of a function, which it names by name or by ARN. */
export function deployPermission({ properties, physicalId, region }: Placed): void {
  const named = textOf(properties.FunctionName) ?? '';
  const name = /:function:([^:]+)/.exec(named)?.[1] ?? named;
  const sourceArn = textOf(properties.SourceArn);
  region.functions.get(name)?.policy?.push({
    sid: physicalId,
    principal: textOf(properties.Principal) ?? '',
    action: textOf(properties.Action) ?? 'lambda:InvokeFunction',
    ...(sourceArn === undefined ? {} : { sourceArn }),
  });
}
