'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { ApiLoading } from '@/components/console/api-loading';
import { useSlot } from '@/components/store';
import type { AccessLogRecord } from '@/lib/core/access-log/record';
import type { AccountRef } from '@/lib/core/account';
import { atCloudWatch } from './at-cloudwatch';
import { filterCommand, tailCommand } from './aws-command';
import { chosenColumns, columnChoice, columnsOf, usualIds } from './columns';
import { ColumnsDialog } from './columns-dialog';
import { FilterBar } from './filter-bar';
import type { WaysFromLine } from './log-detail';
import type { LogFilter } from './log-filter';
import { LogLines } from './log-lines';
import { LATEST, type LogRange } from './log-range';
import { groupOf, type LogSource, shortLabel, sourceLabel, wordPattern } from './log-source';
import type { Reading, WantedLog } from './log-tails';
import { LogTools } from './log-tools';
import { NoLines } from './no-lines';
import { NO_QUESTION, shownOf } from './question';
import { StatusLine } from './status-line';
import { useSettled } from './use-settled';
import { useShownLines, useTailStates, useTails } from './use-tails';
import { useTally } from './use-tally';

const Picture = dynamic(() => import('@/components/console/picture/picture').then((module) => module.Picture), {
  ssr: false,
  loading: ApiLoading,
});

/** CloudWatch is asked anew when a question stays the same for so long. */
const SETTLED_MS = 600;

/** Whether the newest line stays in sight, and how many lines had come when that was decided. */
interface Followed {
  following: boolean;
  filter: LogFilter | null;
  taken: number;
}

interface LogViewProps {
  account: AccountRef;
  /** What is looked at; the same array as long as nothing changed. */
  sources: readonly LogSource[];
  /** The formats of every stage that writes into a log group, by the group: stages may share one. */
  formats: ReadonlyMap<string, readonly string[]>;
  picker: ReactNode;
  /** Where one can go from a line. */
  waysFrom: (source: LogSource, record: AccessLogRecord | null) => WaysFromLine;
  fileName: string;
  /** Stands in place of the lines where nothing can be read. */
  empty: ReactNode | null;
  /** What a pane adds to the tools. */
  children?: ReactNode;
}

