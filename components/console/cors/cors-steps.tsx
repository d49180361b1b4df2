'use client';

import type { ReactNode } from 'react';
import { toneOf } from '@/components/console/answer/answer-status';
import { HeaderList } from '@/components/console/answer/header-list';
import { VisibleText } from '@/components/console/answer/visible-text';
import type { Exchange } from '@/components/console/exchange/exchange';
import { FailureCard } from '@/components/shell/failure';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';
import { preflightSeconds, readableHeaders } from '@/lib/core/cors/readable';
import type { AnswerHead, Pair } from '@/lib/core/outcome';
import { CheckLines } from './check-lines';
import type { CorsRun } from './cors-runs';
import type { CorsVerdict } from './cors-verdict';

interface StepsProps {
  run: CorsRun;
  verdict: CorsVerdict;
  exchange: Exchange | null;
  /** Null where a browser would not send it. */
  onSend: (() => void) | null;
}

/** What goes over the wire, step by step, as the browser does it. */
export function CorsSteps({ run, verdict, exchange, onSend }: StepsProps) {
  const { plan } = run;
  return (
    <ol className="space-y-3">
      {plan.type === 'preflight' ? (
        <Step title="Preflight" note={`OPTIONS, before the ${plan.method}`}>
          <ul className="list-disc pl-4 text-muted text-xs">
            {plan.reasons.map((reason) => (
              <li key={reason} className="break-words">
                <VisibleText text={reason} />
              </li>
            ))}
          </ul>
          <Headers label="Headers of the preflight" headers={plan.preflight} />
          <Preflight run={run} verdict={verdict} />
        </Step>
      ) : null}
      <Step title="Request" note={`${plan.method}, with ${plan.credentials ? '' : 'no '}credentials`}>
        {plan.type === 'simple' ? (
          <p className="text-muted text-xs">
            No preflight: a form could send the same. The server sees it in any case.
          </p>
        ) : null}
        {plan.type === 'same-origin' ? (
          <p className="text-muted text-xs">The page has the origin of the API itself, so CORS has no part in it.</p>
        ) : null}
        {plan.dropped.length > 0 ? (
          <p className="text-muted text-xs">
            A browser writes or leaves out by itself: <span className="font-mono">{plan.dropped.join(', ')}</span>.
          </p>
        ) : null}
        <Actual {...{ run, verdict, exchange, onSend }} />
      </Step>
    </ol>
  );
}

function Step({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <li className="rounded-lg border border-line">
      <div className="flex items-baseline gap-2 border-line border-b px-3 py-1.5">
        <h3 className="font-medium">{title}</h3>
        <span className="min-w-0 truncate text-muted text-xs">{note}</span>
      </div>
      <div className="space-y-2 p-3">{children}</div>
    </li>
  );
}

function Preflight({ run: { preflight }, verdict }: Pick<StepsProps, 'run' | 'verdict'>) {
  if (!preflight) return null;
  switch (preflight.type) {
    case 'running':
      return <Waiting>Waiting for the answer</Waiting>;
    case 'unreachable':
      return <p className="text-bad">No answer came. {preflight.message}</p>;
    case 'failed':
      return <FailureCard failure={preflight.failure} />;
    case 'answered': {
      const seconds = preflightSeconds(preflight.head.headers);
      return (
        <>
          <Answered label="Answer to the preflight" head={preflight.head} />
          {verdict.preflight ? <CheckLines checks={verdict.preflight.checks} /> : null}
          {verdict.preflight?.passed ? (
            <p className="text-faint text-xs">
              A browser remembers this for {seconds} seconds{seconds > 7200 ? ', Chrome for 7200 at most' : ''}.
            </p>
          ) : null}
        </>
      );
    }
  }
}

function Actual({ run, verdict, exchange, onSend }: StepsProps) {
  const { plan } = run;
  if (run.failure) return <FailureCard failure={run.failure} />;
  if (exchange?.head) {
    return (
      <>
        <Answered label="Answer to the request" head={exchange.head} />
        {verdict.actual ? <CheckLines checks={verdict.actual.checks} /> : null}
        {verdict.actual?.passed ? <Readable headers={exchange.head.headers} credentials={plan.credentials} /> : null}
      </>
    );
  }
  if (exchange?.failure) return <FailureCard failure={exchange.failure} />;
  if (exchange?.unreachable) return <p className="text-bad">No answer came. {exchange.unreachable.message}</p>;
  if (exchange?.running) return <Waiting>Waiting for the answer</Waiting>;
  if (verdict.state === 'running') return <p className="text-muted">It waits for the preflight.</p>;
  if (!onSend) return <p className="text-muted">A browser stops here: the request is not sent.</p>;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button onClick={onSend}>Send the {plan.method} itself</Button>
      <span className="min-w-0 text-muted text-xs">It may change something, so it waits for you.</span>
    </div>
  );
}

function Readable({ headers, credentials }: { headers: readonly Pair[]; credentials: boolean }) {
  const { seen, hidden } = readableHeaders(headers, credentials);
  return (
    <p className="text-muted text-xs">
      The script reads the body and the headers <Names names={seen} />
      {hidden.length > 0 ? (
        <>
          . Hidden from it, as Access-Control-Expose-Headers does not name them: <Names names={hidden} />
        </>
      ) : null}
      .
    </p>
  );
}

function Names({ names }: { names: readonly string[] }) {
  if (names.length === 0) return 'none';
  return (
    <span className="break-words font-mono">
      <VisibleText text={names.join(', ')} />
    </span>
  );
}

/** Status and what of an answer CORS looks at. */
function Answered({ label, head }: { label: string; head: AnswerHead }) {
  const headers = head.headers.filter(([name]) => /^(access-control-|vary$)/i.test(name));
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
      <Badge tone={toneOf(head.status)} mono>
        {`${head.status} ${head.reason}`.trim()}
      </Badge>
      {headers.length > 0 ? (
        <Headers label={label} headers={headers} />
      ) : (
        <span className="text-muted text-xs">without any header of CORS</span>
      )}
    </div>
  );
}

function Headers({ label, headers }: { label: string; headers: readonly Pair[] }) {
  return (
    <div className="w-full rounded-md bg-ground px-2 [&_tr:last-child]:border-b-0">
      <HeaderList headers={headers} label={label} />
    </div>
  );
}

function Waiting({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-center gap-2 text-muted">
      <Spinner /> {children}
    </p>
  );
}
