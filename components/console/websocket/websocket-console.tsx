'use client';

import { ApiHeader } from '@/components/console/api-header';
import { chooseStage } from '@/components/console/choose-stage';
import type { OpenedProps } from '@/components/console/opened';
import { placeHref } from '@/components/shell/place';
import { useAccount } from '@/components/shell/use-account';
import type { WebSocketDetail } from '@/lib/apis/websocket/contract';
import { WebSocketFacts } from './websocket-facts';

/** A WebSocket API. */
export function WebSocketConsole({ detail, refreshing, onRefresh }: OpenedProps<WebSocketDetail>) {
  const { place } = useAccount();
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ApiHeader
        api={detail.api}
        kind="WebSocket API"
        behind={null}
        aboutHref={null}
        refreshing={refreshing}
        onRefresh={onRefresh}
      />
      <WebSocketFacts
        detail={detail}
        stage={chooseStage(detail.stages, place.stage)?.name ?? null}
        hrefOf={(one) => placeHref({ ...place, route: one.key })}
      />
    </div>
  );
}
