'use client';

import { useEffect, useRef, useState } from 'react';
import type { FindState, LineMode, ShownLine, ViewState, WindowOf } from './protocol';
import { keepSame } from './same-lines';
import { type OpenedView, openView } from './viewer-client';

/** What a pane knows of its body. */
export interface ViewOfBody {
  state: ViewState | null;
  shown: { ask: WindowOf; lines: ShownLine[] } | null;
  find: FindState | null;
}

const NOTHING: ViewOfBody = { state: null, shown: null, find: null };

function same<T extends object>(a: T | null, b: T): boolean {
  return a !== null && (Object.keys(b) as (keyof T)[]).every((key) => Object.is(a[key], b[key]));
}

/** Opens a view on a body for as long as the pane is there. `opened` is null until then. */
export function useView(body: string, mode: LineMode, charset: string | null) {
  const [known, setKnown] = useState(NOTHING);
  const opened = useRef<OpenedView | null>(null);

  useEffect(() => {
    setKnown(NOTHING);
    const view = openView(
      { body, mode, charset },
      {
        onState: (state) => setKnown((now) => (same(now.state, state) ? now : { ...now, state })),
        onLines: (ask, lines) =>
          setKnown((now) => ({ ...now, shown: { ask, lines: keepSame(now.shown?.lines ?? [], lines) } })),
        onFound: (find) => setKnown((now) => (same(now.find, find) ? now : { ...now, find })),
      },
    );
    opened.current = view;
    return () => {
      opened.current = null;
      view.close();
    };
  }, [body, mode, charset]);

  return { ...known, opened };
}
