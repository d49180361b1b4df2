'use client';

import { useExchanges } from '@/components/console/exchange/use-exchanges';
import type { Request } from '@/components/console/request/send-as';
import type { Identity } from '@/components/identity/identity';
import type { IdentityPlace } from '@/components/identity/identity-place';
import type { Foreseen } from '@/lib/core/cors/foresee';
import type { CorsConfiguration } from '@/lib/core/cors/gateway';
import type { Plan } from '@/lib/core/cors/plan';
import { CorsChangeView } from './cors-change';
import { CorsFields } from './cors-fields';
import { newForm, offeredOrigins, plannedCors } from './cors-form';
import { CorsOutcome } from './cors-outcome';
import { type CorsRun, isCors, samePlan } from './cors-runs';
import { type CorsSetting, changeOf, foreseeSetting, settingInWords, settingOf } from './cors-setting';
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
  const setting = settingOf(request, cors, routes);
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
        <Configured setting={setting} />
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
        {plan && plan.type !== 'impossible' ? <Judged plan={plan} request={request} setting={setting} /> : null}
      </section>
    </div>
  );
}

function Configured({ setting }: { setting: CorsSetting }) {
  return (
    <ul className="list-disc space-y-0.5 pl-4">
      {settingInWords(setting).map((sentence) => (
        <li key={sentence} className="break-words">
          {sentence}
        </li>
      ))}
    </ul>
  );
}

interface JudgedProps {
  request: Request;
  setting: CorsSetting;
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
      {own && verdict?.actual?.passed === false ? (
        <GatewaysOwn status={exchange?.head?.status ?? 0} rest={api.kind === 'rest'} />
      ) : null}
      {change ? <CorsChangeView change={change} /> : null}
      {run && verdict ? (
        <CorsSteps run={run} verdict={verdict} exchange={exchange} onSend={sendable(run, place)} />
      ) : null}
    </>
  );
}

function useJudged({ plan, request: { place, api }, setting }: JudgedProps) {
  const known = useCorsRun(place);
  const run = known && samePlan(known.plan, plan) ? known : null;
  const exchange = useExchanges(place).find(({ id }) => id === run?.actual) ?? null;
  const own = useGatewaysOwn(exchange);
  const verdict = run && verdictOf(run, exchange);
  const foreseen = isCors(plan) ? foreseeSetting(plan, setting) : null;
  const failed = verdict?.preflight?.passed ? 'actual' : 'preflight';
  const change = isCors(plan) && refuses(verdict, foreseen) ? changeOf(plan, setting, { api, failed }) : null;
  return { run, stale: known !== null && !run, exchange, own, verdict, foreseen, change };
}

function refuses(verdict: CorsVerdict | null, foreseen: Foreseen | null): boolean {
  if (verdict?.state === 'allowed' || verdict?.state === 'preflight-allowed') return false;
  if (verdict?.state === 'refused') return true;
  return foreseen?.type === 'judged' && !foreseen.allowed;
}

function sendable(run: CorsRun, place: string): (() => void) | null {
  return maySend(run.plan, run.preflight) ? () => void corsRuns.sendActual(place) : null;
}

/** Why a page sees a CORS error where another client sees a status. */
function GatewaysOwn({ status, rest }: { status: number; rest: boolean }) {
  return (
    <p role="note" aria-label="An answer of API Gateway itself" className="rounded-lg bg-warn-soft p-3 text-warn">
      This {status} is API Gateway’s own answer, before any integration, and carries no headers of CORS. The page sees a
      CORS error and not the {status}: mend what the {status} is about first.
      {rest ? ' The gateway responses DEFAULT_4XX and DEFAULT_5XX can carry the headers.' : ''} The full answer is
      beside this tab.
    </p>
  );
}
