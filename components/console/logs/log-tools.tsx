'use client';

import { ArrowDownToLine, ChartLine, Columns3, Download, ListFilter, Pause, Play, Radio } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { save } from '@/components/console/save';
import { Button, IconButton } from '@/components/ui/button';
import { SearchInput } from '@/components/ui/input';
import { Menu } from '@/components/ui/menu';
import { NativeSelect } from '@/components/ui/native-select';
import { toast } from '@/components/ui/toast';
import { LiveTailDialog } from './live-tail-dialog';
import { asCsv, asNdjson, type ExportedLines } from './log-export';
import { BACK, type LogRange, rangeInWords } from './log-range';
import { RangeDialog } from './range-dialog';

interface LogToolsProps {
  /** Which logs are looked at, and how to choose others. */
  picker: ReactNode;
  text: string;
  onText: (text: string) => void;
  range: LogRange;
  onRange: (range: LogRange) => void;
  way: 'poll' | 'live-tail';
  onWay: (way: 'poll' | 'live-tail') => void;
  filtering: boolean;
  /** How many things are asked for. */
  asked: number;
  onFiltering: (filtering: boolean) => void;
  paused: boolean;
  onPause: (paused: boolean) => void;
  atNow: boolean;
  onNow: () => void;
  onColumns: () => void;
  /** The lines are drawn as a picture instead of listed. */
  drawn: boolean;
  onDrawn: (drawn: boolean) => void;
  lines: ExportedLines;
  fileName: string;
  /** Commands of the AWS CLI that read the same, one for each log. */
  commands: { tail: () => string | null; filter: () => string };
  /** What a pane adds at the end: the way to close it. */
  children?: ReactNode;
}

/** What can be done with lines: found, filtered, read from another time, paused, taken along. */
export function LogTools(props: LogToolsProps) {
  const { picker, text, onText, range, onRange, way, filtering, asked, onFiltering, paused, onPause } = props;
  const [byHand, setByHand] = useState(false);
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b py-1 pr-2 pl-3">
      {picker}
      <SearchInput
        label="Find in lines"
        value={text}
        onValue={onText}
        className="w-52 @max-md:min-w-36 @max-md:flex-1"
      />
      <Button
        size="small"
        aria-expanded={filtering}
        icon={<ListFilter aria-hidden="true" size={13} />}
        onClick={() => onFiltering(!filtering)}
      >
        {asked > 0 ? `Filter, ${asked} on` : 'Filter'}
      </Button>
      <NativeSelect
        label="Time"
        value={way === 'live-tail' ? 'now' : range.type === 'back' ? String(range.ms) : 'between'}
        items={[
          ...(way === 'live-tail' ? [{ value: 'now', label: 'From now on' }] : []),
          ...BACK,
          { value: 'between', label: range.type === 'between' ? rangeInWords(range) : 'From – to…' },
          ...(range.type === 'between' ? [{ value: 'other', label: 'From – to…' }] : []),
        ]}
        onValue={(value) =>
          BACK.some((one) => one.value === value) ? onRange({ type: 'back', ms: Number(value) }) : setByHand(true)
        }
        className="w-40"
      />
      <div className="ml-auto flex items-center gap-0.5">
        <IconButton
          size="small"
          label={props.drawn ? 'Back to the lines' : 'Draw requests, errors and latency'}
          aria-pressed={props.drawn}
          icon={<ChartLine aria-hidden="true" size={14} className={props.drawn ? 'text-accent-strong' : ''} />}
          onClick={() => props.onDrawn(!props.drawn)}
        />
        <IconButton
          size="small"
          label={paused ? 'Go on' : 'Pause'}
          aria-pressed={paused}
          icon={paused ? <Play aria-hidden="true" size={14} /> : <Pause aria-hidden="true" size={14} />}
          onClick={() => onPause(!paused)}
        />
        <IconButton
          size="small"
          label="Jump to now"
          disabled={props.atNow}
          icon={<ArrowDownToLine aria-hidden="true" size={14} />}
          onClick={props.onNow}
        />
        <IconButton
          size="small"
          label="Columns"
          icon={<Columns3 aria-hidden="true" size={14} />}
          onClick={props.onColumns}
        />
        <LiveTail way={way} onWay={props.onWay} />
        <ExportMenu {...props} />
        {props.children}
      </div>
      {byHand ? <RangeDialog range={range} onRange={onRange} onClose={() => setByHand(false)} /> : null}
    </div>
  );
}

function LiveTail({ way, onWay }: Pick<LogToolsProps, 'way' | 'onWay'>) {
  const [asking, setAsking] = useState(false);
  const on = way === 'live-tail';
  return (
    <>
      <IconButton
        size="small"
        label={on ? 'Live Tail is on: go back to polling' : 'Live Tail, which costs by the minute'}
        aria-pressed={on}
        icon={<Radio aria-hidden="true" size={14} className={on ? 'text-accent-strong' : ''} />}
        onClick={() => (on ? onWay('poll') : setAsking(true))}
      />
      {asking ? (
        <LiveTailDialog
          onClose={() => setAsking(false)}
          onStart={() => {
            setAsking(false);
            onWay('live-tail');
          }}
        />
      ) : null}
    </>
  );
}

function ExportMenu({ lines, fileName, commands }: Pick<LogToolsProps, 'lines' | 'fileName' | 'commands'>) {
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      toast('Copied the command.');
    } catch {
      toast('The browser did not allow copying.', { tone: 'bad' });
    }
  };
  const tail = commands.tail();
  return (
    <Menu
      label="Export"
      trigger={<IconButton size="small" label="Export" icon={<Download aria-hidden="true" size={14} />} />}
      entries={[
        {
          id: 'csv',
          label: 'Lines shown as CSV',
          onSelect: () => void asCsv(lines).then((blob) => save(blob, `${fileName}.csv`)),
        },
        {
          id: 'ndjson',
          label: 'Lines shown as NDJSON',
          onSelect: () => void asNdjson(lines).then((blob) => save(blob, `${fileName}.ndjson`)),
        },
        { id: 'line', separator: true },
        ...(tail === null ? [] : [{ id: 'tail', label: 'Copy as aws logs tail', onSelect: () => void copy(tail) }]),
        {
          id: 'filter',
          label: 'Copy as aws logs filter-log-events',
          onSelect: () => void copy(commands.filter()),
        },
      ]}
    />
  );
}
