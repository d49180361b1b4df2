'use client';

import { AskedFacts } from '@/components/console/auth/asked-facts';
import { SourcesForm } from '@/components/console/auth/sources-form';
import { TokenView } from '@/components/console/auth/token-view';
import { useForesight } from '@/components/console/auth/use-foresight';
import type { Draft } from '@/components/console/draft/draft';
import type { DraftProblem } from '@/components/console/draft/draft-problems';
import { type Identity, isSignedIn } from '@/components/identity/identity';
import { IdentityCard } from '@/components/identity/identity-card';
import type { IdentityPlace } from '@/components/identity/identity-place';
import type { GatewayAuthorizer, GatewayStage } from '@/lib/apis/gateway/contract';
import type { HttpRoute } from '@/lib/apis/http/contract';

interface AuthTabProps {
  route: HttpRoute;
  authorizer: GatewayAuthorizer | null;
  stage: GatewayStage | null;
  who: { place: IdentityPlace; chosen: Identity };
  draft: Draft;
  problems: readonly DraftProblem[];
}

/** What the route asks of the caller, as whom it is called, and what comes of that. */
export function AuthTab({ route, authorizer, stage, who, draft, problems }: AuthTabProps) {
  const { place, chosen } = who;
  const foresight = useForesight(who, draft);
  return (
    <div className="space-y-5">
      <section aria-labelledby="asked-heading">
        <h2 id="asked-heading" className="mb-1 font-medium">
          What the route asks for
        </h2>
        <AskedFacts route={route} authorizer={authorizer} stage={stage} />
      </section>
      <section aria-labelledby="sent-as-heading">
        <h2 id="sent-as-heading" className="mb-1 font-medium">
          Sent as
        </h2>
        <IdentityCard place={place} identity={chosen} />
        {foresight?.judgement === null && route.auth !== 'lambda' ? (
          <p className="mt-2 text-muted">{foresight.sentence}</p>
        ) : null}
      </section>
      {route.auth === 'lambda' ? <SourcesForm account={place.api.account} who={who} problems={problems} /> : null}
      {isSignedIn(chosen) || chosen.kind === 'pasted' ? (
        <TokenView key={chosen.id} identity={chosen} asked={place.asked} foresight={foresight} />
      ) : null}
    </div>
  );
}
