'use client';

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { nextTask } from '@/components/console/exchange/next-task';
import { LogFilter, type ShownLines } from './log-filter';
import type { LogStore } from './log-store';
import { LogTails, type Reading, type WantedLog } from './log-tails';
import type { TailState } from './tail-state';

/** Follows logs for as long as whoever asks is on screen. */
export function useTails(reading: Reading, wanted: readonly WantedLog[]): LogTails {
  const [tails] = useState(() => new LogTails());
  useEffect(() => tails.want(reading, wanted), [tails, reading, wanted]);
  useEffect(() => () => tails.close(), [tails]);
  return tails;
}

const NONE: readonly TailState[] = [];

export function useTailStates(tails: LogTails): readonly TailState[] {
  return useSyncExternalStore(tails.subscribe, tails.states, () => NONE);
}

/** What is new is looked at before it is drawn, for so long at most, in ms. */
const NEW_MS = 6;
/** While older lines are looked through, so much of each frame goes into that, after it was painted, in ms. */
const OLDER_MS = 11;
/** A frame that does not come in this time, in ms, is late for another reason than the search. */
const LATE_MS = 20;
/** And nothing is drawn more often than so, in ms: the search has the time. */
const DRAWN_MS = 100;

export interface LinesShown {
  filter: LogFilter;
  /** Older lines are still looked through. */
  searching: boolean;
  /** Another one whenever other rows are shown. */
  version: number;
}

/** The store's lines that are shown, brought up to date once a frame; none that came after `pausedAt`. */
export function useShownLines(store: LogStore, shown: ShownLines, pausedAt: number | null): LinesShown {
  const version = useSyncExternalStore(store.subscribe, store.version, store.version);
  const filter = useMemo(() => new LogFilter(store, shown), [store, shown]);
  const [turn, setTurn] = useState(0);
  const end = pausedAt ?? store.end;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each version brings rows that the filter has not seen.
  const whole = useMemo(() => filter.grow(NEW_MS, end), [filter, version, turn, end]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn goes on where the one before stopped to draw.
  useEffect(() => {
    if (whole) return;
    const task = { over: false };
    void search(filter, end, task).then(() => !task.over && setTurn((count) => count + 1));
    return () => {
      task.over = true;
    };
  }, [filter, whole, end, turn]);
  return { filter, searching: !whole, version: version + turn };
}

/** Looks through older lines in slices with keys and frames in between, until it is through or it is time to draw. */
async function search(filter: LogFilter, end: number, task: { over: boolean }): Promise<void> {
  const until = performance.now() + DRAWN_MS;
  while (!task.over && performance.now() < until) {
    await paintedOrLate();
    if (task.over || filter.grow(OLDER_MS, end)) return;
  }
}

/** When a frame was painted: from then on there is the most time until the next one. A machine that is busy elsewhere is not waited for. */
async function paintedOrLate(): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, LATE_MS));
  await Promise.race([new Promise((resolve) => requestAnimationFrame(resolve)), late]);
  await nextTask();
}
