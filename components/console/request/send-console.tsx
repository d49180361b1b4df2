'use client';

import dynamic from 'next/dynamic';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { AnswerPane } from '@/components/console/answer/answer-pane';
import { Regain } from '@/components/console/auth/regain';
import { SendWarning } from '@/components/console/auth/send-warning';
import type { CallableDetail } from '@/components/console/callable';
import { useGatewayWhy } from '@/components/console/diagnosis/use-gateway-why';
import { useAddress, useAddressed } from '@/components/console/domains/use-address';
import { type Draft, placed } from '@/components/console/draft/draft';
import type { RequestTab } from '@/components/console/draft/draft-problems';
import { fileOf, keepFile } from '@/components/console/draft/draft-store';
import { useDraft } from '@/components/console/draft/use-draft';
import { exchanges, useExchanges } from '@/components/console/exchange/use-exchanges';
import { ToldBar } from '@/components/console/openapi/told-bar';
import { firstDraft, type RouteTold } from '@/components/console/openapi/told-route';
import { useAsked } from '@/components/console/openapi/use-asked';
import { warmViewer } from '@/components/console/viewer/viewer-client';
import { IdentityDialogs } from '@/components/identity/identity-dialogs';
import { IdentityNotice } from '@/components/identity/identity-notice';
import { identityPlace } from '@/components/identity/identity-place';
import { useChosenIdentity } from '@/components/identity/use-identities';
import { Split } from '@/components/ui/split';
import { useShortcut } from '@/components/ui/use-shortcut';
import type { GatewayRoute, GatewayStage } from '@/lib/apis/gateway/contract';
import type { ApiRef } from '@/lib/core/api';
import { accountKey, apiKey } from '@/lib/core/keys';
import { CallAs } from './call-as';
import { shownProblems } from './problem-of';
import { RequestLine } from './request-line';
import { RequestTabs } from './request-tabs';
import { sendAs } from './send-as';
import { TestNote } from './test-note';
import { useSendAgain } from './use-send-again';
import { useJsonProblem, useSending } from './use-sending';

const CorsTab = dynamic(() => import('@/components/console/cors/cors-tab').then((module) => module.CorsTab), {
  ssr: false,
});

interface SendConsoleProps {
  api: ApiRef;
  detail: CallableDetail;
  route: GatewayRoute;
  /** What an imported OpenAPI file says of the route. */
  told: RouteTold | null;
  stage: GatewayStage | null;
  onStage: (name: string) => void;
}

