import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import { AppError } from '@/lib/core/error';
import { accountKey } from '@/lib/core/keys';
import { processWide } from '@/lib/core/process-wide';
import type { LogGroupFacts } from './contract';
import { readGroup } from './groups';

/** A log group never changes its class; one that was made anew under its name might have another. */
const FRESH_MS = 5 * 60_000;

interface Known {
  facts: LogGroupFacts | null;
  readAt: number;
}

const known = processWide('log-groups', () => new Map<string, Known>());

/**
 * What is known of a log group that is about to be read; null where that is nothing. Throws not-supported where events
 * of its class cannot be read at all.
 */
export async function readableGroup(
  aws: AwsClients,
  group: string,
  signal: AbortSignal,
): Promise<LogGroupFacts | null> {
  const facts = await factsOf(aws, group, signal);
  if (facts?.class === 'INFREQUENT_ACCESS') {
    throw new AppError(
      'not-supported',
      `The log group ${group} is of the class Infrequent Access, whose events CloudWatch Logs lets nobody read one by one or follow.`,
      {
        detail: {
          next: 'Query it with Logs Insights, or create a log group of the class Standard and let the log go there.',
        },
      },
    );
  }
  if (facts?.class === 'DELIVERY') {
    throw new AppError(
      'not-supported',
      `The log group ${group} is of the class Delivery: CloudWatch Logs only passes its events on and lets nobody read or query them.`,
      { detail: { next: 'Look where they are delivered to, or let the log go to a log group of the class Standard.' } },
    );
  }
  return facts;
}

/** Without the permission to describe log groups nothing is known, which is no reason not to try. */
async function factsOf(aws: AwsClients, group: string, signal: AbortSignal): Promise<LogGroupFacts | null> {
  const key = `${accountKey(aws.account)} ${group}`;
  const before = known.get(key);
  if (before && Date.now() - before.readAt < FRESH_MS) return before.facts;
  try {
    const facts = await readGroup(aws, group, signal);
    // One that is not there yet may be in a moment.
    if (facts) known.set(key, { facts, readAt: Date.now() });
    return facts;
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
    return null;
  }
}
