import type { AccountRef } from '@/lib/core/account';
import { quoteForShell } from '@/lib/core/curl';
import type { LogRange } from './log-range';

/** What a command of the AWS CLI reads, as this page reads it. */
export interface CommandedLog {
  account: AccountRef;
  group: string;
  pattern: string | null;
  range: LogRange;
  /** From when on is read; ms since 1970. */
  since: number;
}

/** `aws logs tail`, which goes on; it loses lines that arrive late. Null where a range has an end, which it does not know. */
export function tailCommand({ account, group, pattern, range }: CommandedLog): string | null {
  if (range.type === 'between') return null;
  const since = `${Math.round(range.ms / 60_000)}m`;
  const filter = pattern === null ? [] : ['--filter-pattern', pattern];
  return command(['aws', 'logs', 'tail', group, '--follow', '--since', since, ...filter, ...at(account)]);
}

/** `aws logs filter-log-events`: all lines of a time. */
export function filterCommand({ account, group, pattern, range, since }: CommandedLog): string {
  const until = range.type === 'between' ? ['--end-time', String(range.to)] : [];
  const filter = pattern === null ? [] : ['--filter-pattern', pattern];
  const name = ['--log-group-name', group, '--start-time', String(Math.floor(since))];
  return command(['aws', 'logs', 'filter-log-events', ...name, ...until, ...filter, ...at(account)]);
}

function at({ profile, region }: AccountRef): string[] {
  return [...(profile === undefined ? [] : ['--profile', profile]), '--region', region];
}

/** A pattern may begin with a dash; then it is given as one word with its option. */
function command(words: string[]): string {
  const joined: string[] = [];
  for (const word of words) {
    const option = joined.at(-1);
    if (option?.startsWith('--') && word.startsWith('-') && !word.startsWith('--')) {
      joined[joined.length - 1] = `${option}=${quoteForShell(word)}`;
    } else joined.push(quoteForShell(word));
  }
  return joined.join(' ');
}
