'use client';

import { useMemo } from 'react';
import { useExchanges } from '@/components/console/exchange/use-exchanges';
import { corsInWords } from '@/components/console/facts/cors-words';
import type { Request } from '@/components/console/request/send-as';
import type { Identity } from '@/components/identity/identity';
import type { IdentityPlace } from '@/components/identity/identity-place';
import { changeFor } from '@/lib/core/cors/change';
import { foreseeCors } from '@/lib/core/cors/foresee';
import type { CorsConfiguration } from '@/lib/core/cors/gateway';
import type { Plan } from '@/lib/core/cors/plan';
import { CorsChangeView } from './cors-change';
import { CorsFields } from './cors-fields';
import { newForm, offeredOrigins, plannedCors } from './cors-form';
import { CorsOutcome } from './cors-outcome';
import { type CorsRun, isCors, samePlan } from './cors-runs';
import { CorsSteps } from './cors-steps';
import { type CorsVerdict, disagreement, maySend, verdictOf } from './cors-verdict';
import { corsCaller, draftOf } from './send-cors';
import { corsRuns, useCorsForm, useCorsRun } from './use-cors';
import { useGatewaysOwn } from './use-gateways-own';

export interface CorsTabProps {
  request: Request;
  cors: CorsConfiguration | null;
  routes: readonly { method: string; path: string; auth: string }[];
  /** The address that requests go to; null where it is not known. */
  base: string | null;
  who: { place: IdentityPlace; chosen: Identity };
  /** Whether the draft can be sent; where not, it leads to what must be mended. */
  check: (identity: Identity) => boolean;
}

/** What pages of other origins may do with this route: the configuration in words, and a browser's judgement. */
export function CorsTab({ request, cors, routes, base, who, check }: CorsTabProps) {
  const { place } = request;
  const form = useCorsForm(place) ?? newForm(cors);
  const at = draftOf(request, who, base);
  const planned = plannedCors(form, at);
  const plan = 'plan' in planned ? planned.plan : null;
  const ask = () => {
    if (!plan || plan.type === 'impossible' || !check(who.chosen)) return;
    void corsRuns.check(place, plan, corsCaller(plan, { request, who, at }));
  };
  return (
    <div className="space-y-5">
      <section aria-labelledby="cors-configured">
        <h2 id="cors-configured" className="mb-1 font-medium">
          What the API allows
        </h2>
        <Configured cors={cors} />
      </section>
      <section aria-labelledby="cors-page" className="space-y-3">
        <h2 id="cors-page" className="font-medium">
          What a page would get
        </h2>
        <CorsFields
          form={form}
          at={at}
          offered={offeredOrigins(cors)}
          problem={'problem' in planned ? planned.problem : null}
          onForm={(next) => corsRuns.setForm(place, next)}
          onCheck={ask}
        />
        {plan?.type === 'impossible' ? <p className="text-bad">{plan.sentence}</p> : null}
        {plan && plan.type !== 'impossible' ? (
          <Judged plan={plan} request={request} cors={cors} routes={routes} />
        ) : null}
      </section>
    </div>
  );
}

function Configured({ cors }: { cors: CorsConfiguration | null }) {
  if (!cors) {
    return (
      <p className="text-muted">
        There is no CORS configuration. API Gateway adds no headers, and an OPTIONS request is routed as any other.
      </p>
    );
  }
  return (
    <ul className="list-disc space-y-0.5 pl-4">
      {corsInWords(cors).map((sentence) => (
        <li key={sentence} className="break-words">
          {sentence}
        </li>
      ))}
    </ul>
  );
}

interface JudgedProps extends Pick<CorsTabProps, 'request' | 'cors' | 'routes'> {
  plan: Exclude<Plan, { type: 'impossible' }>;
}

function Judged(props: JudgedProps) {
  const { place, api } = props.request;
  const { run, stale, exchange, own, verdict, foreseen, change } = useJudged(props);
  return (
    <>
      <CorsOutcome
        verdict={verdict}
        foreseen={foreseen}
        disagreement={verdict && foreseen ? disagreement(verdict, foreseen, own) : null}
      />
      {stale ? <p className="text-muted">This is another request than the one that was asked last.</p> : null}
      {own && verdict?.actual?.passed === false ? <GatewaysOwn status={exchange?.head?.status ?? 0} /> : null}
      {change ? <CorsChangeView change={change} apiId={api.id} /> : null}
      {run && verdict ? (
        <CorsSteps run={run} verdict={verdict} exchange={exchange} onSend={sendable(run, place)} />
      ) : null}
    </>
  );
}

function useJudged({ plan, request: { place }, cors, routes }: JudgedProps) {
  const known = useCorsRun(place);
  const run = known && samePlan(known.plan, plan) ? known : null;
  const exchange = useExchanges(place).find(({ id }) => id === run?.actual) ?? null;
  const own = useGatewaysOwn(exchange);
  const verdict = run && verdictOf(run, exchange);
  const foreseen = useMemo(() => (isCors(plan) ? foreseeCors(plan, cors, routes) : null), [plan, cors, routes]);
  const change = isCors(plan) && refuses(verdict, foreseen) ? changeFor(plan, cors) : null;
  return { run, stale: known !== null && !run, exchange, own, verdict, foreseen, change };
}

function refuses(verdict: CorsVerdict | null, foreseen: ReturnType<typeof foreseeCors> | null): boolean {
  if (verdict?.state === 'allowed' || verdict?.state === 'preflight-allowed') return false;
  if (verdict?.state === 'refused') return true;
  return foreseen?.type === 'judged' && !foreseen.allowed;
}

function sendable(run: CorsRun, place: string): (() => void) | null {
  return maySend(run.plan, run.preflight) ? () => void corsRuns.sendActual(place) : null;
}

/** Why a page sees a CORS error where another client sees a status. */
function GatewaysOwn({ status }: { status: number }) {
  return (
    <p role="note" aria-label="An answer of API Gateway itself" className="rounded-lg bg-warn-soft p-3 text-warn">
      This {status} is API Gateway’s own answer, before any integration, and carries no headers of CORS. The page sees a
      CORS error and not the {status}: mend what the {status} is about first. The full answer is beside this tab.
    </p>
  );
}
