'use client';

import { useRouter } from 'next/navigation';
import { ApiHeader } from '@/components/console/api-header';
import { chooseStage } from '@/components/console/choose-stage';
import { MissingRoute } from '@/components/console/missing-route';
import type { OpenedProps } from '@/components/console/opened';
import { goTo } from '@/components/shell/go-to';
import { placeHref } from '@/components/shell/place';
import { useAccount } from '@/components/shell/use-account';
import type { WebSocketDetail } from '@/lib/apis/websocket/contract';
import { accountKey, apiKey } from '@/lib/core/keys';
import { SessionDesk } from './session-desk';
import { WebSocketFacts } from './websocket-facts';

/** A WebSocket API: its facts, and for any of its routes the desk at which one holds sessions. */
export function WebSocketConsole({ api, detail, refreshing, onRefresh }: OpenedProps<WebSocketDetail>) {
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
        stage={stage?.name ?? null}
        kind="WebSocket API"
        behind={behind?.label ?? null}
        aboutHref={route ? about : null}
        refreshing={refreshing}
        onRefresh={onRefresh}
      />
      {place.route !== null && !route ? <MissingRoute routeKey={place.route} aboutHref={about} /> : null}
      {route ? (
        <SessionDesk
          key={`${accountKey(api.account)} ${apiKey(api)}`}
          {...{ api, detail, route, stage }}
          onStage={(name) => goTo(router, placeHref({ ...place, stage: name }))}
          onRoute={(key) => goTo(router, placeHref({ ...place, route: key }))}
        />
      ) : null}
      {place.route === null ? (
        <WebSocketFacts
          detail={detail}
          stage={stage?.name ?? null}
          hrefOf={(one) => placeHref({ ...place, route: one.key })}
        />
      ) : null}
    </div>
  );
}
