'use client';

import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { ApiRef } from '@/lib/core/api';
import type { Cause } from '@/lib/diagnosis/cause';
import { diagnosed } from '@/lib/diagnosis/diagnosis';
import type { Seeker } from '@/lib/diagnosis/findings';
import { deskOf } from './evidence-desk';

export interface Told {
  /** The surest first; empty where nothing failed. */
  causes: readonly Cause[];
  /** AWS is being asked for more. */
  looking: boolean;
  /** Nothing is told yet. */
  pending: boolean;
}

interface CausesAsked {
  /** What failed: an exchange, a handshake. */
  id: string;
  api: ApiRef;
  /** Null where nothing is to be told yet. Keep it the same while nothing changes. */
  rules: ((seeker: Seeker) => Cause[]) | null;
  /** Whether AWS is asked for what only it can tell. */
  look: boolean;
}

const NOTHING: Told = { causes: [], looking: false, pending: true };
const NONE = () => [];

/** The causes by what is known so far, told anew with each finding. What is under way stops when one leaves. */
export function useCauses({ id, api, rules, look }: CausesAsked): Told {
  const desk = useMemo(() => deskOf(id), [id]);
  const findings = useSyncExternalStore(desk.subscribe, desk.findings, NONE);
  const looking = useSyncExternalStore(desk.subscribe, desk.busy, () => false);
  const diagnosis = useMemo(() => rules && diagnosed(rules, findings), [rules, findings]);
  useEffect(() => {
    if (look && diagnosis) desk.want(api, diagnosis.asks);
  }, [look, diagnosis, desk, api]);
  useEffect(() => () => desk.leave(), [desk]);
  return useMemo(
    () => (diagnosis ? { causes: diagnosis.causes, looking, pending: false } : NOTHING),
    [diagnosis, looking],
  );
}
