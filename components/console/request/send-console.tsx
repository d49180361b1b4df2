'use client';

import { useEffect, useRef, useState } from 'react';
import { AnswerPane } from '@/components/console/answer/answer-pane';
import type { Draft } from '@/components/console/draft/draft';
import type { RequestTab } from '@/components/console/draft/draft-problems';
import { fileOf, keepFile } from '@/components/console/draft/draft-store';
import { useDraft } from '@/components/console/draft/use-draft';
import { exchanges, useExchanges } from '@/components/console/exchange/use-exchanges';
import { warmViewer } from '@/components/console/viewer/viewer-client';
import { Split } from '@/components/ui/split';
import { useShortcut } from '@/components/ui/use-shortcut';
import type { HttpDetail, HttpRoute, HttpStage } from '@/lib/apis/http/contract';
import type { ApiRef } from '@/lib/core/api';
import { accountKey, apiKey } from '@/lib/core/keys';
import { shownProblems } from './problem-of';
import { RequestLine } from './request-line';
import { RequestTabs } from './request-tabs';
import { useJsonProblem, useSending } from './use-sending';

interface SendConsoleProps {
  api: ApiRef;
  detail: HttpDetail;
  route: HttpRoute;
  stage: HttpStage | null;
  onStage: (name: string) => void;
}

/** One route: the request on one side, the answer on the other. Mount it anew for another route. */
export function SendConsole({ api, detail, route, stage, onStage }: SendConsoleProps) {
  const place = `${accountKey(api.account)} ${apiKey(api)} ${route.key}`;
  const [draft, dispatch] = useDraft(place, route);
  const [file, setFile] = useState(() => fileOf(place));
  const [tab, setTab] = useState<RequestTab>(() => firstTab(draft));
  const all = useExchanges(place);
  const [selected, setSelected] = useState<string | null>(null);
  const latest = all[0];
  const running = all.find((exchange) => exchange.running);
  const jsonProblem = useJsonProblem(draft);
  const sending = useSending({ place, api, route, stage: stage?.name ?? '$default', draft, file }, (next) => {
    if (next !== 'line') setTab(next);
  });
  const problems = shownProblems(draft, route, { wantsToSend: sending.wantsToSend, latest });

  useEffect(warmViewer, []);
  const send = (anyway = false) => {
    setSelected(null);
    sending.send(anyway);
  };
  const toggle = () => (running ? exchanges.cancel(running.id) : send());
  useShortcut('Mod+Enter', (event) => {
    if (!event.repeat) toggle();
  });
  const pickFile = (next: File | null) => {
    keepFile(place, next);
    setFile(next);
    dispatch({ type: 'set', values: { fileName: next?.name ?? null } });
  };
  // "Send again" first fills in the draft of then; it is sent once that is on screen.
  const again = useRef<Draft | null>(null);
  useEffect(() => {
    if (again.current !== draft) return;
    again.current = null;
    send();
  });
  const sendAgain = (then: Draft) => {
    const next = { ...then };
    again.current = next;
    dispatch({ type: 'replace', draft: next });
  };

  return (
    <div className="@container flex min-h-0 min-w-0 flex-1 flex-col">
      <RequestLine
        route={route}
        stages={detail.stages}
        stage={stage}
        onStage={onStage}
        draft={draft}
        problems={problems}
        dispatch={dispatch}
        running={running !== undefined}
        onSend={() => send()}
        onCancel={toggle}
      />
      <Split
        id="console"
        label="Size of request and answer"
        className="flex-1"
        first={
          <RequestTabs
            tab={tab}
            onTab={setTab}
            route={route}
            authorizer={detail.authorizers.find((one) => one.id === route.authorizerId) ?? null}
            stage={stage}
            emulator={detail.emulator}
            draft={draft}
            file={file}
            problems={problems}
            json={{ problem: jsonProblem, asked: sending.asked }}
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
            all={all}
            selected={selected}
            onSelect={setSelected}
            onSendAgain={sendAgain}
            onEdit={(then) => dispatch({ type: 'replace', draft: { ...then } })}
          />
        }
      />
    </div>
  );
}

function firstTab(draft: Draft): RequestTab {
  return draft.bodyMode === 'none' ? 'params' : 'body';
}
