import { clsx } from 'clsx';
import { Pin } from 'lucide-react';
import { clockTime } from './clock-time';
import type { RowWords } from './row-words';
import type { StreamRow, StreamStore } from './stream-store';

interface PinnedRowsProps {
  store: StreamStore;
  words: (row: StreamRow) => RowWords;
  active: number | null;
  onChoose: (row: number) => void;
}

/** What was pinned stays in sight, whatever comes after it. */
export function PinnedRows({ store, words, active, onChoose }: PinnedRowsProps) {
  const { pins } = store;
  if (pins.length === 0) return null;
  return (
    <ul aria-label="Pinned" className="max-h-24 shrink-0 overflow-y-auto border-line border-b bg-panel py-1">
      {pins.map((row) => (
        <li key={row.row}>
          <button
            type="button"
            onClick={() => onChoose(row.row)}
            className={clsx(
              'flex h-6 w-full items-center gap-2 px-3 text-left font-mono text-xs',
              row.row === active ? 'bg-selected' : 'hover:bg-hover',
            )}
          >
            <Pin aria-hidden="true" size={11} className="shrink-0 text-accent" />
            <span className="w-22 shrink-0 text-faint tabular-nums">{clockTime(row.at)}</span>
            <span className="min-w-0 truncate">{words(row).text}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
