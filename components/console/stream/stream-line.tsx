import { clsx } from 'clsx';
import { ArrowDown, ArrowUp, Dot, Pin } from 'lucide-react';
import { bytesInWords } from '@/components/console/answer/units';
import { ENTRY } from '@/lib/core/line';
import { clockTime } from './clock-time';
import type { RowWords, Tone } from './row-words';
import { ROW_PX } from './rows-in-sight';
import type { StreamRow } from './stream-store';

const TONES: Record<Tone, string> = {
  plain: 'text-ink',
  quiet: 'text-muted',
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
};

interface StreamLineProps {
  id: string;
  row: StreamRow;
  words: RowWords;
  position: { top: number; at: number; of: number };
  active: boolean;
  pinned: boolean;
  onChoose: (row: number) => void;
}

/** One row: when, which way, what sort, what it says, how large. */
export function StreamLine({ id, row, words, position, active, pinned, onChoose }: StreamLineProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys of all its rows.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      aria-posinset={position.at}
      aria-setsize={position.of}
      onClick={() => onChoose(row.row)}
      style={{ top: position.top, height: ROW_PX }}
      className={clsx(
        'absolute inset-x-0 flex cursor-default items-center gap-2 px-3 font-mono text-xs',
        active ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <span className="w-22 shrink-0 text-faint tabular-nums">{clockTime(row.at)}</span>
      <Direction row={row} />
      <span
        className={clsx(
          'w-24 @max-md:w-18 shrink-0 truncate',
          words.tone === 'plain' ? 'text-muted' : TONES[words.tone],
        )}
      >
        {words.sort}
      </span>
      <span className={clsx('min-w-0 flex-1 truncate', TONES[words.tone])}>{words.text}</span>
      {words.note ? <span className="shrink-0 text-muted tabular-nums">{words.note}</span> : null}
      {pinned ? <Pin aria-label="Pinned" size={11} className="shrink-0 text-accent" /> : null}
      <span className="w-16 @max-md:hidden shrink-0 text-right text-faint tabular-nums">
        {row.tag === ENTRY.event ? '' : bytesInWords(row.payload.length)}
      </span>
    </div>
  );
}

function Direction({ row: { tag } }: { row: StreamRow }) {
  if (tag === ENTRY.event) return <Dot aria-hidden="true" size={13} className="shrink-0 text-faint" />;
  return tag === ENTRY.textOut || tag === ENTRY.binaryOut ? (
    <ArrowUp aria-label="Sent" size={13} className="shrink-0 text-accent-strong" />
  ) : (
    <ArrowDown aria-label="Received" size={13} className="shrink-0 text-ok" />
  );
}
