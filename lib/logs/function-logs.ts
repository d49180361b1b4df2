import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import type { Problem } from '@/lib/core/api';
import type { ConfiguredLog } from './contract';

/** A Lambda function that does the work of some routes. */
export interface AskedFunction {
  name: string;
  /** Without a qualifier; null where it is not known. */
  arn: string | null;
  /** Null where all stages call it. */
  stage: string | null;
  routes: string[];
}

/** The log of each function, by name. A function behind several integrations is there once, with all of their routes. */
export async function functionLogs(
  _aws: AwsClients,
  asked: readonly AskedFunction[],
  _signal: AbortSignal,
): Promise<{ logs: ConfiguredLog[]; problems: Problem[] }> {
  const logs = merged(asked).map((one) => toLog(one));
  return { logs, problems: [] };
}

function merged(asked: readonly AskedFunction[]): AskedFunction[] {
  const byName = new Map<string, AskedFunction>();
  for (const one of asked) {
    const before = byName.get(one.name);
    if (!before) byName.set(one.name, one);
    else {
      const stage = before.stage === one.stage ? one.stage : null;
      byName.set(one.name, { ...before, stage, routes: [...new Set([...before.routes, ...one.routes])] });
    }
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function toLog({ name, stage, routes }: AskedFunction): ConfiguredLog {
  return {
    id: `function:${name}`,
    role: 'function',
    stage,
    routes,
    label: name,
    destination: { type: 'group', group: `/aws/lambda/${name}` },
    format: null,
    level: null,
    assumed: true,
  };
}
