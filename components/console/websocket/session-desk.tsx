'use client';

import { useEffect, useMemo, useState } from 'react';
import { useAddress, useAddressed } from '@/components/console/domains/use-address';
import { useHeldLines } from '@/components/console/line/held-lines';
import { IdentityDialogs } from '@/components/identity/identity-dialogs';
import { IdentityNotice } from '@/components/identity/identity-notice';
import { identityPlace } from '@/components/identity/identity-place';
import { useChosenIdentity } from '@/components/identity/use-identities';
import { useReadyIdentity } from '@/components/identity/use-ready-identity';
import { Split } from '@/components/ui/split';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import type { WebSocketDetail, WebSocketRoute } from '@/lib/apis/websocket/contract';
import type { ApiRef } from '@/lib/core/api';
import { accountKey, apiKey } from '@/lib/core/keys';
import { ConnectBar } from './connect-bar';
import { connectDrafts, connectProblems, NEW_CONNECT_DRAFT } from './connect-draft';
import { ConnectWarning } from './connect-warning';
import { type DeskTab, DeskTabs } from './desk-tabs';
import { useKeptDraft } from './kept-drafts';
import { SessionColumns } from './session-columns';
import { openSession } from './sessions';
import { useSpokenTo } from './spoken-to';

interface SessionDeskProps {
  api: ApiRef;
  detail: WebSocketDetail;
  route: WebSocketRoute;
  stage: GatewayStage | null;
  onStage: (name: string) => void;
  onRoute: (key: string) => void;
}

/** One WebSocket API: how one connects, what one says, and the sessions side by side. It stays when another route is opened. */
export function SessionDesk({ api, detail, route, stage, onStage, onRoute }: SessionDeskProps) {
  const place = `${accountKey(api.account)} ${apiKey(api)}`;
  const connect = useMemo(() => detail.routes.find(({ method }) => method === 'CONNECT') ?? OPEN_CONNECT, [detail]);
  const at = useMemo(() => identityPlace(api, connect, detail.authorizers), [api, connect, detail]);
  const chosen = useChosenIdentity(at);
  const ready = useReadyIdentity(chosen);
  const [kept, setDraft] = useKeptDraft(connectDrafts, place, () => NEW_CONNECT_DRAFT);
  const address = useAddress({ ...kept, label: '' }, { api, summary: detail.api, stage });
  const draft = useAddressed(kept, address.chosen);
  const [tab, setTab] = useState<DeskTab>(() => tabFor(route));
  // Who opens another route wants to say something on it, or to see how one connects.
  useEffect(() => setTab(tabFor(route)), [route]);
  const [wantsToConnect, setWantsToConnect] = useState(false);
  const lines = useHeldLines(place);
  const spoken = useSpokenTo(lines);
  const problems = connectProblems(draft);
  const stageName = stage?.name ?? '$default';

  const open = () => {
    setWantsToConnect(true);
    if (problems.length > 0) return setTab('connecting');
    ready.whenReady((identity) => {
      const line = openSession({ place, api, stage: stageName, draft, identity, asked: at.asked });
      if (spoken.to !== 'all') spoken.speakTo(line.id);
    });
  };
  return (
    <div className="@container flex min-h-0 min-w-0 flex-1 flex-col">
      <ConnectBar
        {...{ api, detail, stage, draft, chosen, onStage }}
        place={at}
        address={address}
        onAddress={(through) => setDraft({ ...kept, through })}
        busy={ready.renewing}
        onConnect={open}
      />
      <IdentityNotice place={at} chosen={chosen} failure={ready.failure} onSendAnyway={ready.goAnyway} />
      <ConnectWarning
        who={{ place: at, chosen }}
        draft={draft}
        keyRequired={connect.apiKeyRequired}
        onMend={tab === 'connecting' ? null : () => setTab('connecting')}
      />
      <IdentityDialogs />
      <Split
        id="sessions"
        label="Between what is said and the sessions"
        initial={36}
        className="min-h-0 flex-1"
        first={
          <DeskTabs
            {...{ api, detail, route, place, tab, draft, connect, spoken, lines, onRoute }}
            stage={stageName}
            onTab={setTab}
            problems={wantsToConnect ? problems : []}
            who={{ place: at, chosen }}
            onDraft={setDraft}
          />
        }
        second={<SessionColumns {...{ api, detail, connect, lines, spoken }} asked={at.asked} onConnect={open} />}
      />
    </div>
  );
}

function tabFor({ method }: WebSocketRoute): DeskTab {
  return method === 'CONNECT' ? 'connecting' : 'message';
}

/** An API without `$connect` lets everybody in. */
const OPEN_CONNECT: WebSocketRoute = {
  id: '$connect',
  key: '$connect',
  method: 'CONNECT',
  path: '$connect',
  auth: 'none',
  authorizerId: null,
  scopes: [],
  apiKeyRequired: false,
  integrationId: null,
  operationName: null,
  twoWay: false,
};
