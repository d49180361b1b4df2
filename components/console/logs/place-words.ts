import { bytesInWords } from '@/components/console/answer/units';
import type { LogClass, LogGroupFacts } from '@/lib/logs/contract';

const CLASSES: Record<LogClass, string | null> = {
  STANDARD: null,
  INFREQUENT_ACCESS: 'Infrequent Access: can be queried, not followed',
  DELIVERY: 'Delivery: passed on only',
  ESSENTIALS: 'Essentials',
};

/** What CloudWatch Logs says of a log group: how long it is kept, its class, how large it is. */
export function factsInWords({ retentionDays, class: of, storedBytes }: LogGroupFacts): string {
  const kept = retentionDays === null ? 'kept for ever' : `kept for ${days(retentionDays)}`;
  const size = storedBytes === null ? null : `${bytesInWords(storedBytes)} stored`;
  return [kept, size, CLASSES[of]].filter(Boolean).join(', ');
}

function days(count: number): string {
  return count === 1 ? 'a day' : `${count.toLocaleString('en-GB')} days`;
}
