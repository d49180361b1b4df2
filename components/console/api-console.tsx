'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { FailureCard } from '@/components/shell/failure';
import { goTo } from '@/components/shell/go-to';
import { placeHref } from '@/components/shell/place';
import { apiQuery } from '@/components/shell/queries';
import { useAccount } from '@/components/shell/use-account';
import type { HttpDetail } from '@/lib/apis/http/contract';
import type { AccountRef } from '@/lib/core/account';
import { apiKey } from '@/lib/core/keys';
import { ApiHeader } from './api-header';
import { ApiLoading } from './api-loading';
import { chooseStage } from './choose-stage';
import { ApiFacts } from './facts/api-facts';
import { MissingRoute } from './missing-route';
import { SendConsole } from './request/send-console';

/** One API: what it is, and for a chosen route the console that sends to it. */
export function ApiConsole({ kind, id }: { kind: string; id: string }) {
  const { account } = useAccount();
  if (!account) return <ApiLoading />;
  return <Described key={apiKey({ kind, id })} kind={kind} id={id} account={account} />;
}

function Described({ kind, id, account }: { kind: string; id: string; account: AccountRef }) {
  const api = { kind, id, account };
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
        <Opened api={api} detail={data} refreshing={isFetching} onRefresh={() => void refetch()} />
      </>
    );
  }
  // Where nothing could be read at all, the page around this says so.
  return <ApiLoading />;
}

interface OpenedProps {
  api: { kind: string; id: string; account: AccountRef };
  detail: HttpDetail;
  refreshing: boolean;
  onRefresh: () => void;
}

function Opened({ api, detail, refreshing, onRefresh }: OpenedProps) {
  const router = useRouter();
  const { place } = useAccount();
  const stage = chooseStage(detail.stages, place.stage);
  const route = detail.routes.find((one) => one.key === place.route) ?? null;
  const about = placeHref({ ...place, route: null });
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ApiHeader detail={detail} route={route} aboutHref={about} refreshing={refreshing} onRefresh={onRefresh} />
      {place.route !== null && !route ? <MissingRoute routeKey={place.route} aboutHref={about} /> : null}
      {route ? (
        <SendConsole
          key={`${api.account.profile ?? ''}@${api.account.region} ${route.key}`}
          api={api}
          detail={detail}
          route={route}
          stage={stage}
          onStage={(name) => goTo(router, placeHref({ ...place, stage: name }))}
        />
      ) : null}
      {place.route === null ? (
        <ApiFacts
          detail={detail}
          stage={stage?.name ?? null}
          hrefOf={(one) => placeHref({ ...place, route: one.key })}
        />
      ) : null}
    </div>
  );
}
