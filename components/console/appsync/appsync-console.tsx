'use client';

import { ApiHeader } from '@/components/console/api-header';
import type { OpenedProps } from '@/components/console/opened';
import type { AppSyncDetail } from '@/lib/apis/appsync/contract';
import { AppSyncFacts } from './appsync-facts';

/** A GraphQL API of AppSync. */
export function AppSyncConsole({ detail, refreshing, onRefresh }: OpenedProps<AppSyncDetail>) {
  const kind = detail.apiType === 'MERGED' ? 'Merged AppSync API' : 'AppSync API';
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ApiHeader
        api={detail.api}
        kind={kind}
        behind={null}
        aboutHref={null}
        refreshing={refreshing}
        onRefresh={onRefresh}
      />
      <AppSyncFacts detail={detail} />
    </div>
  );
}
