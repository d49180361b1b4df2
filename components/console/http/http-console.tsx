'use client';

import { useRouter } from 'next/navigation';
import { ApiHeader } from '@/components/console/api-header';
import { chooseStage } from '@/components/console/choose-stage';
import { ApiFacts } from '@/components/console/facts/api-facts';
import { MissingRoute } from '@/components/console/missing-route';
import type { OpenedProps } from '@/components/console/opened';
import { SendConsole } from '@/components/console/request/send-console';
import { goTo } from '@/components/shell/go-to';
import { placeHref } from '@/components/shell/place';
import { useAccount } from '@/components/shell/use-account';
import type { HttpDetail } from '@/lib/apis/http/contract';

/** An HTTP API: its facts, and for a chosen route the request builder. */
export function HttpConsole({ api, detail, refreshing, onRefresh }: OpenedProps<HttpDetail>) {
  const router = useRouter();
  const { place } = useAccount();
  const stage = chooseStage(detail.stages, place.stage);
  const route = detail.routes.find((one) => one.key === place.route) ?? null;
  const about = placeHref({ ...place, route: null });
  const behind = detail.integrations.find((one) => one.id === route?.integrationId);
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ApiHeader
        api={detail.api}
        kind="HTTP API"
        behind={behind?.label ?? null}
        aboutHref={route ? about : null}
        refreshing={refreshing}
        onRefresh={onRefresh}
      />
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
