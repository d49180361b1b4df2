'use client';

import { X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type RefObject, useCallback, useRef } from 'react';
import { Button, IconButton } from '@/components/ui/button';
import { SearchInput } from '@/components/ui/input';
import { accountKey } from '@/lib/core/keys';
import { AccountFooter } from './account-footer';
import { ApiTree } from './api-tree';
import type { Catalogue } from './catalogue';
import { useCatalogue } from './catalogue-store';
import { DiscoveryLine } from './discovery-line';
import { goTo } from './go-to';
import { useTraffic } from './route-traffic';
import { hrefOf } from './tree-address';
import type { Row } from './tree-rows';
import type { AccountInUse } from './use-account';
import { useLatest } from './use-latest';
import { useRoutesOnDemand } from './use-routes-on-demand';
import { type TreeState, useTree } from './use-tree';

interface SidebarProps {
  inUse: AccountInUse;
  searchRef: RefObject<HTMLInputElement | null>;
  onPalette: () => void;
  /** Where the sidebar lies over the page, it goes when something was chosen. */
  onClose: () => void;
}

/** Search, the tree of all APIs, how far discovery is, and whose account it is. */
export function Sidebar({ inUse, searchRef, onPalette, onClose }: SidebarProps) {
  const { place, source } = inUse;
  const router = useRouter();
  const catalogue = useCatalogue();
  const tree = useTree(catalogue, place);
  const demand = useRoutesOnDemand(source);
  const treeRef = useRef<HTMLDivElement>(null);
  const traffic = useTraffic();
  const account = inUse.account ? accountKey(inUse.account) : '';
  const trafficOf = useCallback((api: string) => traffic.get(`${account} ${api}`), [traffic, account]);

  const wantRoutes = (row: Row) => {
    if (row.type === 'api' && !row.node.routes) void demand.load(row.node.api);
  };
  const toggle = useLatest((row: Row) => {
    if ('open' in row && !row.open) wantRoutes(row);
    tree.toggle(row);
  });
  const choose = useLatest((row: Row) => {
    const href = hrefOf(row, place);
    if (!href) {
      if (row.type === 'note') void demand.load(row.node.api);
      toggle(row);
      return;
    }
    wantRoutes(row);
    tree.open(row);
    goTo(router, href);
    onClose();
  });
  const onSearchKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      treeRef.current?.focus();
    }
    const first = tree.rows.find((row) => row.type === 'route') ?? tree.rows.find((row) => row.type === 'api');
    if (event.key === 'Enter' && tree.words.length > 0 && first) choose(first);
  };

  return (
    <>
      <div className="flex shrink-0 items-center gap-1 border-line border-b p-3">
        <SearchInput
          label="Search routes"
          inputRef={searchRef}
          value={tree.query}
          onValue={tree.setQuery}
          onKeyDown={onSearchKey}
          keys="Mod+K"
          onKeys={onPalette}
          keysLabel="Open the palette"
          className="min-w-0 flex-1"
        />
        <IconButton label="Close" icon={<X aria-hidden="true" size={15} />} onClick={onClose} className="md:hidden" />
      </div>
      {tree.rows.length > 0 ? (
        <ApiTree
          rows={tree.rows}
          words={tree.words}
          currentKey={tree.currentKey}
          place={place}
          demand={demand.states}
          trafficOf={trafficOf}
          onToggle={toggle}
          onChoose={choose}
          treeRef={treeRef}
        />
      ) : (
        <Nothing catalogue={catalogue} tree={tree} region={inUse.account?.region} />
      )}
      <DiscoveryLine inUse={inUse} catalogue={catalogue} found={tree} />
      <AccountFooter inUse={inUse} />
    </>
  );
}

interface NothingProps {
  catalogue: Catalogue;
  tree: TreeState;
  region: string | undefined;
}

function Nothing({ catalogue, tree, region }: NothingProps) {
  return (
    <div role="status" className="flex min-h-0 flex-1 flex-col items-start gap-2 px-4 py-4 text-muted">
      {tree.words.length > 0 ? (
        <>
          <p className="break-words">Nothing matches “{tree.query.trim()}”.</p>
          <Button size="small" onClick={() => tree.setQuery('')}>
            Show everything
          </Button>
        </>
      ) : (
        <p>{whyNothing(catalogue, region)}</p>
      )}
    </div>
  );
}

function whyNothing(catalogue: Catalogue, region: string | undefined): string {
  const where = region ? ` in ${region}` : '';
  if (catalogue.state !== 'done') return `Looking for APIs${where}`;
  const unread = catalogue.failure !== null || catalogue.problems.length > 0;
  return unread ? `The APIs${where} could not be read.` : `No APIs${where}.`;
}
