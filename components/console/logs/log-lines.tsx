'use client';

import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { Split } from '@/components/ui/split';
import type { AccessLogRecord } from '@/lib/core/access-log/record';
import { ENTRY } from '@/lib/core/line';
import type { LogColumn } from './columns';
import { LogDetail, type WaysFromLine } from './log-detail';
import type { LogFilter } from './log-filter';
import type { LogSource } from './log-source';
import type { LogRow, LogStore } from './log-store';
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

/** The table of lines, and the one that was chosen: beside it, below it, or on a phone in its place. */
export function LogLines({ tails, labelOf, shortLabelOf, merged, hidden, waysFrom, ...props }: LogLinesProps) {
  const [active, setActive] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const { isWide, isHigh } = useRoom(box);
  const chosen = active === null ? null : chosenIn(tails, active);
  const covers = !isWide && !isHigh;
  const line = chosen ? (
    <ChosenLine
      {...chosen}
      store={tails.store}
      label={labelOf(chosen.row.source)}
      waysFrom={waysFrom}
      covers={covers}
      onClose={() => setActive(null)}
    />
  ) : null;
  return (
    <div ref={box} className={hidden ? 'hidden' : 'flex min-h-0 min-w-0 flex-1 flex-col'}>
      <Split
        id={isWide ? 'log-line' : 'log-line-below'}
        label="Between lines and line"
        direction={isWide ? 'row' : 'column'}
        initial={isWide ? 60 : 50}
        className={covers && line ? 'hidden' : 'min-h-0 flex-1'}
        first={
          <div className="flex h-full min-h-0 min-w-0 flex-col">
            <LogTable
              store={tails.store}
              sourceOf={merged ? shortLabelOf : null}
              active={active}
              onActive={setActive}
              {...props}
            />
          </div>
        }
        second={covers ? null : line}
      />
      {covers ? line : null}
    </div>
  );
}

interface Chosen {
  row: LogRow;
  source: LogSource;
}

/** Null where the line was let go meanwhile, or its log. */
function chosenIn(tails: LogTails, active: number): Chosen | null {
  const row = tails.store.row(active);
  const source = row ? tails.sourcesOf(row.source)[0] : undefined;
  return row && source ? { row, source } : null;
}

interface ChosenLineProps extends Chosen, Pick<LogLinesProps, 'waysFrom'> {
  store: LogStore;
  label: string;
  /** It stands in place of the table. */
  covers: boolean;
  onClose: () => void;
}

function ChosenLine({ row, source, store, label, waysFrom, covers, onClose }: ChosenLineProps) {
  const record = store.record(row.row);
  const ways = waysFrom(source, record);
  return (
    <LogDetail
      row={row}
      record={record}
      unread={record === null && row.tag !== ENTRY.event && store.hasFormat(row.source)}
      source={label}
      ways={covers ? closing(ways, onClose) : ways}
      onClose={onClose}
    />
  );
}

/** What is shown among the lines is not seen while one of them stands in their place. */
function closing({ onInvocation, ...ways }: WaysFromLine, close: () => void): WaysFromLine {
  const show = () => {
    close();
    onInvocation?.();
  };
  return { ...ways, onInvocation: onInvocation && show };
}

/** From this width on, in px, a line stands beside the table. */
const WIDE_PX = 700;
/** From this height on it stands below; where there is less, in place of the table. */
const HIGH_PX = 420;

function useRoom(box: RefObject<HTMLElement | null>): { isWide: boolean; isHigh: boolean } {
  const [room, setRoom] = useState({ isWide: true, isHigh: true });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const [isWide, isHigh] = [element.clientWidth >= WIDE_PX, element.clientHeight >= HIGH_PX];
      setRoom((before) => (before.isWide === isWide && before.isHigh === isHigh ? before : { isWide, isHigh }));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return room;
}
