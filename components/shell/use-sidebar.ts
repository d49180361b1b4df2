'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import { writePreference } from '@/components/store';
import { type SidebarPreference, sidebarText, sidebarWidth } from './preferences';
import { useNarrow } from './use-narrow';

export interface SidebarState {
  /** Beside the page, where there is room for it. */
  wide: SidebarPreference;
  /** Over the page, where there is not. */
  drawer: boolean;
  /** What a person sees now, in either form. */
  open: boolean;
  show: (open: boolean) => void;
  setWidth: (width: number) => void;
  closeDrawer: () => void;
  asideRef: RefObject<HTMLElement | null>;
  menuRef: RefObject<HTMLButtonElement | null>;
}

/** The sidebar: beside the page it is remembered, over the page it is closed after use. */
export function useSidebar(initial: SidebarPreference): SidebarState {
  const [wide, setWide] = useState(initial);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const narrow = useNarrow();
  const asideRef = useRef<HTMLElement>(null);
  const menuRef = useRef<HTMLButtonElement>(null);
  const drawer = narrow && drawerOpen;

  // The focus goes into the drawer with its opening and back to its button with its closing.
  useEffect(() => {
    if (!drawer) return;
    asideRef.current?.focus();
    const button = menuRef.current;
    return () => button?.focus();
  }, [drawer]);

  const change = (next: SidebarPreference) => {
    setWide(next);
    writePreference('sidebar', sidebarText(next));
  };
  return {
    wide,
    drawer,
    open: narrow ? drawerOpen : wide.open,
    show: (open) => (narrow ? setDrawerOpen(open) : change({ ...wide, open })),
    setWidth: (width) => change({ ...wide, width: sidebarWidth(width) }),
    closeDrawer: () => setDrawerOpen(false),
    asideRef,
    menuRef,
  };
}
