'use client';

import dynamic from 'next/dynamic';
import { ApiHeader } from '@/components/console/api-header';
import { ApiLoading } from '@/components/console/api-loading';
import { ApiAddressPicker } from '@/components/console/domains/api-address';
import { MissingRoute } from '@/components/console/missing-route';
import type { OpenedProps } from '@/components/console/opened';
import { placeHref } from '@/components/shell/place';
import { useAccount } from '@/components/shell/use-account';
import type { AppSyncDetail } from '@/lib/apis/appsync/contract';
import { AppSyncFacts } from './appsync-facts';

const AppSyncGraphiql = dynamic(
  () => import('@/components/console/graphiql/appsync/appsync-graphiql').then((module) => module.AppSyncGraphiql),
  { ssr: false, loading: ApiLoading },
);

/** A GraphQL API of AppSync: its facts, and GraphiQL at its one address. */
export function AppSyncConsole({ api, detail, refreshing, onRefresh }: OpenedProps<AppSyncDetail>) {
  const { place } = useAccount();
  const route = detail.routes.find(({ key }) => key === place.route) ?? null;
  const about = placeHref({ ...place, route: null });
  const kind = detail.apiType === 'MERGED' ? 'Merged AppSync API' : 'AppSync API';
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ApiHeader
        api={detail.api}
        stage={null}
        kind={kind}
        behind={null}
        aboutHref={route ? about : null}
        refreshing={refreshing}
        onRefresh={onRefresh}
      >
        <ApiAddressPicker api={api} own={detail.endpoints.graphql} />
      </ApiHeader>
      {place.route !== null && !route ? <MissingRoute routeKey={place.route} aboutHref={about} /> : null}
      {route ? <AppSyncGraphiql key={api.id} api={api} detail={detail} /> : null}
      {place.route === null ? <AppSyncFacts detail={detail} /> : null}
    </div>
  );
}
