'use client';

import { clsx } from 'clsx';
import dynamic from 'next/dynamic';
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react';
import { useShortcut } from '@/components/ui/use-shortcut';
import { AccountTrouble } from './account-trouble';
import { showCatalogue } from './catalogue-store';
import type { Preferences } from './preferences';
import { Rail } from './rail';
import { Sidebar } from './sidebar';
import { SidebarEdge } from './sidebar-edge';
import { useAccount } from './use-account';
import { useSidebar } from './use-sidebar';

const Palette = dynamic(() => import('./palette').then((module) => module.Palette), { ssr: false });
const Shortcuts = dynamic(() => import('./shortcuts').then((module) => module.Shortcuts), { ssr: false });

/** What stands around every page: the rail, the sidebar, the palette; and the feed of the catalogue. */
export function Shell({ preferences, children }: { preferences: Preferences; children: ReactNode }) {
  const inUse = useAccount();
  const { source, sure } = inUse;
  const sidebar = useSidebar(preferences.sidebar);
  const [overlay, setOverlay] = useState<'palette' | 'shortcuts' | null>(null);
  const searchRef = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (source) void showCatalogue(source, sure);
  }, [source, sure]);

  const toggleSidebar = () => sidebar.show(!sidebar.open);
  const search = () => {
    sidebar.show(true);
    requestAnimationFrame(() => searchRef.current?.select());
  };
  const openPalette = () => setOverlay('palette');
  const openShortcuts = () => setOverlay('shortcuts');
  useShortcut('Mod+B', toggleSidebar);
  useShortcut('Mod+\\', toggleSidebar);
  useShortcut('Mod+K', openPalette);
  useShortcut('Mod+Shift+F', search);
  useShortcut('?', openShortcuts);
  useShortcut('Escape', sidebar.closeDrawer, sidebar.drawer && overlay === null);

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
        sidebar={sidebar}
        onSidebar={toggleSidebar}
        onPalette={openPalette}
        onShortcuts={openShortcuts}
      />
      {sidebar.drawer ? <div className="fixed inset-0 z-20 bg-shade" onPointerDown={sidebar.closeDrawer} /> : null}
      <aside
        ref={sidebar.asideRef}
        tabIndex={-1}
        aria-label="APIs and account"
        style={{ '--width': `${sidebar.wide.width}px` } as CSSProperties}
        className={clsx(
          'relative flex min-h-0 flex-col border-line bg-panel outline-none max-md:fixed max-md:inset-y-0 max-md:left-0 max-md:z-30 max-md:w-[min(20rem,88vw)] max-md:shadow-float md:w-(--width) md:shrink-0 md:border-r',
          !sidebar.drawer && 'max-md:hidden',
          !sidebar.wide.open && 'md:hidden',
        )}
      >
        <Sidebar inUse={inUse} searchRef={searchRef} onPalette={openPalette} onClose={sidebar.closeDrawer} />
        <SidebarEdge width={sidebar.wide.width} onWidth={sidebar.setWidth} />
      </aside>
      <main
        id="content"
        tabIndex={-1}
        inert={sidebar.drawer}
        className="flex min-h-0 min-w-0 flex-1 flex-col outline-none"
      >
        <AccountTrouble inUse={inUse} />
        {children}
      </main>
      {overlay === 'palette' ? (
        <Palette inUse={inUse} onClose={() => setOverlay(null)} onSidebar={toggleSidebar} onShortcuts={openShortcuts} />
      ) : null}
      {overlay === 'shortcuts' ? <Shortcuts onClose={() => setOverlay(null)} /> : null}
    </div>
  );
}
