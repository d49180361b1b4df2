'use client';

import { ArrowDownToLine, Download, Eraser, Pause, Play } from 'lucide-react';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { save } from '@/components/console/save';
import { IconButton } from '@/components/ui/button';
import { SearchInput } from '@/components/ui/input';
import { Menu } from '@/components/ui/menu';
import { Select } from '@/components/ui/select';
import { Split } from '@/components/ui/split';
import { PinnedRows } from './pinned-rows';
import { type RowWords, rowInWords } from './row-words';
import { StreamDetail } from './stream-detail';
import { asHar, asNdjson } from './stream-export';
import { EVERYTHING, type Shown, type StreamFilter } from './stream-filter';
import { StreamList } from './stream-list';
import type { StreamRow, StreamStore } from './stream-store';
import { useStream } from './use-stream';

const SHOW: { value: Shown['show']; label: string }[] = [
  { value: 'all', label: 'Everything' },
  { value: 'messages', label: 'Messages' },
  { value: 'in', label: 'Received' },
  { value: 'out', label: 'Sent' },
];

interface StreamViewProps {
  store: StreamStore;
  /** The accessible name of the list: "Messages". */
  label: string;
  /** How a file with it is called, without an ending. */
  fileName: string;
  words?: (row: StreamRow) => RowWords;
  /** What stands while nothing was said. */
  empty: ReactNode;
  /** What a console adds to a row in full. */
  more?: (row: StreamRow) => ReactNode;
}

/** Everything that was said on a line: searched, filtered, paused, pinned, copied, exported. */
export function StreamView({ store, label, fileName, words = rowInWords, empty, more }: StreamViewProps) {
  const [text, setText] = useState('');
  const [show, setShow] = useState<Shown['show']>(EVERYTHING.show);
  const needle = useDeferredValue(text);
  const shown = useMemo(() => ({ text: needle, show }), [needle, show]);
  const { filter, searching } = useStream(store, shown);
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const [following, setFollowing] = useState(true);
  const [active, setActive] = useState<number | null>(null);
  const count = pausedAt === null ? filter.length : countUpTo(filter, pausedAt);
  const row = active === null ? null : store.row(active);
  const list = (
    <StreamList
      store={store}
      filter={filter}
      count={count}
      label={label}
      words={words}
      active={active}
      onActive={setActive}
      following={following && pausedAt === null}
      onFollowing={setFollowing}
    />
  );
  return (
    <div className="@container flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b px-3 py-1">
        <SearchInput
          label={`Find in ${label.toLowerCase()}`}
          value={text}
          onValue={setText}
          className="w-56 @max-md:w-full"
        />
        <Select label="Show" value={show} items={SHOW} onValue={setShow} className="w-32" />
        <Tally store={store} filter={filter} count={count} searching={searching} />
        <div className="ml-auto flex items-center gap-0.5">
          <PauseButton
            paused={pausedAt !== null}
            waiting={filter.length - count}
            onPause={(pause) => setPausedAt(pause ? store.end : null)}
          />
          <IconButton
            size="small"
            label="Go to the newest"
            disabled={following && pausedAt === null}
            icon={<ArrowDownToLine aria-hidden="true" size={14} />}
            onClick={() => {
              setPausedAt(null);
              setFollowing(true);
            }}
          />
          <IconButton
            size="small"
            label={`Clear ${label.toLowerCase()}`}
            disabled={store.end === store.first}
            icon={<Eraser aria-hidden="true" size={14} />}
            onClick={() => {
              setActive(null);
              store.clear();
            }}
          />
          <ExportMenu store={store} filter={filter} fileName={fileName} />
        </div>
      </div>
      <PinnedRows store={store} words={words} active={active} onChoose={setActive} />
      {store.end === store.first ? (
        <div className="flex min-h-0 flex-1 flex-col justify-center bg-ground p-4">{empty}</div>
      ) : row ? (
        <Split
          id="stream"
          label="Between messages and message"
          direction="column"
          initial={60}
          className="min-h-0 flex-1"
          first={<div className="flex h-full min-h-0 flex-col">{list}</div>}
          second={
            <StreamDetail
              row={row}
              words={words(row)}
              pinned={store.pinned(row.row)}
              onPin={(pinned) => store.pin(row.row, pinned)}
              onClose={() => setActive(null)}
              more={more?.(row)}
            />
          }
        />
      ) : (
        list
      )}
    </div>
  );
}

interface TallyProps {
  store: StreamStore;
  filter: StreamFilter;
  count: number;
  searching: boolean;
}

function Tally({ store, filter, count, searching }: TallyProps) {
  const all = store.end - store.first;
  const some = filter.length < all || count < all;
  const words = some
    ? `${count.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')}`
    : all.toLocaleString('en-GB');
  return (
    <span className="truncate text-muted text-xs tabular-nums" aria-live="off">
      {searching ? `${words}, searching` : words}
      {store.first > 0 ? `, ${store.first.toLocaleString('en-GB')} older let go` : ''}
    </span>
  );
}

interface PauseButtonProps {
  paused: boolean;
  waiting: number;
  onPause: (paused: boolean) => void;
}

function PauseButton({ paused, waiting, onPause }: PauseButtonProps) {
  return (
    <>
      {paused && waiting > 0 ? (
        <span className="mr-1 text-accent-strong text-xs tabular-nums">{waiting.toLocaleString('en-GB')} new</span>
      ) : null}
      <IconButton
        size="small"
        label={paused ? 'Go on' : 'Pause'}
        aria-pressed={paused}
        icon={paused ? <Play aria-hidden="true" size={14} /> : <Pause aria-hidden="true" size={14} />}
        onClick={() => onPause(!paused)}
      />
    </>
  );
}

function ExportMenu({ store, filter, fileName }: { store: StreamStore; filter: StreamFilter; fileName: string }) {
  return (
    <Menu
      label="Export"
      trigger={<IconButton size="small" label="Export" icon={<Download aria-hidden="true" size={14} />} />}
      entries={[
        {
          id: 'ndjson',
          label: 'What is shown as NDJSON',
          onSelect: () => save(asNdjson(store, filter), `${fileName}.ndjson`),
        },
        { id: 'har', label: 'Messages shown as HAR', onSelect: () => save(asHar(store, filter), `${fileName}.har`) },
      ]}
    />
  );
}

/** How many of the rows that are shown came before a row. */
function countUpTo(filter: StreamFilter, end: number): number {
  let low = 0;
  let high = filter.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (filter.at(middle) < end) low = middle + 1;
    else high = middle;
  }
  return low;
}
