'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { FailureCard } from '@/components/shell/failure';
import { apiQuery } from '@/components/shell/queries';
import { useAccount } from '@/components/shell/use-account';
import { Split } from '@/components/ui/split';
import type { ApiDetail } from '@/lib/apis/contract';
import type { AccountRef } from '@/lib/core/account';
import { apiKey } from '@/lib/core/keys';
import { ApiLoading } from './api-loading';
import { chooseStage } from './choose-stage';
import { HttpConsole } from './http/http-console';
import type { OpenedProps } from './opened';

const AppSyncConsole = dynamic(() => import('./appsync/appsync-console').then((module) => module.AppSyncConsole), {
  ssr: false,
  loading: ApiLoading,
});

const EventsConsole = dynamic(() => import('./channels/events-console').then((module) => module.EventsConsole), {
  ssr: false,
  loading: ApiLoading,
});

const WebSocketConsole = dynamic(
  () => import('./websocket/websocket-console').then((module) => module.WebSocketConsole),
  { ssr: false, loading: ApiLoading },
);

const LogPane = dynamic(() => import('./logs/log-pane').then((module) => module.LogPane), {
  ssr: false,
});

const RestConsole = dynamic(() => import('./rest/rest-console').then((module) => module.RestConsole), {
  ssr: false,
  loading: ApiLoading,
});

/** One API: what it is, and for a chosen route the console that talks to it. */
export function ApiConsole({ kind, id }: { kind: string; id: string }) {
  const { account } = useAccount();
  if (!account) return <ApiLoading />;
  return <Described key={apiKey({ kind, id })} kind={kind} id={id} account={account} />;
}

function Described({ kind, id, account }: { kind: string; id: string; account: AccountRef }) {
  const api = useMemo(() => ({ kind, id, account }), [kind, id, account]);
  const { place } = useAccount();
  const { data, error, isFetching, refetch } = useQuery(apiQuery(api));
  if (data) {
    return (
      <>
        {error ? (
          <FailureCard
            failure={error.failure}
            subject="Refreshing the description"
            retrying={isFetching}
            onRetry={() => void refetch()}
            className="m-4 mb-0"
          />
        ) : null}
        <Split
          id="logs"
          label="Between console and logs"
          direction="column"
          initial={58}
          className="flex-1"
          first={<Opened api={api} detail={data} refreshing={isFetching} onRefresh={() => void refetch()} />}
          second={
            place.logs === null ? null : <LogPane api={api} name={data.api.name} stage={stageOf(data, place.stage)} />
          }
        />
      </>
    );
  }
  // Where nothing could be read at all, the page around this says so.
  return <ApiLoading />;
}

/** The stage whose log is shown; null where the kind has none. */
function stageOf(detail: ApiDetail, named: string | null): string | null {
  return 'stages' in detail ? (chooseStage(detail.stages, named)?.name ?? null) : null;
}

/** One console for each kind. What most people open first comes with the page, the others when they are opened. */
function Opened({ detail, ...props }: OpenedProps<ApiDetail>) {
  switch (detail.kind) {
    case 'http':
      return <HttpConsole detail={detail} {...props} />;
    case 'appsync':
      return <AppSyncConsole detail={detail} {...props} />;
    case 'events':
      return <EventsConsole detail={detail} {...props} />;
    case 'rest':
      return <RestConsole detail={detail} {...props} />;
    case 'websocket':
      return <WebSocketConsole detail={detail} {...props} />;
  }
}
