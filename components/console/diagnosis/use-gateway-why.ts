'use client';

import { useMemo } from 'react';
import type { CallableDetail } from '@/components/console/callable';
import type { Redo } from '@/components/console/exchange/exchange';
import type { IdentityPlace } from '@/components/identity/identity-place';
import { useLatest } from '@/components/shell/use-latest';
import type { ApiRef } from '@/lib/core/api';
import { type RequestTabName, tabLabel } from './deeds';
import { rulesOf } from './rules-of';
import { useSharedDeed } from './use-shared-deed';
import type { Why } from './why';

/** What the request builder around can do about a failed call. */
export interface BuilderDeeds {
  onStage: (name: string) => void;
  onTab: (tab: RequestTabName) => void;
  /** Lets the path follow from the route again. */
  onRoutePath: () => void;
  onSendAgain: (then: Redo) => void;
}

interface GatewayWhy {
  api: ApiRef;
  detail: CallableDetail;
  routeKey: string;
  place: IdentityPlace;
  /** Null where there is no request builder. */
  builder: BuilderDeeds | null;
}

/** Why calls of a route of an HTTP or REST API fail, and what can be done about it from here. */
export function useGatewayWhy({ api, detail, routeKey, place, builder }: GatewayWhy): Why {
  const shared = useSharedDeed(api, place);
  const deed = useBuilderDeed(routeKey, builder);
  return useMemo(
    () => ({
      api,
      deed: (action, exchange) => deed(action, exchange) ?? shared(action),
      rules: rulesOf(detail, routeKey),
    }),
    [api, detail, routeKey, shared, deed],
  );
}

function useBuilderDeed(routeKey: string, builder: BuilderDeeds | null): Why['deed'] {
  const has = builder !== null;
  const onStage = useLatest((name: string) => builder?.onStage(name));
  const onTab = useLatest((tab: RequestTabName) => builder?.onTab(tab));
  const onRoutePath = useLatest(() => builder?.onRoutePath());
  const onSendAgain = useLatest((then: Redo) => builder?.onSendAgain(then));
  return useMemo((): Why['deed'] => {
    if (!has) return () => null;
    return (action, { draft, as }) => {
      switch (action.do) {
        case 'open-route':
          return action.key === routeKey ? { label: `Follow ${routeKey} again`, run: onRoutePath } : null;
        case 'choose-stage':
          return { label: `Choose ${action.stage}`, run: () => onStage(action.stage) };
        case 'request-tab':
          return { label: tabLabel(action.tab), run: () => onTab(action.tab) };
        case 'send-again':
          return draft ? { label: 'Send it again', run: () => onSendAgain({ draft, as }) } : null;
        default:
          return null;
      }
    };
  }, [has, routeKey, onStage, onTab, onRoutePath, onSendAgain]);
}
