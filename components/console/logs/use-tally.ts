'use client';

import { useEffect, useMemo, useState } from 'react';
import type { LogStore } from './log-store';
import { LogTally } from './log-tally';

const SLICE_MS = 3;
/** It waits its turn behind what is drawn and searched. */
const PAUSE_MS = 30;
/** What comes is taken, found and drawn first. */
const SOON_MS = 500;

/** Counts of the lines at hand, brought up to date a little at a time; drawn when there is news. */
export function useTally(store: LogStore): LogTally {
  const tally = useMemo(() => new LogTally(store), [store]);
  const [, draw] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let slices = 0;
    const go = () => {
      const whole = tally.grow(SLICE_MS);
      slices += 1;
      if (whole || slices % 8 === 0) draw((count) => count + 1);
      timer = whole ? null : setTimeout(go, PAUSE_MS);
    };
    const goSoon = () => {
      timer ??= setTimeout(go, SOON_MS);
    };
    goSoon();
    const leave = store.subscribe(goSoon);
    return () => {
      leave();
      if (timer !== null) clearTimeout(timer);
    };
  }, [store, tally]);
  return tally;
}
