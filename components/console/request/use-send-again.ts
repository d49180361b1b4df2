'use client';

import { type Dispatch, useEffect, useRef } from 'react';
import type { Draft } from '@/components/console/draft/draft';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import type { Redo } from '@/components/console/exchange/exchange';
import { type ChoicePlace, findIdentity } from '@/components/identity/identity-store';
import { identities } from '@/components/identity/use-identities';

interface At {
  draft: Draft;
  place: ChoicePlace;
  dispatch: Dispatch<DraftAction>;
  send: () => void;
}

/** Fills in the request with one of the history, and for `sendAgain` sends it once that is on screen. */
export function useSendAgain({ draft, place, dispatch, send }: At) {
  const again = useRef<Draft | null>(null);
  useEffect(() => {
    if (again.current !== draft) return;
    again.current = null;
    send();
  });
  const edit = (then: Redo): Draft => {
    const next = { ...then.draft };
    // Whoever is gone meanwhile stays gone: then it goes as whoever is chosen now.
    if (then.as && findIdentity(identities.list(), then.as.id)) identities.choose(place, then.as.id);
    dispatch({ type: 'replace', draft: next });
    return next;
  };
  const sendAgain = (then: Redo) => {
    again.current = edit(then);
  };
  return { edit, sendAgain };
}
