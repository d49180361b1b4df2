'use client';

import { type Dispatch, useEffect, useReducer, useRef } from 'react';
import type { Target } from '@/lib/core/api';
import type { Draft } from './draft';
import { type DraftAction, draftReducer } from './draft-reducer';
import { holdDraft, onHandedDraft, readDraft, writeDraft } from './draft-store';

const WRITE_AFTER_MS = 250;

/** The draft of a place, `fresh` where nobody has touched it. It is written down a moment after the last change, and at the latest when the page goes. */
export function useDraft(place: string, route: Target, fresh: () => Draft): [Draft, Dispatch<DraftAction>] {
  const [draft, dispatch] = useReducer(draftReducer, null, () => readDraft(place, route, fresh));
  const written = useRef(draft);
  const latest = useRef(draft);

  useEffect(() => onHandedDraft(place, (handed) => dispatch({ type: 'replace', draft: handed })), [place]);

  useEffect(() => {
    latest.current = draft;
    if (draft === written.current) return;
    holdDraft(place, draft);
    const timer = setTimeout(() => {
      written.current = draft;
      writeDraft(place, draft);
    }, WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [place, draft]);

  useEffect(() => {
    const flush = () => {
      if (latest.current === written.current) return;
      written.current = latest.current;
      writeDraft(place, latest.current);
    };
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [place]);

  return [draft, dispatch];
}