/** The lines of any logs, merged by their time: followed, found, filtered, read in full. */
export function LogView(props: LogViewProps) {
  const { account, sources, formats, picker, waysFrom, fileName, empty, children } = props;
  const [question, setQuestion] = useState(NO_QUESTION);
  const [filtering, setFiltering] = useState(false);
  const [pattern, setPattern] = useState('');
  const [narrow, setNarrow] = useState(false);
  const [{ range, way }, setRead] = useState<{ range: LogRange; way: Reading['way'] }>({ range: LATEST, way: 'poll' });
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const [followed, setFollowed] = useState<Followed>({ following: true, filter: null, taken: 0 });
  const [drawn, setDrawn] = useState(false);
  const [columnsOpen, setColumnsOpen] = useState(false);

  const settled = useSettled(question, SETTLED_MS);
  const reading = useMemo(() => ({ account, range, way }), [account, range, way]);
  const wanted = useMemo(
    () =>
      sources.map(
        (source): WantedLog => ({ source, pattern: patternOf(source, { pattern, narrow, settled }), formats }),
      ),
    [sources, pattern, narrow, settled, formats],
  );
  const tails = useTails(reading, wanted);
  const { store } = tails;
  const states = useTailStates(tails);
  const tally = useTally(store);
  const asked = useDeferredValue(question);
  const shown = useMemo(() => shownOf(asked), [asked]);
  const { filter, searching } = useShownLines(store, shown, pausedAt);

  const severalApis = new Set(sources.map(({ owner }) => `${owner.kind}/${owner.id}`)).size > 1;
  const label = (naming: typeof sourceLabel) => (number: number) =>
    tails
      .sourcesOf(number)
      .map((source) => naming(source, severalApis))
      .join(', ');
  const labelOf = label(sourceLabel);
  const columns = useColumns(store.names, sources);
  const following = followed.following && pausedAt === null;
  const follow = useCallback(
    (next: boolean) => setFollowed({ following: next, filter, taken: filter.taken }),
    [filter],
  );
  const commanded = wanted.flatMap(({ source: one, pattern: own }) => {
    const group = groupOf(one.place);
    return group === null ? [] : [{ account, group, pattern: own, range, since: tails.since }];
  });
  const read = (next: { range: LogRange; way: Reading['way'] }) => {
    setRead(next);
    setPausedAt(null);
    setFollowed({ following: true, filter: null, taken: 0 });
  };
  const toNow = () => {
    if (range.type === 'between') return read({ range: LATEST, way: 'poll' });
    setPausedAt(null);
    follow(true);
  };
  return (
    <section aria-label="Logs" className="@container flex min-h-0 min-w-0 flex-1 flex-col bg-panel">
      <LogTools
        picker={picker}
        text={question.text}
        onText={(text) => setQuestion({ ...question, text })}
        range={range}
        onRange={(next) => read({ range: next, way: 'poll' })}
        way={way}
        onWay={(next) => read({ range: next === 'live-tail' ? LATEST : range, way: next })}
        filtering={filtering}
        asked={countOf(question, pattern)}
        onFiltering={setFiltering}
        paused={pausedAt !== null}
        onPause={(pause) => setPausedAt(pause ? store.end : null)}
        atNow={following && range.type === 'back'}
        onNow={toNow}
        onColumns={() => setColumnsOpen(true)}
        drawn={drawn}
        onDrawn={setDrawn}
        lines={{ store, filter, sourceOf: labelOf }}
        fileName={fileName}
        commands={{
          tail: () => joined(commanded.map(tailCommand)),
          filter: () => joined(commanded.map(filterCommand)) ?? '',
        }}
      >
        {children}
      </LogTools>
      {filtering ? (
        <FilterBar
          question={question}
          onQuestion={setQuestion}
          tally={tally}
          pattern={pattern}
          onPattern={setPattern}
          narrow={narrow}
          onNarrow={setNarrow}
          work={atCloudWatch(question, sources.find(({ place }) => place.format !== null)?.place.format ?? null)}
        />
      ) : null}
      {drawn ? <Picture account={account} sources={sources} records={tails.records} /> : empty}
      {empty === null ? (
        <>
          <LogLines
            tails={tails}
            hidden={drawn}
            none={
              <NoLines
                states={states}
                filtered={filter.lines < store.end - store.first - store.events.length}
                range={range}
                searching={searching}
                onRange={(next) => read({ range: next, way: 'poll' })}
              />
            }
            filter={filter}
            columns={columns.chosen}
            labelOf={labelOf}
            shortLabelOf={label(shortLabel)}
            merged={new Set(wanted.map(lineOf)).size > 1}
            days={range.type === 'between' || range.ms > 12 * 3_600_000}
            following={following}
            onFollowing={follow}
            fresh={followed.filter === filter ? filter.taken - followed.taken : 0}
            waysFrom={waysFrom}
          />
          <StatusLine
            store={store}
            filter={filter}
            stats={tails.stats}
            states={states}
            way={way}
            tally={tally}
            searching={searching}
            waiting={pausedAt === null ? null : store.end - pausedAt}
            unreadOnly={question.unreadOnly}
            onUnreadOnly={(unreadOnly) => setQuestion({ ...question, unreadOnly })}
          />
        </>
      ) : null}
      <ColumnsDialog
        open={columnsOpen}
        onClose={() => setColumnsOpen(false)}
        all={columns.all}
        chosen={columns.chosen.map(({ id }) => id)}
        onChosen={columns.choose}
      />
    </section>
  );
}

/** What CloudWatch is asked for of a source: a word of its own first, then what was typed, then what a question allows. */
function patternOf(
  { word, place }: LogSource,
  { pattern, narrow, settled }: { pattern: string; narrow: boolean; settled: typeof NO_QUESTION },
): string | null {
  if (word !== null) return wordPattern(word);
  if (pattern !== '') return pattern;
  return narrow && place.role === 'access' ? atCloudWatch(settled, place.format).pattern : null;
}

/** The columns that the formats at hand allow, and those that were chosen for APIs of these kinds. */
function useColumns(names: readonly string[], sources: readonly LogSource[]) {
  const [choices, setChoices] = useSlot(columnChoice);
  const kinds = [...new Set(sources.map(({ owner }) => owner.kind))].sort().join(' ');
  const all = useMemo(() => columnsOf(names), [names]);
  const mine = Object.hasOwn(choices, kinds) ? (choices[kinds] ?? null) : null;
  const choose = (ids: string[] | null) => {
    const { [kinds]: _, ...others } = choices;
    setChoices(ids === null || ids.join() === usualIds(all).join() ? others : { ...others, [kinds]: ids });
  };
  return { all, chosen: chosenColumns(all, mine), choose };
}

/** Each of these has a line of the live door of its own. */
function lineOf({ source, pattern }: WantedLog): string {
  return `${groupOf(source.place)} ${pattern}`;
}

/** How many things are asked for beside the text. */
function countOf({ route, statuses, slowerThan, identity }: typeof NO_QUESTION, pattern: string): number {
  return [route !== '', statuses.length > 0, slowerThan !== null, identity !== '', pattern !== ''].filter(Boolean)
    .length;
}

function joined(commands: (string | null)[]): string | null {
  const all = commands.filter((one) => one !== null);
  return all.length === 0 ? null : all.join('\n');
}
