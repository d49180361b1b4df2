'use client';

import { useSyncExternalStore } from 'react';

// Tailwind's `md`, below which the sidebar is a drawer.
const QUERY = '(width < 48rem)';

/** Whether the window is too small for a sidebar beside the page. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(QUERY);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(QUERY).matches,
    () => false,
  );
}
