'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { useSlot } from '@/components/store';
import { lookOnly, profileMarks, stageMarks, startedReadOnly } from './marks';
import type { Guarded } from './rule';

const never = () => () => undefined;

/** What is marked, and whether one looks only. For the first paint nothing is. */
export function useGuarded(): Guarded {
  const [stages] = useSlot(stageMarks);
  const [profiles] = useSlot(profileMarks);
  const [looking] = useSlot(lookOnly);
  const started = useSyncExternalStore(never, startedReadOnly, () => false);
  const readOnly = started ? 'started' : looking ? 'on' : 'off';
  return useMemo(() => ({ stages, profiles, readOnly }), [stages, profiles, readOnly]);
}
