'use client';

import { useCallback, useMemo } from 'react';
import { useModeDeed } from '@/components/console/diagnosis/use-mode-deed';
import type { Deed } from '@/components/console/diagnosis/why';
import type { IdentityPlace } from '@/components/identity/identity-place';
import type { AppSyncAuth } from '@/lib/apis/appsync-base/contract';
import type { EventsDetail } from '@/lib/apis/events/contract';
import type { ApiRef } from '@/lib/core/api';
import type { Action, Cause } from '@/lib/diagnosis/cause';
import { diagnoseEvents, type EventsDeed } from '@/lib/diagnosis/events/diagnose';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';

/** What is known of an Event API, so that what it refuses can be explained. */
export interface EventsWhy {
  api: ApiRef;
  /** The rules under the mode of this id; under the chosen one for null. */
  rules: (what: EventsDeed, mode: string | null) => (failed: Failed, seeker: Seeker) => Cause[];
  deed: (action: Action) => Deed | null;
}

interface Known {
  api: ApiRef;
  detail: EventsDetail;
  chosen: AppSyncAuth;
  place: IdentityPlace;
  onMode: (id: string) => void;
}

/** Why an Event API refuses what is done at this desk, and what can be done about it from here. */
export function useEventsWhy({ api, detail, chosen, place, onMode }: Known): EventsWhy {
  const deed = useModeDeed(api, place, onMode);
  const rules = useCallback<EventsWhy['rules']>(
    (what, mode) => {
      const under = detail.auth.find(({ id }) => id === mode) ?? chosen;
      return (failed, seeker) => diagnoseEvents(failed, { detail, chosen: under, deed: what }, seeker);
    },
    [detail, chosen],
  );
  return useMemo(() => ({ api, rules, deed }), [api, rules, deed]);
}
