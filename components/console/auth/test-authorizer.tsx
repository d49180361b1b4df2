'use client';

import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { testAuthorizer } from '@/app/actions';
import { ExecutionLog } from '@/components/console/answer/execution-log';
import { VisibleLines, VisibleText } from '@/components/console/answer/visible-text';
import { type Draft, liveRows } from '@/components/console/draft/draft';
import type { Sender } from '@/components/console/request/problem-of';
import { authFor } from '@/components/identity/auth-for';
import { answered, Failed } from '@/components/shell/answer';
import { FailureCard } from '@/components/shell/failure';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { GatewayAuthorizer, GatewayStage } from '@/lib/apis/gateway/contract';
import type { AuthorizerTest } from '@/lib/apis/rest/contract';
import type { AuthInput } from '@/lib/auth/contract';
import type { ApiRef } from '@/lib/core/api';
import type { Failure } from '@/lib/core/error';
import type { Pair } from '@/lib/core/outcome';

interface TestAuthorizerProps {
  api: ApiRef;
  authorizer: GatewayAuthorizer;
  stage: GatewayStage | null;
  who: Sender;
  draft: Draft;
}

type State = { result: AuthorizerTest | null; failure: Failure | null; running: boolean };

/** Asks the authorizer what it says to this identity, past its memory and without the route being called. */
export function TestAuthorizer({ api, authorizer, stage, who, draft }: TestAuthorizerProps) {
  const [state, setState] = useState<State>({ result: null, failure: null, running: false });
  const run = async () => {
    setState({ result: null, failure: null, running: true });
    try {
      const input = { api, stage: stage?.name ?? '', authorizerId: authorizer.id, ...carried(who, draft) };
      setState({ result: await answered(testAuthorizer(input)), failure: null, running: false });
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      setState({ result: null, failure: error.failure, running: false });
    }
  };
  return (
    <section aria-labelledby="authorizer-heading" className="space-y-2">
      <div className="flex items-center justify-between gap-4">
        <h2 id="authorizer-heading" className="font-medium">
          What the authorizer says
        </h2>
        <Button
          size="small"
          busy={state.running}
          icon={<FlaskConical aria-hidden="true" size={13} />}
          onClick={() => void run()}
        >
          Test the authorizer
        </Button>
      </div>
      <p className="text-faint text-xs">
        API Gateway asks it with what this request carries, past what it remembers. The route itself is not called.
      </p>
      {state.failure ? <FailureCard failure={state.failure} subject="Testing the authorizer" /> : null}
      {state.result ? <Result result={state.result} /> : null}
    </section>
  );
}

function Result({ result }: { result: AuthorizerTest }) {
  const through = result.status === 0 || result.status === 200;
  return (
    <div role="status" className="space-y-2 rounded-lg border border-line p-3">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={through ? 'ok' : 'bad'}>{through ? 'Answered' : String(result.status)}</Badge>
        <span className="text-muted">
          {through ? '' : 'is what a caller would get, '}in {result.latencyMs} ms
        </span>
        {result.principalId ? (
          <span className="font-mono text-xs">
            <VisibleText text={result.principalId} />
          </span>
        ) : null}
      </p>
      {result.claims.length > 0 ? (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 font-mono text-xs">
          {result.claims.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">
                <VisibleText text={name} />
              </dt>
              <dd className="min-w-0 break-all">
                <VisibleText text={value} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {result.policy ? (
        <pre className="whitespace-pre-wrap break-words rounded bg-ground p-2 font-mono text-xs">
          <VisibleLines text={result.policy} />
        </pre>
      ) : null}
      <details>
        <summary className="cursor-default text-muted text-xs">Log</summary>
        <ExecutionLog text={result.log} />
      </details>
    </div>
  );
}

/** The rows by hand, and what the identity adds. */
function carried({ place, chosen }: Sender, draft: Draft): { headers: Pair[]; query: Pair[] } {
  const own = proofRows(authFor(chosen, place.asked));
  const rows = (list: 'headers' | 'query') => liveRows(draft[list]).map(({ name, value }): Pair => [name, value]);
  return { headers: [...rows('headers'), ...own.headers], query: [...rows('query'), ...own.query] };
}

function proofRows(auth: AuthInput): { headers: Pair[]; query: Pair[] } {
  if (auth.scheme === 'bearer') {
    const place = auth.place ?? { in: 'header' as const, name: 'Authorization', prefix: 'Bearer ' };
    if (place.in === 'query') return { headers: [], query: [[place.name, auth.token]] };
    return { headers: [[place.name, `${place.prefix}${auth.token}`]], query: [] };
  }
  if (auth.scheme !== 'sources') return { headers: [], query: [] };
  const of = (where: 'header' | 'query') =>
    auth.values.filter((one) => one.in === where).map(({ name, value }): Pair => [name, value]);
  return { headers: of('header'), query: of('query') };
}
