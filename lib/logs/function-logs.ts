import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import type { Problem } from '@/lib/core/api';
import { AppError, toFailure } from '@/lib/core/error';
import { accountKey } from '@/lib/core/keys';
import { processWide } from '@/lib/core/process-wide';
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

/** Where a function logs to changes when it is deployed, which is seldom. */
const FRESH_MS = 5 * 60_000;

const told = processWide('function-log-groups', () => new Map<string, { group: string; readAt: number }>());

/**
 * The log of each function, by name. A function behind several integrations is there once, with all of their routes.
 * Where Lambda does not say where a function logs to, its usual log group stands there, marked as assumed.
 */
export async function functionLogs(
  aws: AwsClients,
  asked: readonly AskedFunction[],
  signal: AbortSignal,
): Promise<{ logs: ConfiguredLog[]; problems: Problem[] }> {
  const functions = merged(asked);
  const [first, ...rest] = functions;
  if (!first) return { logs: [], problems: [] };
  try {
    // Whoever may not read one function mostly may read none: then the others need not be asked about.
    const groups = [await groupOf(aws, first, signal)];
    groups.push(...(await Promise.all(rest.map((one) => groupOf(aws, one, signal)))));
    return { logs: functions.map((one, index) => toLog(one, groups[index] ?? null)), problems: [] };
  } catch (error) {
    if (!(error instanceof AppError) || signal.aborted) throw error;
    const problem = { subject: 'log groups of Lambda functions', failure: toFailure(error) };
    return { logs: functions.map((one) => toLog(one, null)), problems: [problem] };
  }
}

/** The log group of a function as Lambda has it; null where there is no such function. */
async function groupOf(aws: AwsClients, { name, arn }: AskedFunction, signal: AbortSignal): Promise<string | null> {
  const key = `${accountKey(aws.account)} ${arn ?? name}`;
  const before = told.get(key);
  if (before && Date.now() - before.readAt < FRESH_MS) return before.group;
  try {
    const asked = { FunctionName: arn ?? name };
    const { LoggingConfig } = await aws.lambda.getFunctionConfiguration(asked, { abortSignal: signal });
    const group = LoggingConfig?.LogGroup ?? null;
    if (group !== null) told.set(key, { group, readAt: Date.now() });
    return group;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}

function merged(asked: readonly AskedFunction[]): AskedFunction[] {
  const byName = new Map<string, AskedFunction>();
  for (const one of asked) {
    const before = byName.get(one.name);
    const routes = [...new Set([...(before?.routes ?? []), ...one.routes])];
    const stage = !before || before.stage === one.stage ? one.stage : null;
    byName.set(one.name, { ...one, stage, routes });
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function toLog({ name, stage, routes }: AskedFunction, group: string | null): ConfiguredLog {
  return {
    id: `function:${name}`,
    role: 'function',
    stage,
    routes,
    label: name,
    destination: { type: 'group', group: group ?? `/aws/lambda/${name}` },
    format: null,
    level: null,
    assumed: group === null,
  };
}
