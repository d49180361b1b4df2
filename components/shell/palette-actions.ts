'use client';

import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { switchReadOnly } from '@/components/guard/read-only';
import { loadRoutes, refreshCatalogue } from './catalogue-store';
import { goTo } from './go-to';
import { usePageActions } from './page-actions';
import type { PaletteAction } from './palette-choices';
import { domainsHref, logsHref, placeHref, switchedHref } from './place';
import type { AccountInUse } from './use-account';

interface Doing {
  onSidebar: () => void;
  onShortcuts: () => void;
}

/** What can be done from anywhere. The theme has its button; here is what is worth typing. */
export function usePaletteActions(inUse: AccountInUse, { onSidebar, onShortcuts }: Doing): PaletteAction[] {
  const { place, source, list } = inUse;
  const router = useRouter();
  const onPage = usePageActions();
  return useMemo(() => {
    const { profile, region } = place;
    const switches = (list?.profiles ?? [])
      .filter((one) => one.name !== source?.account.profile)
      .map(({ name }) => ({
        id: `profile ${name}`,
        label: `Switch to profile ${name}`,
        run: () => goTo(router, switchedHref(new URL(location.href), { profile: name })),
      }));
    const asking = source
      ? [
          { id: 'refresh', label: 'Refresh the list of APIs', run: () => void refreshCatalogue(source) },
          { id: 'routes', label: 'Load the routes of all APIs now', run: () => void loadRoutes(source, 'full') },
        ]
      : [];
    return [
      ...onPage,
      { id: 'overview', label: 'Show all APIs', run: () => goTo(router, placeHref({ profile, region })) },
      { id: 'domains', label: 'Custom domains', run: () => goTo(router, domainsHref({ profile, region })) },
      { id: 'logs', label: 'Follow logs of any APIs', run: () => goTo(router, logsHref({ profile, region })) },
      ...asking,
      {
        id: 'read-only',
        label: 'Switch read-only on or off',
        run: switchReadOnly,
      },
      { id: 'sidebar', label: 'Show or hide the sidebar', keys: 'Mod+B', run: onSidebar },
      { id: 'shortcuts', label: 'Show keyboard shortcuts', keys: '?', run: onShortcuts },
      ...switches,
    ];
  }, [place, source, list, router, onPage, onSidebar, onShortcuts]);
}
