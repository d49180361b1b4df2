import { createHash } from 'node:crypto';
import type { Stage, World } from '@/sandbox/model';
import { groupOfArn } from './directory';
import { writeLog } from './write';

/** A format with what `$context.…` stands for in it; what has no value becomes a dash. Values go in as they are: API Gateway escapes nothing. */
export function accessLine(format: string, value: (name: string) => string | undefined): string {
  return format.replace(/\$context\.([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)/g, (_, name: string) => value(name) ?? '-');
}

/** Writes a line into the log group of a stage, if that is there. */
export function writeAccessLine(
  world: World,
  { apiId, stage }: { apiId: string; stage: Pick<Stage, 'stageName' | 'accessLogSettings'> },
  message: string,
): void {
  const found = groupOfArn(world, stage.accessLogSettings?.destinationArn ?? '');
  if (!found) return;
  writeLog(found.logs, found.group, { stream: accessStream(apiId, stage), timestamp: Date.now(), message });
}

/** The log stream of a stage: one in its log group. */
export function accessStream(apiId: string, { stageName }: Pick<Stage, 'stageName'>): string {
  return createHash('md5').update(`${apiId} ${stageName}`).digest('hex');
}
