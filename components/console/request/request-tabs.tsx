'use client';

import type { Dispatch, ReactNode } from 'react';
import { type Draft, liveRows } from '@/components/console/draft/draft';
import type { DraftProblem, RequestTab } from '@/components/console/draft/draft-problems';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import { impliedContentType } from '@/components/console/draft/draft-request';
import type { JsonProblemAt } from '@/components/console/viewer/json-check';
import { authFor, proofInWords } from '@/components/identity/auth-for';
import type { Identity } from '@/components/identity/identity';
import type { IdentityPlace } from '@/components/identity/identity-place';
import { type TabItem, Tabs } from '@/components/ui/tabs';
import type { GatewayAuthorizer, GatewayStage } from '@/lib/apis/gateway/contract';
import type { HttpRoute } from '@/lib/apis/http/contract';
import { AuthTab } from './auth-tab';
import { BodyTab } from './body-tab';
import { HeadersTab } from './headers-tab';
import { ParamsTab } from './params-tab';
import { SettingsTab } from './settings-tab';

export interface RequestTabsProps {
  tab: RequestTab;
  onTab: (tab: RequestTab) => void;
  route: HttpRoute;
  authorizer: GatewayAuthorizer | null;
  stage: GatewayStage | null;
  emulator: boolean;
  who: { place: IdentityPlace; chosen: Identity };
  draft: Draft;
  file: File | null;
  problems: readonly DraftProblem[];
  json: { problem: JsonProblemAt | null; asked: boolean };
  /** The panel about CORS. */
  cors: ReactNode;
  dispatch: Dispatch<DraftAction>;
  onFile: (file: File | null) => void;
  onSend: () => void;
  onSendAnyway: () => void;
}

/** The parts of the request, one tab each; a tab with something to mend is marked. */
export function RequestTabs(props: RequestTabsProps) {
  const { tab, onTab, draft, problems, json } = props;
  const alert = (id: RequestTab) => (problems.some((problem) => problem.tab === id) ? 'Something to mend' : undefined);
  const items: TabItem<RequestTab>[] = [
    { id: 'params', label: 'Params', count: liveRows(draft.query).length, alert: alert('params') },
    { id: 'headers', label: 'Headers', count: liveRows(draft.headers).length, alert: alert('headers') },
    { id: 'body', label: 'Body', alert: json.problem && json.asked ? 'Not valid JSON' : alert('body') },
    { id: 'auth', label: 'Auth', alert: alert('auth') },
    { id: 'cors', label: 'CORS' },
    { id: 'settings', label: 'Settings', alert: alert('settings') },
  ];
  return (
    <Tabs label="Request" items={items} value={tab} onValue={onTab} className="flex-1">
      <div className="@container flex min-h-0 flex-1 flex-col overflow-y-auto p-4">
        <Panel {...props} />
      </div>
    </Tabs>
  );
}

function Panel(props: RequestTabsProps) {
  const { tab, route, authorizer, stage, emulator, who, draft, file, problems, dispatch } = props;
  const shared = { draft, problems, dispatch };
  switch (tab) {
    case 'params':
      return <ParamsTab route={route} {...shared} />;
    case 'headers':
      return (
        <HeadersTab
          {...shared}
          contentType={impliedContentType(draft, file)}
          proof={proofInWords(authFor(who.chosen, who.place.asked))}
        />
      );
    case 'body':
      return (
        <BodyTab
          {...shared}
          file={file}
          json={props.json}
          onFile={props.onFile}
          onSend={props.onSend}
          onSendAnyway={props.onSendAnyway}
        />
      );
    case 'auth':
      return (
        <AuthTab route={route} authorizer={authorizer} stage={stage} who={who} draft={draft} problems={problems} />
      );
    case 'cors':
      return props.cors;
    case 'settings':
      return <SettingsTab stage={stage} emulator={emulator} {...shared} />;
  }
}
