'use client';

import { useMemo } from 'react';
import type { IdentityPlace } from '@/components/identity/identity-place';
import { useLatest } from '@/components/shell/use-latest';
import type { ApiRef } from '@/lib/core/api';
import type { Action } from '@/lib/diagnosis/cause';
import { useSharedDeed } from './use-shared-deed';
import type { Deed } from './why';

/** What a console of an API that AppSync serves can do about a refusal: what all can, and to choose another mode. */
export function useModeDeed(
  api: ApiRef,
  place: IdentityPlace,
  onMode: (id: string) => void,
): (action: Action) => Deed | null {
  const shared = useSharedDeed(api, place);
  const choose = useLatest(onMode);
  return useMemo(
    () => (action) =>
      action.do === 'choose-mode' ? { label: `Use ${action.name}`, run: () => choose(action.id) } : shared(action),
    [shared, choose],
  );
}