/** One route: the request on one side, the answer on the other. Mount it anew for another route. */
export function SendConsole({ api, detail, route: own, told, stage, onStage }: SendConsoleProps) {
  const place = `${accountKey(api.account)} ${apiKey(api)} ${own.key}`;
  const [typed, dispatch] = useDraft(place, own, () => firstDraft(own, told, detail.models ?? []));
  const route = useMemo(() => placed(own, { template: typed.template }), [own, typed.template]);
  const asked = useAsked(own, told, { draft: typed, models: detail.models });
  const address = useAddress(typed, { api, summary: detail.api, stage });
  const draft = useAddressed(typed, address.chosen);
  const [file, setFile] = useState(() => fileOf(place));
  const [tab, setTab] = useState<RequestTab>(() => firstTab(draft));
  const all = useExchanges(place);
  const [selected, setSelected] = useState<string | null>(null);
  const latest = all[0];
  const running = all.find((exchange) => exchange.running);
  const jsonProblem = useJsonProblem(draft);
  const at = useMemo(() => identityPlace(api, route, detail.authorizers), [api, route, detail.authorizers]);
  const who = { place: at, chosen: useChosenIdentity(at) };
  const request = { place, api, route, keys: detail.keys, stage: stage?.name ?? '$default', draft, file };
  const sending = useSending({ ...request, who }, (next) => {
    if (next !== 'line') setTab(next);
  });
  const testable = api.kind === 'rest';
  const [callingAs, setCallingAs] = useState(false);
  // A test asks nobody who calls.
  const openCallAs = useCallback((open: boolean) => setCallingAs(open && !draft.test), [draft.test]);
  const problems = shownProblems(draft, route, { who, wantsToSend: sending.wantsToSend, latest });

  useEffect(warmViewer, []);
  const send = (anyway = false) => {
    setSelected(null);
    sending.send(anyway);
  };
  const toggle = () => (running ? exchanges.cancel(running.id) : send());
  useShortcut(
    'Mod+Enter',
    (event) => {
      if (!event.repeat) toggle();
    },
    !callingAs,
  );
  const pickFile = (next: File | null) => {
    keepFile(place, next);
    setFile(next);
    dispatch({ type: 'set', values: { fileName: next?.name ?? null } });
  };
  const { edit, sendAgain } = useSendAgain({ draft, place: at, dispatch, send });
  const why = useGatewayWhy({
    api,
    detail,
    routeKey: route.key,
    place: at,
    builder: {
      onStage,
      onTab: setTab,
      onRoutePath: () => dispatch({ type: 'set', values: { path: null } }),
      onSendAgain: sendAgain,
    },
  });

  return (
    <div className="@container flex min-h-0 min-w-0 flex-1 flex-col">
      <RequestLine
        route={route}
        stages={detail.stages}
        stage={stage}
        onStage={onStage}
        address={address}
        draft={draft}
        problems={problems}
        who={who}
        dispatch={dispatch}
        renewing={sending.ready.renewing}
        running={running !== undefined}
        onSend={() => send()}
        onCancel={toggle}
        onCallAs={() => openCallAs(true)}
        testable={testable}
      />
      {told ? (
        <ToldBar {...{ place, told }} draft={typed} route={own} models={detail.models} operation={asked.operation} />
      ) : null}
      <TestNote detail={detail} testable={testable} stage={stage?.name ?? null} draft={draft} dispatch={dispatch} />
      {draft.test ? null : (
        <>
          <IdentityNotice
            place={at}
            chosen={who.chosen}
            failure={sending.ready.failure}
            onSendAnyway={sending.ready.goAnyway}
          />
          <SendWarning who={who} draft={draft} onWhy={tab === 'auth' ? null : () => setTab('auth')} />
        </>
      )}
      <IdentityDialogs />
      <CallAs
        open={callingAs}
        onOpen={openCallAs}
        request={request}
        who={who}
        check={sending.check}
        why={why}
        onShow={setSelected}
      />
      <Split
        id="console"
        label="Size of request and answer"
        turnToSecond={running !== undefined}
        className="flex-1"
        first={
          <RequestTabs
            tab={tab}
            onTab={setTab}
            route={route}
            asked={asked}
            authorizer={detail.authorizers.find((one) => one.id === route.authorizerId) ?? null}
            stage={stage}
            detail={detail}
            api={api}
            who={who}
            draft={draft}
            file={file}
            problems={problems}
            json={{ problem: jsonProblem, asked: sending.asked }}
            cors={
              <CorsTab
                {...{ request, who }}
                base={address.base || null}
                cors={detail.cors ?? null}
                routes={detail.routes}
                check={sending.check}
              />
            }
            dispatch={dispatch}
            onFile={pickFile}
            onSend={() => send()}
            onSendAnyway={() => send(true)}
          />
        }
        second={
          <AnswerPane
            api={api}
            place={place}
            routeKey={route.key}
            all={all}
            selected={selected}
            onSelect={setSelected}
            onSendAgain={sendAgain}
            onEdit={edit}
            why={why}
            remedy={(exchange) => (
              <Regain
                exchange={exchange}
                place={at}
                chosen={who.chosen}
                onSend={(identity) => sendAs(identity, request, at.asked)}
              />
            )}
          />
        }
      />
    </div>
  );
}

function firstTab(draft: Draft): RequestTab {
  return draft.bodyMode === 'none' ? 'params' : 'body';
}
