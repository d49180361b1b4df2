'use client';

import type { DraftProblem } from '@/components/console/draft/draft-problems';
import type { HeldLine } from '@/components/console/line/held-line';
import type { Sender } from '@/components/console/request/problem-of';
import { ScrollRegion } from '@/components/console/scroll-region';
import { Tabs } from '@/components/ui/tabs';
import type { WebSocketDetail, WebSocketRoute } from '@/lib/apis/websocket/contract';
import type { ApiRef } from '@/lib/core/api';
import { Composer } from './composer';
import { type ConnectDraft, connectOptions } from './connect-draft';
import { ConnectForm } from './connect-form';
import { ConnectionsPanel } from './connections-panel';
import { LoadPanel } from './load-panel';
import type { SpokenTo } from './spoken-to';

export type DeskTab = 'message' | 'connecting' | 'connections' | 'load';

interface DeskTabsProps {
  api: ApiRef;
  detail: WebSocketDetail;
  route: WebSocketRoute;
  connect: WebSocketRoute;
  stage: string;
  place: string;
  tab: DeskTab;
  onTab: (tab: DeskTab) => void;
  draft: ConnectDraft;
  onDraft: (draft: ConnectDraft) => void;
  problems: readonly DraftProblem[];
  who: Sender;
  lines: readonly HeldLine[];
  spoken: SpokenTo;
  onRoute: (key: string) => void;
}

/** All that one does: say something, set up how one connects, reach connections from the other side, send many. */
export function DeskTabs(props: DeskTabsProps) {
  const { api, detail, route, connect, stage, place, tab, onTab, draft, onDraft, problems, who, lines, spoken } = props;
  const meant = spokenRoute(detail, route);
  return (
    <Tabs
      label="Session"
      value={tab}
      onValue={onTab}
      className="h-full"
      items={[
        { id: 'message', label: 'Message' },
        { id: 'connecting', label: 'Connecting', alert: problems.length > 0 ? 'Something must be mended' : undefined },
        { id: 'connections', label: '@connections' },
        { id: 'load', label: 'Load' },
      ]}
    >
      {tab === 'message' ? (
        <Composer key={meant.key} {...{ detail, place, spoken, lines }} route={meant} onRoute={props.onRoute} />
      ) : null}
      {tab === 'connecting' ? (
        <ScrollRegion label="Connecting" className="p-4">
          <ConnectForm {...{ api, detail, connect, draft, problems, who, onDraft }} />
        </ScrollRegion>
      ) : null}
      {tab === 'connections' ? (
        <ScrollRegion label="@connections" className="p-4">
          <ConnectionsPanel {...{ api, detail, stage, lines }} where={whereOf(draft)} />
        </ScrollRegion>
      ) : null}
      {tab === 'load' ? (
        <ScrollRegion label="Load" className="p-4">
          <LoadPanel key={meant.key} {...{ detail, place, spoken }} route={meant} />
        </ScrollRegion>
      ) : null}
    </Tabs>
  );
}

/** The route that messages are composed for: API Gateway calls $connect and $disconnect itself. */
function spokenRoute({ routes }: WebSocketDetail, route: WebSocketRoute): WebSocketRoute {
  if (route.method === 'SEND' || route.method === 'DEFAULT') return route;
  return routes.find(({ method }) => method === 'SEND') ?? routes.find(({ method }) => method === 'DEFAULT') ?? route;
}

/** Where the stage is reached, of what the draft says. */
function whereOf(draft: ConnectDraft) {
  const { base, through } = connectOptions(draft);
  return { ...(base === undefined ? {} : { base }), ...(through === undefined ? {} : { through }) };
}
