'use client';

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type Shown, StreamFilter } from './stream-filter';
import type { StreamStore } from './stream-store';

/** Of each frame so much may go into looking for what is shown. */
const SLICE_MS = 6;

/** The store's rows that are shown, brought up to date once a frame. `searching`: older rows are still looked through. */
export function useStream(store: StreamStore, shown: Shown): { filter: StreamFilter; searching: boolean } {
  const version = useSyncExternalStore(store.subscribe, store.version, store.version);
  const filter = useMemo(() => new StreamFilter(store, shown), [store, shown]);
  const [, again] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each version brings rows that the filter has not seen.
  const whole = useMemo(() => filter.grow(SLICE_MS), [filter, version, again]);
  const [searching, setSearching] = useState(false);
  useEffect(() => {
    if (whole) return setSearching(false);
    let frame = 0;
    const next = () => {
      const done = filter.grow(SLICE_MS);
      setSearching(!done);
      again((count) => count + 1);
      if (!done) frame = requestAnimationFrame(next);
    };
    frame = requestAnimationFrame(next);
    return () => cancelAnimationFrame(frame);
  }, [filter, whole]);
  return { filter, searching };
}
