import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import type { Problem } from '@/lib/core/api';
import { AppError, toFailure } from '@/lib/core/error';
import type { ConfiguredLog, LogGroupFacts, LogPlaces } from './contract';
import { readGroups } from './groups';

/** What is configured, with what CloudWatch Logs says of the log groups. Where it says nothing, the rest stands. */
export async function withFacts(
  aws: AwsClients,
  { logs, problems }: { logs: ConfiguredLog[]; problems: Problem[] },
  signal: AbortSignal,
): Promise<LogPlaces> {
  const names = logs.flatMap(({ destination }) => (destination?.type === 'group' ? [destination.group] : []));
  let known: Map<string, LogGroupFacts> | null = null;
  const more: Problem[] = [];
  try {
    known = await readGroups(aws, names, signal);
  } catch (error) {
    if (!(error instanceof AppError) || signal.aborted) throw error;
    more.push({ subject: 'retention, class and size of the log groups', failure: toFailure(error) });
  }
  const places = logs.map((log) => {
    const isGroup = log.destination?.type === 'group';
    const facts = (log.destination?.type === 'group' && known?.get(log.destination.group)) || null;
    return { ...log, facts, exists: known && isGroup ? facts !== null : null };
  });
  return { places, problems: [...problems, ...more] };
}
