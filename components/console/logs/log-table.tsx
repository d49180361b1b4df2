'use client';

import { clsx } from 'clsx';
import { ArrowDown } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useLayoutEffect, useRef } from 'react';
import {
  movedBy,
  ROW_PX,
  reveal,
  useFollowing,
  useRowsInSight,
  useSlots,
} from '@/components/console/stream/rows-in-sight';
import { Button } from '@/components/ui/button';
import { ENTRY } from '@/lib/core/line';
import type { LogColumn } from './columns';
import type { LogFilter } from './log-filter';
import { LogLine } from './log-row';
import type { LogStore } from './log-store';

/** Rows above and below what is seen that are drawn too. */
const MARGIN = 10;
const HEAD_PX = 28;
const TIME_REM = 6.5;
const DAY_REM = 10;
const SOURCE_REM = 10;

interface LogTableProps {
  store: LogStore;
  filter: LogFilter;
  columns: readonly LogColumn[];
  /** Which log a row is of, by its source's number; null where only one is shown. */
  sourceOf: ((source: number) => string) | null;
  /** Lines may be of other days. */
  days: boolean;
  /** The number of the chosen row. */
  active: number | null;
  onActive: (row: number | null) => void;
  /** Stays at the newest line. */
  following: boolean;
  onFollowing: (following: boolean) => void;
  /** How many lines came since it no longer follows. */
  fresh: number;
  /** Stands where no line is. */
  none: ReactNode;
}

/** Lines in columns: any number of them, only those in sight are drawn. Newest at the bottom, followed while one is there. */
export function LogTable(props: LogTableProps) {
  const { store, filter, columns, sourceOf, days, active, onActive, following, onFollowing, fresh, none } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const count = filter.length;
  const seen = useRowsInSight(box, { following, onFollowing }, HEAD_PX);
  const { height } = seen;
  // While it follows, what is in sight is known before the browser has scrolled there: nothing is drawn twice.
  const top = following ? Math.max(0, count * ROW_PX - height) : seen.top;
  const index = active === null ? -1 : filter.indexOf(active);
  useFollowing(box, count, following);
  useKeepPlace(box, { filter, top, following });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is brought into sight when it is chosen and when room goes, not while lines come.
  useLayoutEffect(() => {
    if (index >= 0) reveal(box.current, index, HEAD_PX);
  }, [active, height]);

  const press = (event: KeyboardEvent) => {
    const to = movedBy(event.key, index, { count, height });
    if (event.key === 'Escape' && active !== null) onActive(null);
    else if (to === null || count === 0) return;
    else {
      const next = Math.min(count - 1, Math.max(0, to));
      onFollowing(next === count - 1 && to >= count);
      onActive(filter.row(next));
    }
    event.preventDefault();
  };

  const first = Math.max(0, Math.floor(top / ROW_PX) - MARGIN);
  const last = Math.min(count, Math.ceil((top + height) / ROW_PX) + MARGIN);
  const slot = useSlots(first, last);
  const drawn = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  const { template, rem } = tracksOf(columns, { days, sources: sourceOf !== null });
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      {/* biome-ignore lint/a11y/useSemanticElements: a table of a million rows draws only those in sight. */}
      <div
        ref={box}
        role="grid"
        aria-label="Lines of the log"
        aria-rowcount={count + 1}
        tabIndex={0}
        // A row that is far out of sight is not drawn, and so cannot be named.
        aria-activedescendant={index >= first && index < last ? `${id}-${active}` : undefined}
        onKeyDown={press}
        className="min-h-0 flex-1 overflow-auto bg-ground outline-offset-[-2px] [overflow-anchor:none]"
      >
        <Head columns={columns} source={sourceOf !== null} template={template} rem={rem} />
        {/* biome-ignore lint/a11y/useSemanticElements: the rows of a virtual table are no tbody. */}
        <div role="rowgroup" className="relative" style={{ height: count * ROW_PX, minWidth: `${rem}rem` }}>
          {drawn.map((at) => {
            const row = store.row(filter.row(at));
            if (!row) return null;
            const record = store.record(row.row);
            return (
              <LogLine
                key={slot(at)}
                id={`${id}-${row.row}`}
                row={row}
                record={record}
                unread={record === null && row.tag !== ENTRY.event && store.hasFormat(row.source)}
                columns={columns}
                source={sourceOf?.(row.source) ?? null}
                template={template}
                position={{ top: at * ROW_PX, index: at }}
                active={row.row === active}
                onChoose={onActive}
              />
            );
          })}
        </div>
      </div>
      {count === 0 ? <div className="absolute inset-x-0 top-10 px-4 py-6">{none}</div> : null}
      {fresh > 0 && !following ? (
        <Button
          size="small"
          variant="primary"
          icon={<ArrowDown aria-hidden="true" size={12} />}
          onClick={() => onFollowing(true)}
          className="absolute bottom-3 left-1/2 -translate-x-1/2 shadow-float"
        >
          {fresh.toLocaleString('en-GB')} new
        </Button>
      ) : null}
    </div>
  );
}

