import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import type { LogGroup } from '@/lib/aws/shapes';
import type { LogGroupFacts } from './contract';

/** As many as CloudWatch Logs gives at once. */
const LARGEST_PAGE = 50;
/** Names that begin alike are read together; what this many pages did not show is asked for one by one. */
const MOST_PAGES = 2;

/** What CloudWatch Logs says of log groups; of those that it does not have, nothing. */
export async function readGroups(
  aws: AwsClients,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, LogGroupFacts>> {
  const found = new Map<string, LogGroupFacts>();
  await Promise.all(bundles(names).map((bundle) => readBundle(aws, bundle, { signal, found })));
  return found;
}

/** One log group. Null where CloudWatch Logs has none of that name. */
export async function readGroup(aws: AwsClients, name: string, signal: AbortSignal): Promise<LogGroupFacts | null> {
  return (await readGroups(aws, [name], signal)).get(name) ?? null;
}

interface Reading {
  signal: AbortSignal;
  found: Map<string, LogGroupFacts>;
}

async function readBundle(aws: AwsClients, names: readonly string[], reading: Reading): Promise<void> {
  const prefix = beginningOf(names);
  const wanted = new Set(names);
  let next: { nextToken?: string } = {};
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const asked = { logGroupNamePrefix: prefix, limit: LARGEST_PAGE, ...next };
    const answer = await aws.cloudwatchLogs.describeLogGroups(asked, { abortSignal: reading.signal });
    for (const group of answer.logGroups ?? []) {
      const name = group.logGroupName ?? '';
      if (wanted.delete(name)) reading.found.set(name, factsOf(group));
    }
    if (answer.nextToken === undefined || wanted.size === 0) return;
    next = { nextToken: answer.nextToken };
  }
  // A whole name sorts before all that begin with it, so that a group of its own is on its first page.
  if (names.length > 1) await Promise.all([...wanted].map((name) => readBundle(aws, [name], reading)));
}

/** Names under the same folder, which share a beginning that is worth asking for. */
function bundles(names: readonly string[]): string[][] {
  const byFolder = new Map<string, string[]>();
  for (const name of new Set(names)) {
    const folder = name.slice(0, name.lastIndexOf('/') + 1) || name;
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), name]);
  }
  return [...byFolder.values()];
}

function beginningOf(names: readonly string[]): string {
  const [first = ''] = names;
  let length = first.length;
  for (const name of names) while (!name.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

function factsOf({ retentionInDays, storedBytes, logGroupClass }: LogGroup): LogGroupFacts {
  return {
    retentionDays: retentionInDays ?? null,
    storedBytes: storedBytes ?? null,
    class: logGroupClass ?? 'STANDARD',
  };
}
