'use client';

import { useMemo } from 'react';
import { readSchema } from '@/app/actions';
import { foresee } from '@/components/console/auth/foresight';
import { lineProof } from '@/components/console/diagnosis/line-proof';
import { useAppSyncWhy } from '@/components/console/diagnosis/use-appsync-why';
import { useApiAddress } from '@/components/console/domains/api-address';
import { newDraft } from '@/components/console/draft/new-draft';
import { operationBody, operationFrom } from '@/components/console/graphiql/operation-body';
import type { GraphiqlPort, GraphqlOperation } from '@/components/console/graphiql/port';
import { heldLines } from '@/components/console/line/held-lines';
import { appSyncPlace } from '@/components/identity/appsync-place';
import type { Asked } from '@/components/identity/asked';
import { authFor } from '@/components/identity/auth-for';
import type { Identity } from '@/components/identity/identity';
import { sentAs } from '@/components/identity/sent-as';
import { useChosenIdentity } from '@/components/identity/use-identities';
import { answered } from '@/components/shell/answer';
import {
  type AppSyncConnectInput,
  type AppSyncDetail,
  type AppSyncSendInput,
  GRAPHQL_TARGET,
} from '@/lib/apis/appsync/contract';
import type { AppSyncAuth } from '@/lib/apis/appsync-base/contract';
import type { Through } from '@/lib/apis/domains/contract';
import type { ApiRef } from '@/lib/core/api';
import { accountKey, apiKey } from '@/lib/core/keys';
import { AuthPane } from './auth-pane';
import { behindField } from './behind-field';
import { modesOf } from './modes-of';
import { SUBSCRIPTION_LIMITS } from './subscription-limits';

interface AppSyncPort {
  api: ApiRef;
  detail: AppSyncDetail;
  auth: AppSyncAuth;
  onMode: (id: string) => void;
}

/** An AppSync API under one of its authorization modes. */
export function useAppSyncPort({ api, detail, auth, onMode }: AppSyncPort): GraphiqlPort {
  const at = useMemo(() => appSyncPlace(api, auth, detail), [api, auth, detail]);
  const { through } = useApiAddress(api);
  const who = { place: at, chosen: useChosenIdentity(at) };
  const place = `${accountKey(api.account)} ${apiKey(api)} ${GRAPHQL_TARGET.key}`;
  return {
    place,
    api,
    routeKey: GRAPHQL_TARGET.key,
    name: detail.api.name,
    who,
    request: (operation, identity) => requestOf(operation, { place, api, identity, asked: at.asked, through }),
    subscribe: ({ query, variables, operationName }, identity) => {
      const input: AppSyncConnectInput = {
        api,
        auth: authFor(identity, at.asked),
        query,
        variables: variables ?? {},
        operationName,
        ...through,
      };
      const about = { operation: operationName ?? '' };
      const sent = lineProof(identity, at.asked, auth.id);
      return heldLines.open({ place, as: identity.label, startedAt: Date.now(), about, sent }, input);
    },
    ways: null,
    limits: SUBSCRIPTION_LIMITS,
    controlPlaneSchema: async () => (await answered(readSchema(api))).sdl,
    modes: modesOf(detail, auth, onMode),
    ...useAppSyncWhy({ api, detail, chosen: auth, place: at, onMode }),
    behind: (type, field) => behindField(detail, type, field),
    operationOf: ({ draft }) => (draft ? operationFrom(draft.json) : null),
    authPane: <AuthPane api={api} auth={auth} who={who} />,
  };
}

interface Requested {
  place: string;
  api: ApiRef;
  identity: Identity;
  asked: Asked;
  through: { through?: Through };
}

function requestOf(operation: GraphqlOperation, { place, api, identity, asked, through }: Requested) {
  const auth = authFor(identity, asked);
  const json = operationBody(operation);
  const headers = operation.headers.map(([name, value], at) => ({ id: at + 1, on: true, name, value }));
  const input: AppSyncSendInput = {
    api,
    auth,
    headers: operation.headers.map(([name, value]) => [name, value]),
    ...through,
  };
  return {
    start: {
      place,
      stage: '',
      draft: { ...newDraft(GRAPHQL_TARGET), headers, bodyMode: 'json' as const, json },
      method: GRAPHQL_TARGET.method,
      target: GRAPHQL_TARGET.path,
      as: sentAs(identity, auth),
      foresight: foresee(identity, asked, { headers, query: [] }, Date.now()),
    },
    input,
    body: new TextEncoder().encode(json),
  };
}