interface HeadProps {
  columns: readonly LogColumn[];
  source: boolean;
  template: string;
  rem: number;
}

function Head({ columns, source, template, rem }: HeadProps) {
  const names = [{ id: 'time', label: 'Time', right: false }, ...(source ? [{ id: 'source', label: 'Log' }] : [])];
  return (
    // biome-ignore lint/a11y/useSemanticElements: the head of a virtual table is no tr.
    // biome-ignore lint/a11y/useFocusableInteractive: the table itself has the focus.
    <div
      role="row"
      aria-rowindex={1}
      style={{ gridTemplateColumns: template, height: HEAD_PX, minWidth: `${rem}rem` }}
      className="sticky top-0 z-10 grid items-center gap-x-3 border-line border-b border-l-2 border-l-transparent bg-panel px-3 text-muted text-xs"
    >
      {[...names, ...columns].map(({ id, label, right }: { id: string; label: string; right?: boolean }) => (
        // biome-ignore lint/a11y/useSemanticElements: as above.
        // biome-ignore lint/a11y/useFocusableInteractive: as above.
        <span key={id} role="columnheader" className={clsx('truncate', right && 'text-right')}>
          {label}
        </span>
      ))}
      {columns.length === 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: as above.
        // biome-ignore lint/a11y/useFocusableInteractive: as above.
        <span role="columnheader">Line</span>
      ) : null}
    </div>
  );
}

function tracksOf(columns: readonly LogColumn[], { days, sources }: { days: boolean; sources: boolean }) {
  const fixed = [days ? DAY_REM : TIME_REM, ...(sources ? [SOURCE_REM] : [])];
  const widths = [...fixed, ...columns.map(({ width }) => width)];
  const tracks = [
    ...fixed.map((rem) => `${rem}rem`),
    ...columns.map(({ width, grows }) => (grows ? `minmax(${width}rem,1fr)` : `${width}rem`)),
    ...(columns.length === 0 ? ['minmax(12rem,1fr)'] : []),
  ];
  // Between two columns there is 0.75 rem, and as much on either side.
  return { template: tracks.join(' '), rem: widths.reduce((sum, rem) => sum + rem + 0.75, 1.5) };
}

/** When lines come in above those in sight, or go, those in sight stay where they are. */
function useKeepPlace(
  box: RefObject<HTMLDivElement | null>,
  { filter, top, following }: { filter: LogFilter; top: number; following: boolean },
): void {
  const anchor = useRef<{ filter: LogFilter; row: number; index: number } | null>(null);
  useLayoutEffect(() => {
    const before = anchor.current;
    const element = box.current;
    let index = Math.floor((element?.scrollTop ?? top) / ROW_PX);
    if (before?.filter === filter && !following && element) {
      const now = filter.indexOf(before.row);
      if (now >= 0 && now !== before.index) {
        element.scrollTop += (now - before.index) * ROW_PX;
        index = Math.floor(element.scrollTop / ROW_PX);
      }
    }
    anchor.current = { filter, row: filter.row(index), index };
  });
}
