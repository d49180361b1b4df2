'use client';

import { clsx } from 'clsx';
import { durationInWords } from '@/components/console/answer/units';
import { useNow } from '@/components/identity/use-now';
import { nextStep } from '@/components/shell/failure';
import type { LogFilter } from './log-filter';
import type { LogStore } from './log-store';
import type { Reading } from './log-tails';
import type { LogTally } from './log-tally';
import type { TailState } from './tail-state';
import type { TailStats } from './tail-stats';

interface StatusLineProps {
  store: LogStore;
  filter: LogFilter;
  stats: TailStats;
  states: readonly TailState[];
  way: Reading['way'];
  tally: LogTally;
  searching: boolean;
  /** How many lines wait, while it is paused; else null. */
  waiting: number | null;
  unreadOnly: boolean;
  onUnreadOnly: (only: boolean) => void;
}

/** Where the reading stands, how many lines there are, how fast they come and how late. */
export function StatusLine(props: StatusLineProps) {
  const { store, filter, stats, states, way, tally, searching, waiting, unreadOnly, onUnreadOnly } = props;
  const isLive = states.some(({ phase }) => phase === 'following');
  const now = useNow(isLive);
  const standing = standingOf(states, { now, waiting, way });
  const all = store.end - store.first - store.events.length;
  return (
    <div className="flex min-h-7 shrink-0 flex-wrap items-center gap-x-4 gap-y-0.5 border-line border-t px-3 py-0.5 text-muted text-xs">
      <span className="flex min-w-0 items-center gap-1.5">
        <span aria-hidden="true" className={clsx('size-2 shrink-0 rounded-full', standing.dot)} />
        <span role="status" className="min-w-0 break-words">
          {standing.words}
        </span>
      </span>
      <span aria-live="off" className="tabular-nums">
        {countInWords(filter.lines, all, searching)}
        {store.lost > 0 ? `, ${store.lost.toLocaleString('en-GB')} let go` : ''}
      </span>
      {tally.unread > 0 || unreadOnly ? (
        <button
          type="button"
          aria-pressed={unreadOnly}
          onClick={() => onUnreadOnly(!unreadOnly)}
          className="rounded underline decoration-dotted underline-offset-2 hover:text-ink aria-pressed:text-accent-strong"
        >
          {tally.unread.toLocaleString('en-GB')} not in the format
        </button>
      ) : null}
      {isLive ? <Figures stats={stats} now={now - (states[0]?.aheadMs ?? 0)} /> : null}
    </div>
  );
}

function Figures({ stats, now }: { stats: TailStats; now: number }) {
  const { rate, ingestion, delivery } = stats.figures(now);
  return (
    <span className="tabular-nums max-md:hidden">
      {rateInWords(rate)}
      {ingestion === null || delivery === null ? null : (
        <span data-tip="Half of the lines that came lately took longer: from the request until CloudWatch had them, and from there to this page.">
          , {durationInWords(ingestion)} to CloudWatch, {durationInWords(delivery)} to here
        </span>
      )}
    </span>
  );
}

function rateInWords(rate: number): string {
  if (rate >= 1) return `${rate.toFixed(rate < 10 ? 1 : 0)} lines a second`;
  const minute = Math.round(rate * 60);
  return `${minute} ${minute === 1 ? 'line' : 'lines'} in the last minute`;
}

function countInWords(shown: number, all: number, searching: boolean): string {
  const some = shown === all ? '' : `${shown.toLocaleString('en-GB')} of `;
  return `${some}${all.toLocaleString('en-GB')} ${all === 1 ? 'line' : 'lines'}${searching ? ', searching' : ''}`;
}

/** The worst of all logs is what is said. */
function standingOf(
  states: readonly TailState[],
  { now, waiting, way }: Pick<StatusLineProps, 'waiting' | 'way'> & { now: number },
): { words: string; dot: string } {
  const failed = states.find(({ phase }) => phase === 'failed');
  if (failed?.failure) return { words: `${failed.failure.message} ${nextStep(failed.failure)}`, dot: 'bg-bad' };
  if (states.some(({ link }) => link === 'down')) {
    return { words: 'The console does not answer. It goes on by itself, without a gap.', dot: 'bg-warn' };
  }
  const trouble = states.find(({ phase }) => phase === 'trouble');
  if (trouble?.failure) return { words: troubleInWords(trouble, now), dot: 'bg-warn' };
  if (waiting !== null) {
    return { words: waiting > 0 ? `Paused, ${waiting.toLocaleString('en-GB')} waiting` : 'Paused', dot: 'bg-faint' };
  }
  if (states.length === 0) return { words: 'Nothing is read', dot: 'bg-faint' };
  if (states.some(({ phase }) => phase === 'reading')) return { words: 'Reading older lines', dot: 'bg-warn' };
  if (states.every(({ phase }) => phase === 'ended')) return { words: 'Read to its end', dot: 'bg-faint' };
  if (way === 'poll') return { words: 'Following', dot: 'bg-ok' };
  const some = states.some(({ sampled }) => sampled);
  return {
    words: some ? 'Following a sample by Live Tail' : 'Following by Live Tail',
    dot: some ? 'bg-warn' : 'bg-ok',
  };
}

function troubleInWords({ failure, retryAt }: TailState, now: number): string {
  const seconds = Math.max(1, Math.ceil(((retryAt ?? now) - now) / 1000));
  return `${failure?.message ?? ''} It is tried again in ${seconds} s. ${failure ? nextStep(failure) : ''}`.trim();
}
