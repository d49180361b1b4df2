'use client';

import { Square } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { durationInWords } from '@/components/console/answer/units';
import { useLineState } from '@/components/console/line/held-lines';
import { Button } from '@/components/ui/button';
import type { LoadRun } from './load-run';
import { type Spread, spreadOf } from './round-trips';

const WIDTH = 480;
const HEIGHT = 96;

/** How far a load is on one session, and how its round trips are distributed. */
export function LoadView({ run }: { run: LoadRun }) {
  const { sent, replied, trips, counted, failure, stopped } = useSyncExternalStore(
    run.subscribe,
    run.progress,
    run.progress,
  );
  const { phase } = useLineState(run.line);
  const { times } = run.plan;
  const whole = sent >= times;
  const over = stopped ? ', stopped' : phase === 'open' ? '' : ', then the session ended';
  const spread = spreadOf(trips);
  const words = counted ? `${sent} of ${times} sent, ${replied} answered` : `${sent} of ${times} sent`;
  return (
    <section aria-label={`Load on ${run.line.label.as}`} className="rounded-lg border border-line p-3">
      <div className="flex min-h-6 items-center gap-3">
        <p role="status" className="min-w-0 flex-1 tabular-nums">
          {run.line.label.as}: {words}
          {whole ? '' : over}
        </p>
        {!whole && over === '' ? (
          <Button size="small" icon={<Square aria-hidden="true" size={11} />} onClick={() => run.stop()}>
            Stop
          </Button>
        ) : null}
      </div>
      {failure ? <p className="mt-1 text-bad">{failure}</p> : null}
      {spread ? <Histogram spread={spread} count={trips.length} /> : null}
      {counted ? null : (
        <p className="mt-1 text-muted text-xs">The message holds no number, so replies are not matched.</p>
      )}
    </section>
  );
}

function Histogram({ spread, count }: { spread: Spread; count: number }) {
  const { p50, p95, max, bars, from, width } = spread;
  const most = Math.max(...bars);
  const step = WIDTH / bars.length;
  const x = (trip: number) => Math.min(WIDTH - 1, ((trip - from) / width) * step);
  const figures = `p50 ${durationInWords(p50)}, p95 ${durationInWords(p95)}, slowest ${durationInWords(max)}`;
  return (
    <figure className="mt-2">
      <svg
        role="img"
        aria-label={`Round trips of ${count} messages: ${figures}`}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-24 w-full"
      >
        {bars.map((bar, at) => {
          const height = bar === 0 ? 0 : Math.max(2, (bar / most) * HEIGHT);
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: the bars stand where they are.
              key={at}
              x={at * step + 1}
              y={HEIGHT - height}
              width={step - 2}
              height={height}
              className="fill-accent"
            />
          );
        })}
        <line x1={x(p50)} x2={x(p50)} y1={0} y2={HEIGHT} className="stroke-ok" strokeWidth={2} />
        <line x1={x(p95)} x2={x(p95)} y1={0} y2={HEIGHT} className="stroke-warn" strokeWidth={2} />
      </svg>
      <figcaption className="text-xs tabular-nums">
        <span className="flex justify-between border-line-strong border-t pt-0.5 text-faint">
          <span>{durationInWords(from)}</span>
          <span>
            {durationInWords(Math.min(max, from + width * bars.length))}
            {max > from + width * bars.length ? ' and more' : ''}
          </span>
        </span>
        <span className="mt-1 flex gap-x-4">
          <span className="text-ok">p50 {durationInWords(p50)}</span>
          <span className="text-warn">p95 {durationInWords(p95)}</span>
          <span className="text-muted">slowest {durationInWords(max)}</span>
        </span>
      </figcaption>
    </figure>
  );
}
