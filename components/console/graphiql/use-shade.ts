'use client';

import { useSyncExternalStore } from 'react';
import type { Shade } from './monaco-theme';

const DARK = '(prefers-color-scheme: dark)';

/** Which of the two the page shows: the one that was chosen, else the system's. */
export function useShade(): Shade {
  return useSyncExternalStore(subscribe, readShade, readShade);
}

function readShade(): Shade {
  const { theme } = document.documentElement.dataset;
  if (theme === 'dark' || theme === 'light') return theme;
  return matchMedia(DARK).matches ? 'dark' : 'light';
}

function subscribe(listener: () => void): () => void {
  const system = matchMedia(DARK);
  const chosen = new MutationObserver(listener);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  system.addEventListener('change', listener);
  return () => {
    chosen.disconnect();
    system.removeEventListener('change', listener);
  };
}
