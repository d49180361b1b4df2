'use client';

import { useQueries } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { logPlacesQuery } from '@/components/console/logs/queries';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { NativeSelect } from '@/components/ui/native-select';
import type { AccountRef } from '@/lib/core/account';
import { accountKey, apiKey } from '@/lib/core/keys';
import type { InsightsResult } from '@/lib/logs/contract';
import { Charts } from './charts';
import { insightsRuns, type Run } from './insights-runs';
import { routesOf, seriesOf } from './insights-series';
import { type PictureSource, type QueriedLog, queriedLogs, queriesOf } from './picture-source';
import { QuerySection } from './query-section';
import { editedText } from './query-texts';
import { LAST_HOUR, limitsOf, RANGES, rangeOf } from './ranges';
import { ResultTable } from './result-table';
import { RouteTable } from './route-table';
import { priceBefore } from './run-words';
import { useHrefs } from './use-hrefs';
import { useRun } from './use-run';

/** Hours and days of an access log, asked of CloudWatch Logs Insights, which reads where the lines are. */
export function InsightsView({ account, sources }: { account: AccountRef; sources: readonly PictureSource[] }) {
  const logs = useAllLogs(account, sources);
  const [chosen, choose] = useState<string | null>(null);
  const seen = sources.map(keyOf);
  const log = logs.find((one) => keyOf(one) === chosen) ?? logs.find((one) => seen.includes(keyOf(one))) ?? logs[0];
  if (!log) {
    return (
      <div className="p-4">
        <Empty>No stage has an access log in a log group that Insights can read.</Empty>
      </div>
    );
  }
  const several = new Set(logs.map(({ owner }) => apiKey(owner))).size > 1;
  const items = logs.map((one) => ({
    value: keyOf(one),
    label: several ? `${one.owner.name}: ${one.place.label}` : one.place.label,
  }));
  return <LogPicture key={keyOf(log)} {...{ account, log, items }} onLog={choose} />;
}

/** Every access log of the APIs that are looked at, also of stages whose lines are not: those may share a log group. */
function useAllLogs(account: AccountRef, sources: readonly PictureSource[]): QueriedLog[] {
  const owners = [...new Map(sources.map(({ owner }) => [apiKey(owner), owner])).values()];
  const answers = useQueries({ queries: owners.map(({ kind, id }) => logPlacesQuery({ kind, id, account })) });
  return queriedLogs(
    owners.flatMap((owner, at) => {
      const known = answers[at]?.data?.places;
      return known?.map((place) => ({ owner, place })) ?? sources.filter((one) => one.owner === owner);
    }),
  );
}

const keyOf = ({ owner, place }: PictureSource) => `${apiKey(owner)} ${place.id}`;

interface LogPictureProps {
  account: AccountRef;
  log: QueriedLog;
  items: { value: string; label: string }[];
  onLog: (key: string) => void;
}

function LogPicture({ account, log, items, onLog }: LogPictureProps) {
  const [rangeName, setRange] = useState(LAST_HOUR.value);
  const range = rangeOf(rangeName);
  const queries = queriesOf(log, range);
  const name = `${accountKey(account)} ${keyOf(log)}`;
  const [timeName, routeName] = [`${name} time`, `${name} route`];
  const [time, route] = [useRun(timeName), useRun(routeName)];
  const hrefOf = useHrefs([log.owner]);
  const start = (run: string, query: string) => {
    void insightsRuns.start(run, { account, groups: [log.group], query, ...limitsOf(range, Date.now()) });
  };
  const startAll = () => {
    start(timeName, editedText(timeName) ?? queries.overTime);
    if (queries.byRoute !== null) start(routeName, editedText(routeName) ?? queries.byRoute);
  };
  const running = time?.state === 'running' || route?.state === 'running';
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 px-4 py-2">
        {items.length > 1 ? <NativeSelect label="Access log" value={keyOf(log)} items={items} onValue={onLog} /> : null}
        <NativeSelect label="Time range" value={range.value} items={RANGES} onValue={setRange} />
        <Button
          variant="primary"
          className="h-7!"
          busy={running}
          icon={<Play aria-hidden="true" size={13} />}
          onClick={startAll}
        >
          {queries.byRoute === null ? 'Run the query' : 'Run both queries'}
        </Button>
        <p className="min-w-60 flex-1 text-muted text-xs">{priceBefore(log.place.facts?.storedBytes ?? null)}</p>
      </div>
      <Lacks {...queries} />
      <QuerySection
        name={timeName}
        title="Over time"
        generated={queries.overTime}
        run={time}
        onRun={(text) => start(timeName, text)}
      >
        {(result, run) => <OverTime result={result} run={run} />}
      </QuerySection>
      {queries.byRoute === null ? null : (
        <QuerySection
          name={routeName}
          title="By route"
          generated={queries.byRoute}
          run={route}
          onRun={(text) => start(routeName, text)}
        >
          {(result) => <ByRoute result={result} hrefOf={hrefOf} />}
        </QuerySection>
      )}
    </>
  );
}

function OverTime({ result, run }: { result: InsightsResult; run: Run }) {
  const series = seriesOf(result, [run.input.from, run.input.to]);
  return series ? <Charts series={series} label="Insights over time" /> : <ResultTable result={result} />;
}

function ByRoute({ result, hrefOf }: { result: InsightsResult; hrefOf: (route: string) => string | null }) {
  const routes = result.rows.length > 0 ? routesOf(result) : null;
  if (!routes) return <ResultTable result={result} />;
  const has = (column: string) => result.columns.includes(column);
  return <RouteTable {...{ routes, hrefOf }} hasStatus={has('serverErrors')} hasLatency={has('p50')} />;
}

/** What the format does not tell, and what would. */
function Lacks({ latency, hasStatus, byRoute, apart }: ReturnType<typeof queriesOf>) {
  const missing = [
    hasStatus ? null : '$context.status',
    latency === null ? '$context.responseLatency, or $context.integrationLatency for a WebSocket API' : null,
    byRoute === null ? '$context.routeKey' : null,
  ].filter((one) => one !== null);
  if (missing.length === 0 && apart) return null;
  return (
    <div className="flex flex-col gap-1 px-4 pb-2 text-muted text-xs">
      {missing.length > 0 ? (
        <p>The format of this log lacks {missing.join(' and ')}. Add it to see more here.</p>
      ) : null}
      {apart ? null : <p>Other stages write to the same log group, and their lines cannot be told from these.</p>}
    </div>
  );
}
