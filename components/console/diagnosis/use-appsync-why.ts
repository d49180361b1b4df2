'use client';

import { useMemo } from 'react';
import type { IdentityPlace } from '@/components/identity/identity-place';
import type { AppSyncDetail } from '@/lib/apis/appsync/contract';
import type { AppSyncAuth } from '@/lib/apis/appsync-base/contract';
import type { ApiRef } from '@/lib/core/api';
import { diagnoseAppSync } from '@/lib/diagnosis/appsync/diagnose';
import { useSharedDeed } from './use-shared-deed';
import type { Why } from './why';

interface AppSyncWhy {
  api: ApiRef;
  detail: AppSyncDetail;
  chosen: AppSyncAuth;
  place: IdentityPlace;
}

/** Why AppSync turns operations away, and what can be done about it from here. */
export function useAppSyncWhy({ api, detail, chosen, place }: AppSyncWhy): Why {
  const deed = useSharedDeed(api, place);
  return useMemo(
    () => ({ api, deed, rules: (failed, seeker) => diagnoseAppSync(failed, { detail, chosen }, seeker) }),
    [api, detail, chosen, deed],
  );
}
