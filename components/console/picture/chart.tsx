'use client';

import { useId } from 'react';
import { labelPlaces, roundUp, timeLabel } from './chart-scale';
import { type ChartModel, type Measure, peakOf } from './measures';
import type { Series } from './series';

const HEIGHT = 96;
const TOP = 6;
const BELOW = 18;
const LEFT = 46;
const RIGHT = 8;

interface ChartProps {
  chart: ChartModel;
  series: Series;
  width: number;
  /** The slice that is pointed at; null for none. */
  cursor: number | null;
  onPoint: (index: number | null) => void;
}

/** One chart. It says nothing to a screen reader: the words beside it and the table do. */
export function Chart({ chart, series, width, cursor, onPoint }: ChartProps) {
  const { points, binMs } = series;
  const id = useId();
  const inner = Math.max(1, width - LEFT - RIGHT);
  const step = inner / Math.max(1, points.length);
  const end = roundUp(peakOf(chart, points));
  const y = (value: number) => TOP + HEIGHT - (value / end) * HEIGHT;
  const days = points.length > 0 && binMs * points.length > 86_400_000;
  const place = (event: { clientX: number; currentTarget: Element }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const index = Math.floor((event.clientX - box.left - LEFT) / step);
    onPoint(index >= 0 && index < points.length ? index : null);
  };
  return (
    <figure className="min-w-0">
      <figcaption className="flex flex-wrap items-center gap-x-3 text-xs">
        <span className="font-medium">{chart.title}</span>
        {chart.measures.length > 1 ? <Legend measures={chart.measures} form={chart.form} /> : null}
      </figcaption>
      <svg
        aria-hidden="true"
        className="mt-1 block"
        width={width}
        height={TOP + HEIGHT + BELOW}
        onPointerMove={place}
        onPointerLeave={() => onPoint(null)}
      >
        <Patterns id={id} />
        {[0, end / 2, end].map((value) => (
          <g key={value}>
            <line x1={LEFT} x2={width - RIGHT} y1={y(value)} y2={y(value)} className="stroke-line" />
            <text x={LEFT - 6} y={y(value) + 3.5} textAnchor="end" className="fill-faint text-2xs tabular-nums">
              {chart.inWords(value)}
            </text>
          </g>
        ))}
        {labelPlaces(points.length, inner).map((index, nth, all) => (
          <text
            key={index}
            x={LEFT + (index + 0.5) * step}
            y={TOP + HEIGHT + 14}
            textAnchor={nth === 0 ? 'start' : nth === all.length - 1 ? 'end' : 'middle'}
            className="fill-faint text-2xs tabular-nums"
          >
            {timeLabel(points[index]?.at ?? 0, binMs, days)}
          </text>
        ))}
        {cursor !== null && cursor < points.length ? (
          <rect x={LEFT + cursor * step} y={TOP} width={step} height={HEIGHT} className="fill-selected" />
        ) : null}
        {chart.form === 'bars' ? (
          <Bars {...{ chart, series, step, y, id }} />
        ) : (
          chart.measures.map((measure) => <Line key={measure.name} {...{ measure, series, step, y }} />)
        )}
      </svg>
    </figure>
  );
}

interface Drawn {
  series: Series;
  step: number;
  y: (value: number) => number;
}

function Bars({ chart, series, step, y, id }: Drawn & { chart: ChartModel; id: string }) {
  const width = Math.max(0.75, step - (step > 4 ? 1 : 0));
  return series.points.map((point, index) => {
    let below = 0;
    return chart.measures.map((measure) => {
      const value = measure.of(point) ?? 0;
      const from = below;
      below += value;
      if (value === 0) return null;
      return (
        <rect
          key={`${point.at} ${measure.name}`}
          x={LEFT + index * step}
          y={y(below)}
          width={width}
          height={Math.max(1, y(from) - y(below))}
          {...(measure.stroke === 'solid' ? { className: FILL[measure.tone] } : { fill: `url(#${id}${measure.tone})` })}
        />
      );
    });
  });
}

/** A line that is not drawn where nothing is known; a point without neighbours is a dot. */
function Line({ measure, series, step, y }: Drawn & { measure: Measure }) {
  const values = series.points.map((point) => measure.of(point));
  const x = (index: number) => (LEFT + (index + 0.5) * step).toFixed(1);
  let path = '';
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const before = values[index - 1];
    path += `${before === undefined || before === null ? 'M' : 'L'}${x(index)} ${y(value).toFixed(1)}`;
  }
  const alone = values.flatMap((value, index) =>
    value !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null
      ? [[index, value] as const]
      : [],
  );
  return (
    <>
      <path
        d={path}
        fill="none"
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeDasharray={DASHES[measure.stroke]}
        className={STROKE[measure.tone]}
      />
      {alone.map(([index, value]) => (
        <circle key={index} cx={x(index)} cy={y(value)} r={1.75} className={FILL[measure.tone]} />
      ))}
    </>
  );
}

/** Stripes and dots, so that parts of a bar differ in more than colour. */
function Patterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}warn`} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="4" height="4" className="fill-warn-soft" />
        <rect width="2.5" height="4" className="fill-warn" />
      </pattern>
      <pattern id={`${id}bad`} width="3" height="3" patternUnits="userSpaceOnUse">
        <rect width="3" height="3" className="fill-bad" />
        <rect x="1" y="1" width="1" height="1" className="fill-bad-soft" />
      </pattern>
    </defs>
  );
}

function Legend({ measures, form }: { measures: readonly Measure[]; form: ChartModel['form'] }) {
  const id = useId();
  return (
    <ul className="flex flex-wrap gap-x-2.5 text-muted">
      {measures.map(({ name, tone, stroke }) => (
        <li key={name} className="flex items-center gap-1">
          <svg aria-hidden="true" width="14" height="8">
            <Patterns id={id} />
            {form === 'lines' ? (
              <line
                x1="0"
                x2="14"
                y1="4"
                y2="4"
                strokeWidth={1.5}
                strokeDasharray={DASHES[stroke]}
                className={STROKE[tone]}
              />
            ) : (
              <rect
                width="10"
                height="8"
                rx="1"
                {...(stroke === 'solid' ? { className: FILL[tone] } : { fill: `url(#${id}${tone})` })}
              />
            )}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

const DASHES = { solid: undefined, dashed: '4 2.5', dotted: '1.5 2' } as const;
const FILL = { ok: 'fill-ok', warn: 'fill-warn', bad: 'fill-bad', accent: 'fill-accent', muted: 'fill-muted' } as const;
const STROKE = {
  ok: 'stroke-ok',
  warn: 'stroke-warn',
  bad: 'stroke-bad',
  accent: 'stroke-accent',
  muted: 'stroke-muted',
} as const;
