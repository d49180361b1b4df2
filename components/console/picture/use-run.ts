'use client';

import { useSyncExternalStore } from 'react';
import { insightsRuns, type Run } from './insights-runs';

/** How far the query of this name is; null where it was not run. */
export function useRun(name: string): Run | null {
  return useSyncExternalStore(
    insightsRuns.subscribe,
    () => insightsRuns.get(name),
    () => null,
  );
}
