'use client';

import { Gauge } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { TextArea } from '@/components/ui/text-area';
import type { WebSocketDetail, WebSocketRoute } from '@/lib/apis/websocket/contract';
import { MOST_PER_SECOND, MOST_TIMES } from '@/lib/core/websocket-limits';
import { loadRuns, useLoadRuns } from './load-runs';
import { LoadView } from './load-view';
import { MARK } from './reply-count';
import { composeMessage } from './route-message';
import type { SpokenTo } from './spoken-to';
import { openOf } from './use-saying';

interface LoadPanelProps {
  detail: WebSocketDetail;
  route: WebSocketRoute;
  place: string;
  spoken: SpokenTo;
}

/** Sends one message many times at a rate, and draws how long the replies took. */
export function LoadPanel({ detail, route, place, spoken }: LoadPanelProps) {
  const [template, setTemplate] = useState(() => numbered(detail.routeSelectionExpression, route.key));
  const [times, setTimes] = useState(100);
  const [perSecond, setPerSecond] = useState(20);
  const [problem, setProblem] = useState<string | null>(null);
  const runs = useLoadRuns(place);
  const start = (event: FormEvent) => {
    event.preventDefault();
    const open = openOf(spoken).filter((line) => line.state().phase === 'open');
    setProblem(open.length === 0 ? 'Connect first: no session is open.' : null);
    if (open.length > 0) loadRuns.start(place, open, { template, times, perSecond });
  };
  return (
    <form aria-label="Load" onSubmit={start} className="space-y-3">
      <TextArea
        label={`Message; ${MARK} counts from 1`}
        mono
        rows={6}
        value={template}
        onChange={(event) => setTemplate(event.target.value)}
      />
      <p className="text-faint text-xs">
        Where a reply repeats {MARK}, its round trip is measured. Every message is one that API Gateway bills.
      </p>
      <div className="flex flex-wrap items-end gap-2">
        <Input
          label="Times"
          type="number"
          required
          min={1}
          max={MOST_TIMES}
          value={Number.isNaN(times) ? '' : times}
          onChange={(event) => setTimes(event.target.valueAsNumber)}
          className="w-28"
        />
        <Input
          label="A second"
          type="number"
          required
          min={0.1}
          max={MOST_PER_SECOND}
          step="any"
          value={Number.isNaN(perSecond) ? '' : perSecond}
          onChange={(event) => setPerSecond(event.target.valueAsNumber)}
          className="w-28"
        />
        <Button type="submit" icon={<Gauge aria-hidden="true" size={14} />}>
          Send many
        </Button>
      </div>
      {problem ? (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      ) : null}
      {runs.map((run) => (
        <LoadView key={run.line.id} run={run} />
      ))}
    </form>
  );
}

/** The message of the route with a number as its id. */
function numbered(expression: string, key: string): string {
  const message = JSON.parse(composeMessage(expression, key).text) as Record<string, unknown>;
  return JSON.stringify({ ...message, id: MARK });
}
