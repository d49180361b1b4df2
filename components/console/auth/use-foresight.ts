'use client';

import type { Draft } from '@/components/console/draft/draft';
import { liveRows } from '@/components/console/draft/draft';
import type { Sender } from '@/components/console/request/problem-of';
import { expiresAt } from '@/components/identity/default-identity';
import { useNow } from '@/components/identity/use-now';
import type { Foresight } from '@/lib/diagnosis/exchange';
import { foresee } from './foresight';

/** What the route will say, told anew while the identity runs out. */
export function useForesight({ place, chosen }: Sender, draft: Draft): Foresight | null {
  const now = useNow(expiresAt(chosen) !== null);
  const byHand = { headers: liveRows(draft.headers), query: liveRows(draft.query) };
  return foresee(chosen, place.asked, byHand, now);
}
