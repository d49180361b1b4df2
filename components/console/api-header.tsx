'use client';

import { Info, RefreshCw } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { TrafficToggle } from '@/components/console/picture/traffic-toggle';
import { StageMark } from '@/components/guard/stage-mark';
import { useAccount } from '@/components/shell/use-account';
import { Badge } from '@/components/ui/badge';
import { IconButton } from '@/components/ui/button';
import type { ApiSummary } from '@/lib/core/api';
import { LogsButton } from './logs/logs-button';

interface ApiHeaderProps {
  api: ApiSummary;
  /** The stage that is called; null for kinds that have none, and where an API has none. */
  stage: string | null;
  /** As AWS calls it: "HTTP API". */
  kind: string;
  /** What stands behind the open route, in a few words. */
  behind: string | null;
  /** Null where the facts are what is shown. */
  aboutHref: string | null;
  refreshing: boolean;
  onRefresh: () => void;
  /** What else can be done with what is open. */
  children?: ReactNode;
}

/** Kinds whose stages may write an access log. */
const ACCESS_LOGGED: ReadonlySet<string> = new Set(['http', 'rest', 'websocket']);

/** Which API this is, the way to its facts, and what stands behind the route. */
export function ApiHeader({ api, stage, kind, behind, aboutHref, refreshing, onRefresh, children }: ApiHeaderProps) {
  const { account } = useAccount();
  return (
    <header className="flex h-10 shrink-0 items-center gap-2 border-line border-b pr-2 pl-4 max-lg:h-auto max-lg:min-h-10 max-lg:flex-wrap max-lg:gap-y-1 max-lg:py-1.5">
      <p className="min-w-0 shrink truncate font-medium">{api.name}</p>
      <Badge>{kind}</Badge>
      {account ? <StageMark api={{ kind: api.kind, id: api.id, account }} stage={stage} name={api.name} /> : null}
      {api.endpointDisabled ? <Badge tone="warn">Default endpoint disabled</Badge> : null}
      {behind ? (
        <span className="hidden min-w-0 truncate text-muted sm:block">
          to <span className="font-mono text-xs">{behind}</span>
        </span>
      ) : null}
      <div className="ml-auto flex shrink-0 items-center gap-1">
        {ACCESS_LOGGED.has(api.kind) ? <TrafficToggle api={api} /> : null}
        {children}
        <LogsButton />
        {aboutHref ? (
          <Link
            href={aboutHref}
            className="flex h-6 items-center gap-1.5 rounded px-2 text-muted text-xs hover:bg-hover hover:text-ink"
          >
            <Info aria-hidden="true" size={13} />
            <span className="max-sm:sr-only">About this API</span>
          </Link>
        ) : null}
        <IconButton
          size="small"
          label="Refresh the description"
          aria-busy={refreshing}
          icon={<RefreshCw aria-hidden="true" size={13} className={refreshing ? 'animate-turn' : ''} />}
          onClick={onRefresh}
        />
      </div>
    </header>
  );
}
