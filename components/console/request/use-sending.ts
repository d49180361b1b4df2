'use client';

import { useEffect, useRef, useState } from 'react';
import type { Draft } from '@/components/console/draft/draft';
import { type DraftProblem, draftProblems } from '@/components/console/draft/draft-problems';
import { draftBody, draftInput, draftTarget } from '@/components/console/draft/draft-request';
import { exchanges } from '@/components/console/exchange/use-exchanges';
import { checkJson, type JsonProblemAt } from '@/components/console/viewer/json-check';
import type { HttpRoute } from '@/lib/apis/http/contract';
import type { ApiRef } from '@/lib/core/api';
import { fieldId } from './field-id';

const CHECK_MS = 200;

export interface SendingPlace {
  place: string;
  api: ApiRef;
  route: HttpRoute;
  stage: string;
  draft: Draft;
  file: File | null;
}

/** Whether the JSON of the body is JSON, checked a moment after the last key. */
export function useJsonProblem(draft: Draft): JsonProblemAt | null {
  const [problem, setProblem] = useState<JsonProblemAt | null>(null);
  const text = draft.bodyMode === 'json' ? draft.json : '';
  useEffect(() => {
    const timer = setTimeout(() => setProblem(text.trim() === '' ? null : checkJson(text)), CHECK_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return problem;
}

/**
 * Sends the draft when nothing speaks against it; otherwise leads to the first field that must be mended. JSON that is
 * none asks once and is then sent as it is.
 */
export function useSending(at: SendingPlace, goTo: (tab: DraftProblem['tab']) => void) {
  const [wantsToSend, setWantsToSend] = useState(false);
  const [asked, setAsked] = useState<string | null>(null);
  const focus = useRef<string | null>(null);

  useEffect(() => {
    if (!focus.current) return;
    document.getElementById(fieldId(focus.current))?.focus();
    focus.current = null;
  });

  const lead = (tab: DraftProblem['tab'], field: string) => {
    setWantsToSend(true);
    goTo(tab);
    focus.current = field;
  };
  const send = (anyway = false) => {
    const { draft, route, file } = at;
    const first = draftProblems(draft, route)[0];
    if (first) return lead(first.tab, first.field);
    if (draft.bodyMode === 'file' && !file) return lead('body', 'file');
    const broken = draft.bodyMode === 'json' && draft.json.trim() !== '' && checkJson(draft.json) !== null;
    if (broken && !anyway) {
      setAsked(draft.json);
      return lead('body', 'send-anyway');
    }
    setWantsToSend(false);
    setAsked(null);
    const start = { place: at.place, method: draft.method, target: draftTarget(draft, route), draft, stage: at.stage };
    exchanges.send(start, draftInput(draft, at), draftBody(draft, file));
  };
  return { send, wantsToSend, asked: asked !== null && asked === at.draft.json };
}
