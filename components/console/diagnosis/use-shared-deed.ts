'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { openIdentityTask } from '@/components/identity/identity-dialog';
import type { IdentityPlace } from '@/components/identity/identity-place';
import { goTo } from '@/components/shell/go-to';
import { placeHref } from '@/components/shell/place';
import { apiQuery } from '@/components/shell/queries';
import { usePlace } from '@/components/shell/use-account';
import type { ApiRef } from '@/lib/core/api';
import type { Action } from '@/lib/diagnosis/cause';
import { CHOOSE_IDENTITY } from './deeds';
import type { Deed } from './why';

/** What every console can do about a failed call; null for what only some can. */
export function useSharedDeed(api: ApiRef, place: IdentityPlace): (action: Action) => Deed | null {
  const router = useRouter();
  const at = usePlace();
  const client = useQueryClient();
  return useMemo(() => {
    const go = (to: Partial<typeof at>) => goTo(router, placeHref({ ...at, ...to }));
    const signsIn = place.asked.auth === 'jwt' && place.asked.issuer !== null;
    return (action) => {
      switch (action.do) {
        case 'open-route':
          return { label: `Open ${action.key}`, run: () => go({ route: action.key }) };
        case 'identity':
          return signsIn
            ? { label: 'Sign in', run: () => openIdentityTask(place, { type: 'sign-in' }) }
            : CHOOSE_IDENTITY;
        case 'facts':
          return { label: 'About this API', run: () => go({ route: null }) };
        case 'read-again':
          return { label: 'Read the API again', run: () => void client.invalidateQueries(apiQuery(api)) };
        default:
          return null;
      }
    };
  }, [api, place, router, at, client]);
}
