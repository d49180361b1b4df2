import { decodeWire } from '@/sandbox/canonical';
import type { HttpApi, Stage } from '@/sandbox/model';

/** The stage that the first segment names, `$default` included, and what follows it: empty, or from a slash on. */
export function stageNamed(api: HttpApi, rawPath: string): { stage: Stage; rest: string } | undefined {
  const [, first = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(rawPath) ?? [];
  const name = decodeWire(first);
  const stage = api.stages.find(({ stageName }) => stageName === name);
  return stage && { stage, rest };
}
