'use client';

import { useEffect, useMemo } from 'react';
import type { ViewState, WindowOf } from './protocol';
import { contentTop } from './scroll-map';
import { CHARACTER_PX, LINE_PX, type PaneScroll } from './use-scroll';
import type { useView } from './use-view';

/** Of a longer line only so many columns are drawn at a time. */
const COLUMNS = 4096;
const COLUMN_STEP = 1024;

/** Asks for the rows that are seen and as many above and below, whenever those at hand do not reach or have changed. */
export function useWindow(
  opened: ReturnType<typeof useView>['opened'],
  scroll: PaneScroll,
  state: ViewState | null,
): void {
  const seen = Math.ceil(scroll.height / LINE_PX) + 1;
  const top = Math.max(0, Math.floor(contentTop(scroll.y) / LINE_PX));
  // In steps of half a screen, so that small movements ask for nothing new.
  const step = Math.max(8, seen >> 1);
  const row = Math.max(0, (Math.floor(top / step) - 2) * step);
  const count = seen + step * 5;
  const left = Math.floor(contentTop(scroll.x) / CHARACTER_PX);
  const column = Math.max(0, (Math.floor(left / COLUMN_STEP) - 1) * COLUMN_STEP);
  const ask = useMemo<WindowOf>(() => ({ row, count, column, columns: COLUMNS }), [row, count, column]);
  const hidden = state?.hidden ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: folding changes what stands in the same window.
  useEffect(() => opened.current?.window(ask), [opened, ask, hidden]);
}
