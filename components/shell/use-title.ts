'use client';

import { useEffect } from 'react';

/** The title of the window, once more is known than the address tells. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Signalbox`;
  }, [title]);
}
