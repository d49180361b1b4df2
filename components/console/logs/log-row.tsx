import { clsx } from 'clsx';
import { ArrowRight, CircleAlert, CircleCheck, OctagonX, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { VisibleText } from '@/components/console/answer/visible-text';
import { clockTime } from '@/components/console/stream/clock-time';
import { ROW_PX } from '@/components/console/stream/rows-in-sight';
import { MethodLabel } from '@/components/shell/route-marks';
import type { AccessLogRecord } from '@/lib/core/access-log/record';
import type { LogColumn } from './columns';
import { logEventInWords } from './event-words';
import { type StatusClass, statusClassOf, statusOf } from './fields';
import { eventIn, type LogRow, messageOf } from './log-store';

/** Of a line that is not in columns so much is drawn in its row. */
const PREVIEW_BYTES = 600;
const CELL_CHARACTERS = 300;

const EDGES: Record<StatusClass, string> = {
  2: 'border-l-transparent',
  3: 'border-l-transparent',
  4: 'border-l-warn',
  5: 'border-l-bad',
};

interface LogLineProps {
  id: string;
  row: LogRow;
  record: AccessLogRecord | null;
  /** Whether its log has a format that it is not in. */
  unread: boolean;
  columns: readonly LogColumn[];
  /** Which log it is of; null where only one is shown. */
  source: string | null;
  template: string;
  position: { top: number; index: number };
  active: boolean;
  onChoose: (row: number) => void;
}

/** One line: in columns where its format is known, else as it is. */
export function LogLine(props: LogLineProps) {
  const { id, row, record, columns, source, template, position, active, onChoose } = props;
  const status = record ? statusClassOf(statusOf(record)) : null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the table handles the keys of all its rows.
    // biome-ignore lint/a11y/useSemanticElements: a row of a virtual table is no tr.
    <div
      id={id}
      role="row"
      tabIndex={-1}
      aria-rowindex={position.index + 2}
      aria-selected={active}
      onClick={() => onChoose(row.row)}
      style={{ top: position.top, height: ROW_PX, gridTemplateColumns: template }}
      className={clsx(
        'absolute inset-x-0 grid cursor-default items-center gap-x-3 border-l-2 px-3 font-mono text-xs',
        status ? EDGES[status] : 'border-l-transparent',
        active ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a row of a virtual table is no tr. */}
      <span role="gridcell" tabIndex={-1} className="truncate text-faint tabular-nums">
        {timeInWords(row.at)}
      </span>
      {source === null ? null : (
        // biome-ignore lint/a11y/useSemanticElements: as above.
        <span role="gridcell" tabIndex={-1} className="truncate text-muted">
          {source}
        </span>
      )}
      {record ? (
        columns.map((column) => {
          const ofStatus = column.id === 'status' ? statusOf(record) : null;
          return <Cell key={column.id} column={column} text={column.text(record)} status={ofStatus} />;
        })
      ) : (
        <Whole row={row} unread={props.unread} columns={columns.length} />
      )}
    </div>
  );
}

interface CellProps {
  column: LogColumn;
  text: string | null;
  /** Of the column of statuses alone. */
  status: number | null;
}

/** Most lines of a log say much that those before said too: such a cell is not drawn again. */
const Cell = memo(function Cell({ column, text, status }: CellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of a virtual table is no tr.
    <span role="gridcell" tabIndex={-1} className={clsx('truncate', column.right && 'text-right tabular-nums')}>
      {text === null ? (
        <span className="text-faint">–</span>
      ) : column.id === 'status' ? (
        <Status status={status} text={text} />
      ) : column.id === 'method' ? (
        <MethodLabel method={text} />
      ) : (
        <VisibleText text={text.slice(0, CELL_CHARACTERS)} />
      )}
    </span>
  );
});

/** A line that is in no columns, or what happened to the reading. */
function Whole({ row, unread, columns }: { row: LogRow; unread: boolean; columns: number }) {
  const event = eventIn(row);
  const words = event ? logEventInWords(event) : null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of a virtual table is no tr.
    <span
      role="gridcell"
      tabIndex={-1}
      aria-colspan={Math.max(1, columns)}
      className={clsx('flex min-w-0 items-center gap-2', words && 'font-sans')}
      style={{ gridColumn: `span ${Math.max(1, columns)}` }}
    >
      {words ? (
        <>
          <TriangleAlert aria-hidden="true" size={12} className={clsx('shrink-0', TONES[words.tone])} />
          <span className={clsx('truncate', TONES[words.tone])}>{words.text}</span>
        </>
      ) : (
        <>
          {unread ? <span className="shrink-0 rounded bg-chip px-1 font-sans text-2xs text-muted">raw</span> : null}
          <span className="truncate">
            <VisibleText text={messageOf(row, PREVIEW_BYTES).trimEnd()} />
          </span>
        </>
      )}
    </span>
  );
}

const TONES = { plain: 'text-ink', quiet: 'text-muted', ok: 'text-ok', warn: 'text-warn', bad: 'text-bad' };

const MARKS: Record<StatusClass, { icon: typeof ArrowRight; colour: string }> = {
  2: { icon: CircleCheck, colour: 'text-ok' },
  3: { icon: ArrowRight, colour: 'text-muted' },
  4: { icon: CircleAlert, colour: 'text-warn' },
  5: { icon: OctagonX, colour: 'text-bad' },
};

/** A status in the colour of its class, with a mark for those who do not see colours. */
export function Status({ status, text }: { status: number | null; text: string }) {
  const of = statusClassOf(status);
  if (of === null) return <VisibleText text={text} />;
  const { icon: Icon, colour } = MARKS[of];
  return (
    <span className={clsx('inline-flex items-center gap-1.5 tabular-nums', colour)}>
      <Icon aria-hidden="true" size={11} className="shrink-0" />
      {text}
    </span>
  );
}

/** The time of day; of another day, with the day. */
export function timeInWords(at: number): string {
  const date = new Date(at);
  if (date.toDateString() === new Date().toDateString()) return clockTime(at);
  return `${date.toLocaleDateString('en-GB', { day: '2-digit', month: 'short' })} ${clockTime(at)}`;
}
