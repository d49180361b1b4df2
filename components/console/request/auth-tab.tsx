'use client';

import type { Dispatch } from 'react';
import { AskedFacts } from '@/components/console/auth/asked-facts';
import { PlannedKeys } from '@/components/console/auth/planned-keys';
import { SourcesForm } from '@/components/console/auth/sources-form';
import { TestAuthorizer } from '@/components/console/auth/test-authorizer';
import { TokenView } from '@/components/console/auth/token-view';
import { useForesight } from '@/components/console/auth/use-foresight';
import type { Draft } from '@/components/console/draft/draft';
import type { DraftProblem } from '@/components/console/draft/draft-problems';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import { type Identity, isSignedIn } from '@/components/identity/identity';
import { IdentityCard } from '@/components/identity/identity-card';
import type { IdentityPlace } from '@/components/identity/identity-place';
import type { GatewayAuthorizer, GatewayRoute, GatewayStage, PlannedKey } from '@/lib/apis/gateway/contract';
import type { ApiRef } from '@/lib/core/api';

interface AuthTabProps {
  api?: ApiRef;
  route: GatewayRoute;
  authorizer: GatewayAuthorizer | null;
  stage: GatewayStage | null;
  who: { place: IdentityPlace; chosen: Identity };
  draft: Draft;
  problems: readonly DraftProblem[];
  /** Keys of the API's usage plans. */
  keys?: readonly PlannedKey[];
  keySource?: 'HEADER' | 'AUTHORIZER' | undefined;
  /** Absent where the request is made elsewhere. */
  dispatch?: Dispatch<DraftAction>;
}

/** What the route asks of the caller, as whom it is called, and what comes of that. */
export function AuthTab(props: AuthTabProps) {
  const { api, route, authorizer, stage, who, draft, problems, keys = [], dispatch } = props;
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
      {route.request?.apiKeyRequired && dispatch ? (
        <PlannedKeys
          account={place.api.account}
          {...{ route, keys, stage, draft, dispatch }}
          source={props.keySource}
        />
      ) : null}
      {isSignedIn(chosen) || chosen.kind === 'pasted' ? (
        <TokenView key={chosen.id} identity={chosen} asked={place.asked} foresight={foresight} />
      ) : null}
      {api?.kind === 'rest' && authorizer ? <TestAuthorizer {...{ api, authorizer, stage, who, draft }} /> : null}
    </div>
  );
}
