import { durationInWords } from '@/components/console/answer/units';
import { shortNumber } from './chart-scale';
import { percent } from './percent';
import { clientErrorRate, errorRate, type Point, type Series, type Totals } from './series';

/** How a line or a part of a bar is drawn, so that it is told from the others without its colour too. */
export type Stroke = 'solid' | 'dashed' | 'dotted';

export interface Measure {
  name: string;
  tone: 'ok' | 'warn' | 'bad' | 'accent' | 'muted';
  stroke: Stroke;
  /** Null where nothing is known. */
  of: (totals: Totals) => number | null;
}

export interface ChartModel {
  id: 'requests' | 'errors' | 'latency';
  title: string;
  /** `bars` stand on each other; `lines` do not. */
  form: 'bars' | 'lines';
  measures: readonly Measure[];
  inWords: (value: number) => string;
}

const PLAIN: Measure = { name: 'Requests', tone: 'accent', stroke: 'solid', of: ({ requests }) => requests };

/** From the bottom up. */
const BY_STATUS: readonly Measure[] = [
  {
    name: 'Below 400',
    tone: 'accent',
    stroke: 'solid',
    of: ({ requests, clientErrors, serverErrors }) => requests - clientErrors - serverErrors,
  },
  { name: '4xx', tone: 'warn', stroke: 'dashed', of: ({ clientErrors }) => clientErrors },
  { name: '5xx', tone: 'bad', stroke: 'dotted', of: ({ serverErrors }) => serverErrors },
];

/** What is drawn of a series: as much as its format tells. */
export function chartsOf({ hasStatus, hasLatency }: Pick<Series, 'hasStatus' | 'hasLatency'>): ChartModel[] {
  const requests: ChartModel = {
    ...{ id: 'requests', title: 'Requests', form: 'bars', inWords: shortNumber },
    measures: hasStatus ? BY_STATUS : [PLAIN],
  };
  const errors: ChartModel = {
    ...{ id: 'errors', title: 'Error rate', form: 'lines', inWords: percent },
    measures: [
      {
        name: '4xx',
        tone: 'warn',
        stroke: 'dashed',
        of: (totals) => (totals.requests ? clientErrorRate(totals) : null),
      },
      { name: '5xx', tone: 'bad', stroke: 'solid', of: (totals) => (totals.requests ? errorRate(totals) : null) },
    ],
  };
  const latency: ChartModel = {
    ...{ id: 'latency', title: 'Latency', form: 'lines', inWords: durationInWords },
    measures: [
      { name: 'p50', tone: 'ok', stroke: 'solid', of: ({ p50 }) => p50 },
      { name: 'p95', tone: 'accent', stroke: 'dashed', of: ({ p95 }) => p95 },
      { name: 'p99', tone: 'muted', stroke: 'dotted', of: ({ p99 }) => p99 },
    ],
  };
  return [requests, ...(hasStatus ? [errors] : []), ...(hasLatency ? [latency] : [])];
}

/** The largest value that a chart has to show. */
export function peakOf({ form, measures }: ChartModel, points: readonly Point[]): number {
  return points.reduce((most, point) => {
    const values = measures.map(({ of }) => of(point) ?? 0);
    const height = form === 'bars' ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
    return Math.max(most, height);
  }, 0);
}

/** One slice in a sentence: `123 requests, 4xx 2, 5xx 0, p50 12 ms`. */
export function totalsInWords(
  totals: Totals,
  { hasStatus, hasLatency }: Pick<Series, 'hasStatus' | 'hasLatency'>,
): string {
  const { requests, clientErrors, serverErrors, p50, p95, p99 } = totals;
  const parts = [`${requests.toLocaleString('en-GB')} ${requests === 1 ? 'request' : 'requests'}`];
  if (hasStatus) parts.push(`4xx ${clientErrors}`, `5xx ${serverErrors}`, `error rate ${percent(errorRate(totals))}`);
  const times: [string, number | null][] = [
    ['p50', p50],
    ['p95', p95],
    ['p99', p99],
  ];
  if (hasLatency) for (const [name, ms] of times) if (ms !== null) parts.push(`${name} ${durationInWords(ms)}`);
  return parts.join(', ');
}

/** The sums of a series; percentiles cannot be summed. */
export function sumOf(points: readonly Point[]): Pick<Totals, 'requests' | 'clientErrors' | 'serverErrors'> {
  const sum = { requests: 0, clientErrors: 0, serverErrors: 0 };
  for (const { requests, clientErrors, serverErrors } of points) {
    sum.requests += requests;
    sum.clientErrors += clientErrors;
    sum.serverErrors += serverErrors;
  }
  return sum;
}
