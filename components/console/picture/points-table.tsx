import { durationInWords } from '@/components/console/answer/units';
import { timeLabel } from './chart-scale';
import { percent } from './percent';
import { errorRate, type Series } from './series';

/** The numbers behind the charts. */
export function PointsTable({ series }: { series: Series }) {
  const { points, hasStatus, hasLatency, binMs } = series;
  const ms = (value: number | null) => (value === null ? '–' : durationInWords(value));
  const cell = 'py-0.5 pl-4 text-right tabular-nums';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section aria-label="The charts as a table" tabIndex={0} className="mt-2 max-h-64 overflow-auto">
      <table className="text-xs">
        <thead className="sticky top-0 bg-panel text-muted">
          <tr>
            <th className="py-1 text-left font-normal">From</th>
            {headings(hasStatus, hasLatency).map((heading) => (
              <th key={heading} className="py-1 pl-4 text-right font-normal">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.at} className="border-line border-t">
              <th className="py-0.5 text-left font-normal tabular-nums">{timeLabel(point.at, binMs, true)}</th>
              <td className={cell}>{point.requests}</td>
              {hasStatus ? <td className={cell}>{point.clientErrors}</td> : null}
              {hasStatus ? <td className={cell}>{point.serverErrors}</td> : null}
              {hasStatus ? <td className={cell}>{percent(errorRate(point))}</td> : null}
              {hasLatency ? <td className={cell}>{ms(point.p50)}</td> : null}
              {hasLatency ? <td className={cell}>{ms(point.p95)}</td> : null}
              {hasLatency ? <td className={cell}>{ms(point.p99)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function headings(hasStatus: boolean, hasLatency: boolean): string[] {
  return ['Requests', ...(hasStatus ? ['4xx', '5xx', 'Error rate'] : []), ...(hasLatency ? ['p50', 'p95', 'p99'] : [])];
}
