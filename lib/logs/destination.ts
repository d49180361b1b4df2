import type { LogDestination } from './contract';

/** Where a stage's access log goes, from the ARN in its settings (aws.md §7.1). Null where it is of neither sort. */
export function destinationOf(arn: string | undefined): LogDestination | null {
  const group = /^arn:[\w-]+:logs:[^:]*:[^:]*:log-group:([^:]+)/.exec(arn ?? '')?.[1];
  if (group) return { type: 'group', group };
  return arn !== undefined && /^arn:[\w-]+:firehose:/.test(arn) ? { type: 'firehose', arn } : null;
}
