'use client';

import type { Dispatch, ReactNode } from 'react';
import type { CallableDetail } from '@/components/console/callable';
import { type Draft, keyFor, liveRows } from '@/components/console/draft/draft';
import type { DraftProblem, RequestTab } from '@/components/console/draft/draft-problems';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import { impliedContentType } from '@/components/console/draft/draft-request';
import type { Asked } from '@/components/console/openapi/use-asked';
import type { JsonProblemAt } from '@/components/console/viewer/json-check';
import { authFor, proofInWords } from '@/components/identity/auth-for';
import type { Identity } from '@/components/identity/identity';
import type { IdentityPlace } from '@/components/identity/identity-place';
import { type TabItem, Tabs } from '@/components/ui/tabs';
import type { GatewayAuthorizer, GatewayRoute, GatewayStage } from '@/lib/apis/gateway/contract';
import type { ApiRef } from '@/lib/core/api';
import { AuthTab } from './auth-tab';
import { BodyTab } from './body-tab';
import { HeadersTab } from './headers-tab';
import { ParamsTab } from './params-tab';
import { SettingsTab } from './settings-tab';

export interface RequestTabsProps {
  tab: RequestTab;
  onTab: (tab: RequestTab) => void;
  route: GatewayRoute;
  /** The same with all that is known of what it wants to be sent. */
  asked: Asked;
  authorizer: GatewayAuthorizer | null;
  stage: GatewayStage | null;
  api: ApiRef;
  detail: CallableDetail;
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
  const { tab, api, detail, route, asked, authorizer, stage, who, draft, file, problems, dispatch } = props;
  const shared = { draft, problems, dispatch };
  switch (tab) {
    case 'params':
      return <ParamsTab route={asked.route} {...shared} />;
    case 'headers':
      return (
        <HeadersTab
          {...shared}
          route={asked.route}
          contentType={impliedContentType(draft, file)}
          proof={proofOf(props)}
        />
      );
    case 'body':
      return (
        <BodyTab
          {...shared}
          route={asked.route}
          models={asked.models}
          file={file}
          json={props.json}
          onFile={props.onFile}
          onSend={props.onSend}
          onSendAnyway={props.onSendAnyway}
        />
      );
    case 'auth':
      return (
        <AuthTab
          {...shared}
          {...{ api, route, authorizer, stage, who }}
          keys={detail.keys ?? []}
          keySource={detail.keySource}
        />
      );
    case 'cors':
      return props.cors;
    case 'settings':
      return <SettingsTab route={route} stage={stage} emulator={detail.emulator} {...shared} />;
  }
}

/** What is added to the request so that it is let in, in words; null for nothing. */
function proofOf({ who, draft, route, detail, stage }: RequestTabsProps): string | null {
  if (draft.test) return null;
  const key = keyFor(draft, route, detail.keys ?? [], stage?.name ?? '') === null ? null : 'x-api-key with the key';
  const all = [proofInWords(authFor(who.chosen, who.place.asked)), key].filter((one) => one !== null);
  return all.length > 0 ? all.join(', ') : null;
}
