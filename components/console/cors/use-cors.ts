'use client';

import { useSyncExternalStore } from 'react';
import { openGuarded } from '@/components/console/exchange/guarded';
import { Failed } from '@/components/shell/answer';
import type { CorsForm } from './cors-form';
import { type CorsRun, CorsRuns } from './cors-runs';

/** The checks of this page. */
export const corsRuns = new CorsRuns(openGuarded, (error) =>
  error instanceof Failed ? error.failure : { code: 'unexpected', message: 'The request could not be made.' },
);

const none = () => null;

export function useCorsForm(place: string): CorsForm | null {
  return useSyncExternalStore(corsRuns.subscribe, () => corsRuns.form(place), none);
}

export function useCorsRun(place: string): CorsRun | null {
  return useSyncExternalStore(corsRuns.subscribe, () => corsRuns.run(place), none);
}
