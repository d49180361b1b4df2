'use client';

import { type RefObject, useEffect, useLayoutEffect } from 'react';

/** Puts the focus on the first match in a part of a window when it appears. */
export function useFirstFocus(within: RefObject<HTMLElement | null>, selector: string): void {
  // What had the focus may just have been taken away, as the button that led here. The window would take the focus
  // for itself as soon as this script ends, so it is moved before.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) focusFirst(within, selector);
  }, [within, selector]);
  useEffect(() => focusFirst(within, selector), [within, selector]);
}

function focusFirst({ current }: RefObject<HTMLElement | null>, selector: string): void {
  current?.querySelector<HTMLElement>(selector)?.focus();
}
