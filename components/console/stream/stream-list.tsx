'use client';

import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef } from 'react';
import type { RowWords } from './row-words';
import { movedBy, ROW_PX, reveal, useFollowing, useRowsInSight, useSlots } from './rows-in-sight';
import type { StreamFilter } from './stream-filter';
import { StreamLine } from './stream-line';
import type { StreamRow, StreamStore } from './stream-store';

/** Rows above and below what is seen that are drawn too. */
const MARGIN = 12;

interface StreamListProps {
  store: StreamStore;
  filter: StreamFilter;
  /** How many of the filter's rows are drawn; fewer than there are while the list is paused. */
  count: number;
  label: string;
  words: (row: StreamRow) => RowWords;
  /** The number of the chosen row. */
  active: number | null;
  onActive: (row: number | null) => void;
  /** Stays at the newest row. */
  following: boolean;
  onFollowing: (following: boolean) => void;
}

/** The rows of a stream: any number of them, only those in sight are drawn. Newest at the bottom, followed while one is there. */
export function StreamList(props: StreamListProps) {
  const { store, filter, count, label, words, active, onActive, following, onFollowing } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const seen = useRowsInSight(box, { following, onFollowing });
  const { height } = seen;
  // While it follows, what is in sight is known before the browser has scrolled there: nothing is drawn twice.
  const top = following ? Math.max(0, count * ROW_PX - height) : seen.top;
  const index = active === null ? -1 : indexOf(filter, active, count);
  useFollowing(box, count, following);
  useKeepPlace(box, filter, following);

  const go = (to: number) => {
    const next = Math.min(count - 1, Math.max(0, to));
    if (count === 0) return;
    onFollowing(next === count - 1 && to >= count);
    onActive(filter.at(next));
    reveal(box.current, next);
  };
  const press = (event: KeyboardEvent) => {
    const to = movedBy(event.key, index, { count, height });
    if (event.key === 'Escape' && active !== null) onActive(null);
    else if (to === null) return;
    else go(to);
    event.preventDefault();
  };

  const first = Math.max(0, Math.floor(top / ROW_PX) - MARGIN);
  const last = Math.min(count, Math.ceil((top + height) / ROW_PX) + MARGIN);
  const slot = useSlots(first, last);
  const drawn = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  return (
    <div
      ref={box}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      // A row that is far out of sight is not drawn, and so cannot be named.
      aria-activedescendant={index >= first && index < last ? `${id}-${active}` : undefined}
      onKeyDown={press}
      className="min-h-0 flex-1 overflow-y-auto bg-ground outline-offset-[-2px] [overflow-anchor:none]"
    >
      <div className="relative" style={{ height: count * ROW_PX }}>
        {drawn.map((at) => {
          const row = store.row(filter.at(at));
          return row ? (
            <StreamLine
              key={slot(at)}
              id={`${id}-${row.row}`}
              row={row}
              words={words(row)}
              position={{ top: at * ROW_PX, at: at + 1, of: count }}
              active={row.row === active}
              pinned={store.pinned(row.row)}
              onChoose={onActive}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

/** When the oldest rows go, those in sight stay where they are. */
function useKeepPlace(box: RefObject<HTMLDivElement | null>, filter: StreamFilter, following: boolean): void {
  const before = useRef({ filter, dropped: filter.dropped });
  useLayoutEffect(() => {
    const gone = before.current.filter === filter ? filter.dropped - before.current.dropped : 0;
    before.current = { filter, dropped: filter.dropped };
    if (gone > 0 && !following && box.current) box.current.scrollTop -= gone * ROW_PX;
  });
}

function indexOf(filter: StreamFilter, row: number, count: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (filter.at(middle) < row) low = middle + 1;
    else high = middle;
  }
  return count > 0 && filter.at(low) === row ? low : -1;
}
