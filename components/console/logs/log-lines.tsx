'use client';

import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { Split } from '@/components/ui/split';
import type { AccessLogRecord } from '@/lib/core/access-log/record';
import { ENTRY } from '@/lib/core/line';
import type { LogColumn } from './columns';
import { LogDetail, type WaysFromLine } from './log-detail';
import type { LogFilter } from './log-filter';
import type { LogSource } from './log-source';
import { LogTable } from './log-table';
import type { LogTails } from './log-tails';

interface LogLinesProps {
  tails: LogTails;
  filter: LogFilter;
  columns: readonly LogColumn[];
  labelOf: (source: number) => string;
  shortLabelOf: (source: number) => string;
  /** Several logs are merged, so each line says of which it is. */
  merged: boolean;
  days: boolean;
  following: boolean;
  onFollowing: (following: boolean) => void;
  fresh: number;
  /** Something else stands there just now. */
  hidden: boolean;
  /** Stands where no line is. */
  none: ReactNode;
  waysFrom: (source: LogSource, record: AccessLogRecord | null) => WaysFromLine;
}

/** The table of lines, and beside it the one that was chosen. */
export function LogLines({ tails, filter, labelOf, shortLabelOf, merged, hidden, waysFrom, ...props }: LogLinesProps) {
  const [active, setActive] = useState<number | null>(null);
  const { store } = tails;
  const box = useRef<HTMLDivElement>(null);
  const wide = useWide(box);
  const row = active === null ? null : store.row(active);
  const source = row ? tails.sourcesOf(row.source)[0] : undefined;
  const table = (
    <LogTable
      store={store}
      filter={filter}
      sourceOf={merged ? shortLabelOf : null}
      active={active}
      onActive={setActive}
      {...props}
    />
  );
  const record = row ? store.record(row.row) : null;
  return (
    <div ref={box} className={hidden ? 'hidden' : 'flex min-h-0 min-w-0 flex-1 flex-col'}>
      <Split
        id={wide ? 'log-line' : 'log-line-below'}
        label="Between lines and line"
        direction={wide ? 'row' : 'column'}
        initial={wide ? 60 : 50}
        className="min-h-0 flex-1"
        first={<div className="flex h-full min-h-0 min-w-0 flex-col">{table}</div>}
        second={
          row && source ? (
            <LogDetail
              row={row}
              record={record}
              unread={record === null && row.tag !== ENTRY.event && store.hasFormat(row.source)}
              source={labelOf(row.source)}
              ways={waysFrom(source, record)}
              onClose={() => setActive(null)}
            />
          ) : null
        }
      />
    </div>
  );
}

/** From this width on, in px, a line stands beside the table; below, it stands under it. */
const WIDE_PX = 700;

function useWide(box: RefObject<HTMLElement | null>): boolean {
  const [wide, setWide] = useState(true);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWide(element.clientWidth >= WIDE_PX));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return wide;
}
