'use client';

import { type ReactNode, useState } from 'react';
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
export function LogLines({ tails, filter, labelOf, merged, hidden, waysFrom, ...props }: LogLinesProps) {
  const [active, setActive] = useState<number | null>(null);
  const { store } = tails;
  const row = active === null ? null : store.row(active);
  const source = row ? tails.sourcesOf(row.source)[0] : undefined;
  const table = (
    <LogTable
      store={store}
      filter={filter}
      sourceOf={merged ? labelOf : null}
      active={active}
      onActive={setActive}
      {...props}
    />
  );
  if (hidden) return null;
  if (!row || !source) return table;
  const record = store.record(row.row);
  return (
    <Split
      id="log-line"
      label="Between lines and line"
      initial={60}
      className="min-h-0 flex-1"
      first={<div className="flex h-full min-h-0 min-w-0 flex-col">{table}</div>}
      second={
        <LogDetail
          row={row}
          record={record}
          unread={record === null && row.tag !== ENTRY.event && store.hasFormat(row.source)}
          source={labelOf(row.source)}
          ways={waysFrom(source, record)}
          onClose={() => setActive(null)}
        />
      }
    />
  );
}
