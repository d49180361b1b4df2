'use client';

import { useEffect, useRef, useState } from 'react';
import type { Draft } from '@/components/console/draft/draft';
import type { DraftProblem } from '@/components/console/draft/draft-problems';
import { checkJson, type JsonProblemAt } from '@/components/console/viewer/json-check';
import type { Identity } from '@/components/identity/identity';
import { useReadyIdentity } from '@/components/identity/use-ready-identity';
import { fieldId } from './field-id';
import { problemsBefore, type Sender } from './problem-of';
import { type Request, sendAs } from './send-as';

const CHECK_MS = 200;

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
export function useSending(request: Request & { who: Sender }, goTo: (tab: DraftProblem['tab']) => void) {
  const [wantsToSend, setWantsToSend] = useState(false);
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const focus = useRef<string | null>(null);
  const { draft, route, file, who } = request;
  const ready = useReadyIdentity(who.chosen);
  const asked = askedFor !== null && askedFor === draft.json;

  useEffect(() => {
    if (!focus.current) return;
    document.getElementById(fieldId(focus.current))?.focus();
    focus.current = null;
  });

  const lead = (tab: DraftProblem['tab'], field: string) => {
    setWantsToSend(true);
    goTo(tab);
    focus.current = field;
    return false;
  };
  /** Whether the draft can go as this identity; where not, the focus goes to what must be mended. */
  const check = (identity: Identity, anyway = false): boolean => {
    const first = problemsBefore(draft, route, { ...who, chosen: identity })[0];
    if (first) return lead(first.tab, first.field);
    if (draft.bodyMode === 'file' && !file) return lead('body', 'file');
    const broken = draft.bodyMode === 'json' && draft.json.trim() !== '' && checkJson(draft.json) !== null;
    if (broken && !anyway) {
      setAskedFor(draft.json);
      return lead('body', 'send-anyway');
    }
    setWantsToSend(false);
    setAskedFor(null);
    return true;
  };
  const send = (anyway = false) => {
    if (check(who.chosen, anyway)) ready.whenReady((identity) => sendAs(identity, request, who.place.asked));
  };
  return { send, check, wantsToSend, asked, ready };
}
