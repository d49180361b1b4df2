'use client';

import { useEffect, useState } from 'react';
import { durationOf, type Exchange } from '@/components/console/exchange/exchange';
import { Badge, type Tone } from '@/components/ui/badge';
import { Spinner } from '@/components/ui/spinner';
import { bytesInWords, durationInWords } from './units';

const ELAPSED_AFTER_MS = 1_000;

/** The colour of a status: green for 2xx, blue for 1xx and 3xx, orange for 4xx, red for 5xx and what is none. */
export function toneOf(status: number): Tone {
  if (status >= 200 && status < 300) return 'ok';
  if (status >= 100 && status < 400) return 'accent';
  return status >= 400 && status < 500 ? 'warn' : 'bad';
}

/** Status, duration, size and as whom in one line; while it runs, how long already. Changes are read out. `nameless` where it stands under the name. */
export function AnswerStatus({ exchange, nameless }: { exchange: Exchange; nameless?: boolean }) {
  const { head, end, running } = exchange;
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3">
      <div {...(nameless ? {} : { role: 'status' })} className="flex min-w-0 items-center gap-3">
        {head ? (
          <Badge tone={toneOf(head.status)} mono className="h-6! text-xs!">
            {`${head.status} ${head.reason}`.trim()}
          </Badge>
        ) : null}
        {!head && running ? <span className="text-muted">Waiting for the answer</span> : null}
        {exchange.unreachable ? <Badge tone="bad">No answer</Badge> : null}
        {exchange.failure ? <Badge tone="bad">Not sent</Badge> : null}
        {end ? (
          <span className="text-muted tabular-nums">
            {durationInWords(end.timings.total)}
            <span className="sr-only">,</span>
          </span>
        ) : null}
        {end ? <Size end={end} /> : null}
        {nameless ? null : <As exchange={exchange} />}
      </div>
      {running ? <Elapsed exchange={exchange} /> : null}
    </div>
  );
}

function As({ exchange: { as } }: { exchange: Exchange }) {
  if (!as || as.scheme === 'none') return null;
  return <span className="truncate text-faint">{as.scheme === 'iam' ? as.label : `as ${as.label}`}</span>;
}

function Size({ end }: { end: NonNullable<Exchange['end']> }) {
  const { wire, decoded } = end.bytes;
  return (
    <span className="truncate text-muted tabular-nums">
      {bytesInWords(decoded)}
      {wire !== decoded ? <span className="text-faint"> ({bytesInWords(wire)} on the wire)</span> : null}
    </span>
  );
}

/** The running time, from one second on. */
function Elapsed({ exchange }: { exchange: Exchange }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 100);
    return () => clearInterval(timer);
  }, []);
  const elapsed = durationOf(exchange, now);
  return (
    <span className="flex items-center gap-2 text-muted tabular-nums">
      <Spinner />
      {elapsed >= ELAPSED_AFTER_MS ? `${(elapsed / 1000).toFixed(1)} s` : null}
      {exchange.received > 0 ? <span>{bytesInWords(exchange.received)}</span> : null}
    </span>
  );
}
