'use client';

import { type KeyboardEvent, type RefObject, useCallback, useId, useLayoutEffect, useRef, useState } from 'react';
import type { RowWords } from './row-words';
import type { StreamFilter } from './stream-filter';
import { ROW_PX, StreamLine } from './stream-line';
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
  const seen = useSeen(box, following, onFollowing);
  const { height } = seen;
  // While it follows, what is in sight is known before the browser has scrolled there: nothing is drawn twice.
  const top = following ? Math.max(0, count * ROW_PX - height) : seen.top;
  const index = active === null ? -1 : indexOf(filter, active, count);
  useFollow(box, count, following);
  useKeepPlace(box, filter, following);

  const go = (to: number) => {
    const next = Math.min(count - 1, Math.max(0, to));
    if (count === 0) return;
    onFollowing(next === count - 1 && to >= count);
    onActive(filter.at(next));
    reveal(box.current, next);
  };
  const press = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(height / ROW_PX) - 1);
    const from = index === -1 ? count - 1 : index;
    const moves: Record<string, number> = {
      ArrowDown: index === -1 ? from : from + 1,
      ArrowUp: from - 1,
      PageDown: from + page,
      PageUp: from - page,
      Home: 0,
      End: count,
    };
    const to = moves[event.key];
    if (event.key === 'Escape' && active !== null) onActive(null);
    else if (to === undefined) return;
    else go(to);
    event.preventDefault();
  };

  const first = Math.max(0, Math.floor(top / ROW_PX) - MARGIN);
  const last = Math.min(count, Math.ceil((top + height) / ROW_PX) + MARGIN);
  const drawn = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  const slots = slotsFor(drawn.length);
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
              key={at % slots}
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

/** What part of the rows is in sight. Scrolling away from the end stops following, scrolling to it starts again. */
function useSeen(box: RefObject<HTMLDivElement | null>, following: boolean, onFollowing: (following: boolean) => void) {
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  const was = useRef({ top: 0, following });
  was.current.following = following;
  const look = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const { scrollTop: top, clientHeight: height, scrollHeight } = element;
    const atEnd = scrollHeight - top - height < ROW_PX / 2;
    const up = top < was.current.top;
    was.current.top = top;
    if (!was.current.following || !atEnd) {
      setSeen((before) => (before.top === top && before.height === height ? before : { top, height }));
    } else setSeen((before) => (before.height === height ? before : { ...before, height }));
    if (was.current.following && up && !atEnd) onFollowing(false);
    else if (!was.current.following && atEnd && !up) onFollowing(true);
  }, [box, onFollowing]);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box, look]);
  useLayoutEffect(() => {
    if (!following) look();
  }, [following, look]);
  return seen;
}

function useFollow(box: RefObject<HTMLDivElement | null>, count: number, following: boolean): void {
  useLayoutEffect(() => {
    if (following && box.current) box.current.scrollTop = count * ROW_PX;
  }, [box, count, following]);
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

/** Rows that come take the elements of those that go, which costs the browser much less than new ones. */
function slotsFor(rows: number): number {
  return 2 ** Math.max(6, Math.ceil(Math.log2(rows + 1)));
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

function reveal(box: HTMLDivElement | null, index: number): void {
  if (!box) return;
  const top = index * ROW_PX;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + ROW_PX > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW_PX - box.clientHeight;
}
