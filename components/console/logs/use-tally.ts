'use client';

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { LogStore } from './log-store';
import { LogTally } from './log-tally';

const SLICE_MS = 3;
/** It waits its turn behind what is drawn and searched. */
const PAUSE_MS = 30;

/** Counts of the lines at hand, brought up to date a little at a time; drawn when there is news. */
export function useTally(store: LogStore): LogTally {
  const version = useSyncExternalStore(store.subscribe, store.version, store.version);
  const tally = useMemo(() => new LogTally(store), [store]);
  const [, draw] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each version brings lines that are not counted.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let slices = 0;
    const go = () => {
      const whole = tally.grow(SLICE_MS);
      slices += 1;
      if (whole || slices % 8 === 0) draw((count) => count + 1);
      if (!whole) timer = setTimeout(go, PAUSE_MS);
    };
    timer = setTimeout(go, 0);
    return () => clearTimeout(timer);
  }, [tally, version]);
  return tally;
}
