'use client';

import { type KeyboardEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Chart } from './chart';
import { timeLabel } from './chart-scale';
import { chartsOf, sumOf, totalsInWords } from './measures';
import { percent } from './percent';
import { PointsTable } from './points-table';
import { errorRate, NOTHING, type Series } from './series';
import { useWidth } from './use-width';

/** Less room than this for a chart, and they stand below each other. */
const LEAST_PX = 280;
const GAP_PX = 16;

/**
 * Requests, error rate and latency over time. One place in time is shared by all charts: it follows the pointer, and
 * the arrow keys where the charts have the focus; what is there stands in words beneath them. The same as a table.
 */
export function Charts({ series, label }: { series: Series; label: string }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [pointed, setPointed] = useState<number | null>(null);
  const [asTable, setAsTable] = useState(false);
  const { points } = series;
  const charts = chartsOf(series);
  const last = Math.max(0, points.length - 1);
  const at = pointed === null ? null : Math.min(pointed, last);
  const columns = Math.max(1, Math.min(charts.length, Math.floor((width + GAP_PX) / (LEAST_PX + GAP_PX))));
  const each = Math.floor((width - GAP_PX * (columns - 1)) / columns);

  const move = (event: KeyboardEvent) => {
    const from = at ?? last;
    const to = {
      ArrowLeft: from - 1,
      ArrowRight: from + 1,
      Home: 0,
      End: last,
      PageUp: from - 10,
      PageDown: from + 10,
    }[event.key];
    if (event.key === 'Escape') setPointed(null);
    if (to === undefined) return;
    event.preventDefault();
    setPointed(Math.min(last, Math.max(0, to)));
  };
  const words = (index: number) => {
    const point = points[index];
    return point ? `${timeLabel(point.at, series.binMs, true)}: ${totalsInWords(point, series)}` : '';
  };
  const sum = sumOf(points);
  const summary = series.hasStatus
    ? `${sum.requests.toLocaleString('en-GB')} requests, ${percent(errorRate({ ...NOTHING, ...sum }))} answered with 5xx`
    : `${sum.requests.toLocaleString('en-GB')} requests`;

  return (
    <div className="px-4 py-3">
      <div
        ref={ref}
        role="slider"
        tabIndex={0}
        aria-label={`${label}: ${summary}. Time`}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={at ?? last}
        aria-valuetext={words(at ?? last)}
        onKeyDown={move}
        onBlur={() => setPointed(null)}
        className="flex flex-wrap gap-x-4 gap-y-3 rounded outline-offset-4"
      >
        {width > 0
          ? charts.map((chart) => (
              <Chart key={chart.id} {...{ chart, series, width: each, cursor: at }} onPoint={setPointed} />
            ))
          : null}
      </div>
      <div className="mt-1 flex min-h-6 items-center gap-3">
        <p className="min-w-0 flex-1 text-muted text-xs tabular-nums">{at === null ? summary : words(at)}</p>
        <Button size="small" variant="ghost" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          As a table
        </Button>
      </div>
      {asTable ? <PointsTable series={series} /> : null}
    </div>
  );
}
