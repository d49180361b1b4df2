'use client';

import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useCallback, useSyncExternalStore } from 'react';
import type { HeldLine } from '@/components/console/line/held-line';
import { isLive } from '@/components/console/line/line-state';
import type { Runs } from './use-runs';

const nothing = () => () => {};

/** Whether the open tab's operation is under way or its subscription is held, and the way to end that. */
export function useRunning({ byTab }: Pick<Runs, 'byTab'>): { running: boolean; stop: () => void } {
  const { stop } = useGraphiQLActions();
  const fetching = useGraphiQL(({ isFetching, subscription }) => isFetching || subscription !== null);
  const line = useGraphiQL(({ tabs, activeTabIndex }) => byTab.get(tabs[activeTabIndex]?.id ?? '')?.line ?? null);
  const held = useHeld(line);
  return {
    running: fetching || held,
    stop: () => {
      if (fetching) stop();
      if (held) line?.close();
    },
  };
}

function useHeld(line: HeldLine | null): boolean {
  const subscribe = useCallback((listener: () => void) => (line ? line.subscribe(listener) : nothing()), [line]);
  const read = () => line !== null && isLive(line.state());
  return useSyncExternalStore(subscribe, read, read);
}
