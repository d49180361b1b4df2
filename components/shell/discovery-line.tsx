'use client';

import { RefreshCw, TriangleAlert } from 'lucide-react';
import { Button, IconButton } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import { Spinner } from '@/components/ui/spinner';
import { type Catalogue, type Progress as Done, routesRead } from './catalogue';
import { loadRoutes, refreshCatalogue } from './catalogue-store';
import { count } from './count';
import type { AccountInUse } from './use-account';
import type { TreeState } from './use-tree';

interface DiscoveryLineProps {
  inUse: AccountInUse;
  catalogue: Catalogue;
  found: TreeState;
}

/** How far the finding out is, in one line that is always there, so that nothing jumps; and the button to ask again. */
export function DiscoveryLine({ inUse, catalogue, found }: DiscoveryLineProps) {
  const { source } = inUse;
  const loading = catalogue.state === 'loading';
  const progress = catalogue.progress ?? catalogue.crawl.progress;
  const { crawl } = catalogue;
  const busy = loading || crawl.state === 'polite' || crawl.state === 'full';
  const troubles = catalogue.problems.length + catalogue.crawl.problems.length + (catalogue.failure ? 1 : 0);
  return (
    <div className="shrink-0 border-line border-t">
      <div className="h-0.5">
        {busy ? (
          <Progress
            label={loading ? 'Discovery' : 'Route lists'}
            done={progress?.done ?? 0}
            total={progress?.total ?? null}
            className="rounded-none bg-transparent"
          />
        ) : null}
      </div>
      <div className="flex min-h-9 items-center gap-2 py-1 pr-2 pl-4 text-muted text-xs">
        <p aria-live={found.words.length > 0 ? 'polite' : 'off'} className="min-w-0 flex-1">
          {found.words.length > 0
            ? `${count(found.routes, 'route')} in ${count(found.apis, 'API')}`
            : summary(catalogue, progress)}
        </p>
        {troubles > 0 ? (
          <span data-tip={`${count(troubles, 'part')} could not be read. The overview says why.`} className="text-warn">
            <TriangleAlert aria-hidden="true" size={13} />
            <span className="sr-only">{count(troubles, 'part')} could not be read.</span>
          </span>
        ) : null}
        <IconButton
          size="small"
          label="Refresh"
          disabled={!source}
          icon={loading ? <Spinner /> : <RefreshCw aria-hidden="true" size={13} />}
          onClick={() => source && void refreshCatalogue(source)}
        />
      </div>
      <RestOfRoutes inUse={inUse} catalogue={catalogue} />
    </div>
  );
}

function summary(catalogue: Catalogue, progress: Done | null): string {
  const { apis, routes, state } = catalogue;
  if (progress?.waiting) return 'Waiting for AWS, which limits how often it may be asked';
  if (state === 'loading' && progress) {
    const of = progress.total === null ? '' : ` of ${progress.total.toLocaleString('en-GB')}`;
    return `${progress.subject}: ${progress.done.toLocaleString('en-GB')}${of}`;
  }
  if (state === 'loading') return 'Asking AWS';
  if (apis.size === 0) return '';
  let all = 0;
  for (const list of routes.values()) all += list.length;
  return `${count(apis.size, 'API')}, ${count(all, 'route')}`;
}

/** While route lists are missing, the search does not see everything: it says so, and can hurry. */
function RestOfRoutes({ inUse, catalogue }: Pick<DiscoveryLineProps, 'inUse' | 'catalogue'>) {
  const read = routesRead(catalogue);
  const { source } = inUse;
  if (catalogue.state !== 'done' || read >= catalogue.apis.size || !source) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-4 pb-2 text-muted text-xs">
      <span>
        Routes of {read.toLocaleString('en-GB')} of {count(catalogue.apis.size, 'API')} loaded
      </span>
      {catalogue.crawl.state === 'full' ? null : (
        <Button size="small" onClick={() => void loadRoutes(source, 'full')}>
          Load the rest now
        </Button>
      )}
    </div>
  );
}
