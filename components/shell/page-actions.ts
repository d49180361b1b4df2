'use client';

import { useEffect, useSyncExternalStore } from 'react';
import type { PaletteAction } from './palette-choices';

// The palette stands around every page and the page alone knows what can be done on it: they meet here.

const NONE: readonly PaletteAction[] = [];
let offered: readonly PaletteAction[] = NONE;
const listeners = new Set<() => void>();

function offer(actions: readonly PaletteAction[]): void {
  offered = actions;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Puts what can be done on this page into the palette, for as long as the page is there. */
export function useOfferedActions(actions: readonly PaletteAction[]): void {
  useEffect(() => {
    offer(actions);
    return () => offer(NONE);
  }, [actions]);
}

/** What can be done on the page that is shown. */
export function usePageActions(): readonly PaletteAction[] {
  return useSyncExternalStore(
    subscribe,
    () => offered,
    () => NONE,
  );
}
