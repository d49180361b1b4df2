'use client';

import { useSyncExternalStore } from 'react';
import { CallRuns, type Run } from './runs';

/** The runs of this page. */
export const callRuns = new CallRuns();

const none = () => null;

export function useRun(place: string): Run | null {
  return useSyncExternalStore(callRuns.subscribe, () => callRuns.of(place), none);
}
