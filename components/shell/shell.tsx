'use client';

import { clsx } from 'clsx';
import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { writePreference } from '@/components/store';
import { useShortcut } from '@/components/ui/use-shortcut';
import { AccountTrouble } from './account-trouble';
import { showCatalogue } from './catalogue-store';
import type { Preferences } from './preferences';
import { Rail } from './rail';
import { Sidebar } from './sidebar';
import { useAccount } from './use-account';
import { useNarrow } from './use-narrow';

const Palette = dynamic(() => import('./palette').then((module) => module.Palette), { ssr: false });
const Shortcuts = dynamic(() => import('./shortcuts').then((module) => module.Shortcuts), { ssr: false });

type Overlay = 'palette' | 'shortcuts' | null;

/** What stands around every page: the rail, the sidebar, the palette; and the feed of the catalogue. */
export function Shell({ preferences, children }: { preferences: Preferences; children: ReactNode }) {
  const inUse = useAccount();
  const { source, sure } = inUse;
  const [wideOpen, setWideOpen] = useState(preferences.sidebar);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const narrow = useNarrow();
  const searchRef = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (source) void showCatalogue(source, sure);
  }, [source, sure]);

  const showSidebar = (open: boolean) => {
    if (narrow) {
      setDrawerOpen(open);
      return;
    }
    setWideOpen(open);
    writePreference('sidebar', open ? null : 'closed');
  };
  const open = narrow ? drawerOpen : wideOpen;
  const toggleSidebar = () => showSidebar(!open);
  const search = () => {
    showSidebar(true);
    requestAnimationFrame(() => searchRef.current?.select());
  };
  useShortcut('Mod+B', toggleSidebar);
  useShortcut('Mod+\\', toggleSidebar);
  useShortcut('Mod+K', () => setOverlay('palette'));
  useShortcut('?', () => setOverlay('shortcuts'));
  useShortcut('Escape', () => setDrawerOpen(false), narrow && drawerOpen && overlay === null);

  const drawer = narrow && drawerOpen;
  return (
    <div className="isolate flex h-dvh min-w-0 flex-col md:flex-row">
      <a
        href="#content"
        className="absolute top-1 left-1 z-50 -translate-y-12 rounded-md bg-accent px-3 py-1.5 text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <Rail
        inUse={inUse}
        theme={preferences.theme}
        sidebarOpen={open}
        onSidebar={toggleSidebar}
        onPalette={() => setOverlay('palette')}
        onShortcuts={() => setOverlay('shortcuts')}
      />
      {drawer ? <div className="fixed inset-0 z-20 bg-shade" onPointerDown={() => setDrawerOpen(false)} /> : null}
      <aside
        aria-label="APIs and account"
        className={clsx(
          'flex min-h-0 flex-col border-line bg-panel max-md:fixed max-md:inset-y-0 max-md:left-0 max-md:z-30 max-md:w-[min(20rem,88vw)] max-md:shadow-float md:w-66 md:shrink-0 md:border-r',
          !drawerOpen && 'max-md:hidden',
          !wideOpen && 'md:hidden',
        )}
      >
        <Sidebar
          inUse={inUse}
          searchRef={searchRef}
          onPalette={() => setOverlay('palette')}
          onSearch={search}
          onChosen={() => setDrawerOpen(false)}
        />
      </aside>
      <main id="content" tabIndex={-1} inert={drawer} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
        <AccountTrouble inUse={inUse} />
        {children}
      </main>
      {overlay === 'palette' ? (
        <Palette
          inUse={inUse}
          onClose={() => setOverlay(null)}
          onSidebar={toggleSidebar}
          onShortcuts={() => setOverlay('shortcuts')}
        />
      ) : null}
      {overlay === 'shortcuts' ? <Shortcuts onClose={() => setOverlay(null)} /> : null}
    </div>
  );
}
