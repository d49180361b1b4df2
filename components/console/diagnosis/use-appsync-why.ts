'use client';

import { useMemo } from 'react';
import type { WhyLine } from '@/components/console/graphiql/port';
import type { IdentityPlace } from '@/components/identity/identity-place';
import type { AppSyncDetail } from '@/lib/apis/appsync/contract';
import type { AppSyncAuth } from '@/lib/apis/appsync-base/contract';
import type { ApiRef } from '@/lib/core/api';
import { diagnoseAppSync } from '@/lib/diagnosis/appsync/diagnose';
import { diagnoseRealtime } from '@/lib/diagnosis/appsync/realtime';
import { useModeDeed } from './use-mode-deed';
import type { Why } from './why';

interface AppSyncWhy {
  api: ApiRef;
  detail: AppSyncDetail;
  chosen: AppSyncAuth;
  place: IdentityPlace;
  onMode: (id: string) => void;
}

/** Why AppSync turns operations and subscriptions away, and what can be done about it from here. */
export function useAppSyncWhy({ api, detail, chosen, place, onMode }: AppSyncWhy): { why: Why; whyRefused: WhyLine } {
  const deed = useModeDeed(api, place, onMode);
  return useMemo(
    () => ({
      why: { api, deed, rules: (failed, seeker) => diagnoseAppSync(failed, { detail, chosen }, seeker) },
      whyRefused: {
        deed,
        rules: (mode, context) => {
          const under = detail.auth.find(({ id }) => id === mode) ?? chosen;
          return (failed, seeker) => diagnoseRealtime(failed, { detail, chosen: under, context }, seeker);
        },
      },
    }),
    [api, detail, chosen, deed],
  );
}
