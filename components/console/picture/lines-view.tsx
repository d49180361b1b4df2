'use client';

import { useEffect, useMemo, useState } from 'react';
import type { LogRecords } from '@/components/console/logs/log-records';
import { Empty } from '@/components/ui/empty';
import { Charts } from './charts';
import type { PictureSource } from './picture-source';
import { RecordColumns } from './record-columns';
import { RouteTable } from './route-table';
import type { RouteTotals, Series } from './series';
import { useHrefs } from './use-hrefs';

interface Drawn {
  series: Series | null;
  routes: RouteTotals[];
  unread: number;
  hasStatus: boolean;
  hasLatency: boolean;
}

/** How often the charts are drawn anew while lines come, in ms. */
const EVERY_MS = 1_000;

/** The picture of the lines that the log pane has at hand, as they come. */
export function LinesView({ records, sources }: { records: LogRecords; sources: readonly PictureSource[] }) {
  const drawn = useDrawn(records);
  const hrefOf = useHrefs(sources.map(({ owner }) => owner));
  if (!drawn?.series) {
    return (
      <div className="p-4">
        <Empty>
          {drawn?.unread
            ? 'None of the lines at hand is in the format of its stage.'
            : 'There are no lines of an access log yet. What comes is drawn here.'}
        </Empty>
      </div>
    );
  }
  const { series, routes, unread, ...has } = drawn;
  return (
    <>
      <Charts series={series} label="Lines at hand" />
      {unread > 0 ? (
        <p className="px-4 pb-2 text-muted text-xs">
          {unread.toLocaleString('en-GB')} {unread === 1 ? 'line is' : 'lines are'} in no known format and not counted.
        </p>
      ) : null}
      <section aria-label="By route" className="border-line border-t pt-2">
        <RouteTable routes={routes} hrefOf={hrefOf} {...has} />
      </section>
    </>
  );
}

/** Takes lines in between two frames, and draws once a second at most. */
function useDrawn(records: LogRecords): Drawn | null {
  const columns = useMemo(() => new RecordColumns(records), [records]);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  useEffect(() => {
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = Number.NEGATIVE_INFINITY;
    const draw = () => {
      timer = undefined;
      last = performance.now();
      const { unread, hasStatus, hasLatency } = columns;
      setDrawn({ series: columns.series(), routes: columns.routes(), unread, hasStatus, hasLatency });
    };
    const take = () => {
      frame = 0;
      if (!columns.takeIn()) frame = requestAnimationFrame(take);
      timer ??= setTimeout(draw, Math.max(0, last + EVERY_MS - performance.now()));
    };
    const wake = () => {
      frame ||= requestAnimationFrame(take);
    };
    wake();
    const leave = records.subscribe(wake);
    return () => {
      leave();
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [records, columns]);
  return drawn;
}
