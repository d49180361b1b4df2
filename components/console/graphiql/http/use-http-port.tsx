'use client';

import { useMemo } from 'react';
import type { CallableDetail } from '@/components/console/callable';
import { useGatewayWhy } from '@/components/console/diagnosis/use-gateway-why';
import { readDraft } from '@/components/console/draft/draft-store';
import { newDraft } from '@/components/console/draft/new-draft';
import { operationFrom } from '@/components/console/graphiql/operation-body';
import type { GraphiqlPort } from '@/components/console/graphiql/port';
import { heldLines } from '@/components/console/line/held-lines';
import { AuthTab } from '@/components/console/request/auth-tab';
import { identityPlace } from '@/components/identity/identity-place';
import { useChosenIdentity } from '@/components/identity/use-identities';
import { useSlot } from '@/components/store';
import type { GatewayRoute, GatewayStage } from '@/lib/apis/gateway/contract';
import type { ApiRef } from '@/lib/core/api';
import { httpRequest } from './http-request';
import { httpSubscription } from './http-subscription';
import { SUBSCRIPTION_WAYS, type SubscriptionWay, WAY_LABELS, wayOf } from './subscription-way';

const WAYS = SUBSCRIPTION_WAYS.map((id) => ({ id, label: WAY_LABELS[id] }));

export interface HttpPlace {
  /** Account, API and route: as the request console calls it, so that both show the same exchanges. */
  place: string;
  api: ApiRef;
  detail: CallableDetail;
  route: GatewayRoute;
  stage: GatewayStage | null;
  /** Null where the route says which path it is. */
  path: string | null;
}

/** GraphQL on a route of an HTTP API. */
export function useHttpPort({ place, api, detail, route, stage, path }: HttpPlace): GraphiqlPort {
  const at = useMemo(() => identityPlace(api, route, detail.authorizers), [api, route, detail.authorizers]);
  const chosen = useChosenIdentity(at);
  const who = { place: at, chosen };
  const authorizer = detail.authorizers.find((one) => one.id === route.authorizerId) ?? null;
  const slot = useMemo(() => wayOf(place), [place]);
  const [way, chooseWay] = useSlot(slot);
  const why = useGatewayWhy({ api, detail, routeKey: route.key, place: at, builder: null });
  const server = { api, route, keys: detail.keys, stage: stage?.name ?? '$default', path };
  return {
    place,
    api,
    routeKey: route.key,
    name: detail.api.name,
    who,
    request: (operation, identity) =>
      httpRequest(operation, { identity, asked: at.asked }, { ...server, place, draft: readDraft(place, route) }),
    subscribe: (operation, identity) => {
      const who = { identity, asked: at.asked, way };
      const input = httpSubscription(operation, who, { ...server, draft: readDraft(place, route) });
      const about = { operation: operation.operationName ?? '' };
      return heldLines.open({ place, as: identity.label, startedAt: Date.now(), about }, input);
    },
    ways: { all: WAYS, chosen: way, onChoose: (id) => chooseWay(id as SubscriptionWay), instead: 'events' },
    limits: [],
    controlPlaneSchema: null,
    modes: null,
    whyRefused: null,
    behind: () => null,
    why,
    operationOf: ({ draft }) => (draft?.bodyMode === 'json' ? operationFrom(draft.json) : null),
    authPane: (
      <AuthTab route={route} authorizer={authorizer} stage={stage} who={who} draft={newDraft(route)} problems={[]} />
    ),
  };
}
