import 'server-only';
import { isSlowed } from '@/lib/aws/buckets';
import type { AwsClients } from '@/lib/aws/clients';
import { timeAt } from '@/lib/aws/clock';
import type { AccountRef } from '@/lib/core/account';
import { AppError } from '@/lib/core/error';
import { accountKey } from '@/lib/core/keys';
import type { Line, LineSink } from '@/lib/core/line';
import { parse } from '@/lib/core/parse';
import { processWide } from '@/lib/core/process-wide';
import { SYSTEM_CLOCK, type TailClock } from './clock';
import { LogLineInput } from './contract';
import { Follower } from './follower';
import { LiveTailLine } from './live-tail';
import { Pace } from './pace';
import { readableGroup } from './readable';
import type { SharedTail } from './shared-tail';

const SILENT_MS = 15_000;

const shared = processWide('shared-tails', () => new Map<string, SharedTail>());

/** Opens the line of a log group, whose events come in frames (lib/core/log-frame.ts). Throws AppError where it cannot be read at all. */
export async function openLogLine(
  raw: unknown,
  { open, signal, sink }: { open: (account: AccountRef) => AwsClients; signal: AbortSignal; sink: LineSink },
): Promise<Line> {
  const { account, tail } = parse(LogLineInput, raw);
  const aws = open(account);
  const { group, pattern, since, until } = tail;
  await readableGroup(aws, group, signal);
  const clock: TailClock = { ...SYSTEM_CLOCK, now: () => timeAt(account) };
  if (tail.way === 'live-tail') {
    if (until !== null)
      throw new AppError('invalid-input', 'Live Tail begins now and shows no time range. Poll for one.');
    const arn = await arnOf(aws, group, signal);
    return new LiveTailLine({ logs: aws.cloudwatchLogs, arn, pattern, clock }, sink);
  }
  return new Follower(
    {
      logs: aws.cloudwatchLogs,
      asked: { group, since: sinceOf(since, clock), filterPattern: pattern ?? undefined, until: until ?? undefined },
      pace: new Pace(account),
      patience: { silentMs: SILENT_MS, slowed: () => isSlowed(account, ['logs']) },
      clock,
      note: wrongClock(Date.now() - clock.now()),
      shared,
      key: `${accountKey(account)} ${group} ${pattern ?? ''}`,
    },
    sink,
  );
}

function sinceOf(since: number | { back: number }, clock: TailClock): number {
  return typeof since === 'number' ? since : Math.max(0, Math.floor(clock.now() - since.back));
}

/** From this on it is worth saying. */
const WRONG_MS = 60_000;

/** Said where this machine's clock is so far ahead of AWS's, in ms; null where it is right. */
export function wrongClock(aheadMs: number): string | null {
  if (Math.abs(aheadMs) < WRONG_MS) return null;
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  const by = `${minutes.toLocaleString('en-GB')} ${minutes === 1 ? 'minute' : 'minutes'}`;
  return `The clock of this computer is ${by} ${aheadMs > 0 ? 'ahead of' : 'behind'} that of AWS. Lines are looked for, and shown, by AWS’s.`;
}

/** Live Tail takes log groups by their ARN alone. Who asks, and in which partition, STS tells everybody. */
async function arnOf(aws: AwsClients, group: string, abortSignal: AbortSignal): Promise<string> {
  const { Account = '', Arn = '' } = await aws.sts.getCallerIdentity({}, { abortSignal });
  return `arn:${Arn.split(':')[1] ?? 'aws'}:logs:${aws.account.region}:${Account}:log-group:${group}`;
}
