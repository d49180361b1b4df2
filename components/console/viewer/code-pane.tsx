'use client';

import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { CodeLines } from './code-lines';
import { FindBar } from './find-bar';
import { paneMove } from './pane-keys';
import type { FindState, LineMode, ViewState } from './protocol';
import { contentTop } from './scroll-map';
import { CHARACTER_PX, LINE_PX, useScroll } from './use-scroll';
import { useView } from './use-view';
import { useWindow } from './use-window';

/** Room below the last line and right of the longest. */
const MARGIN_LINES = 1;
const MARGIN_COLUMNS = 16;
/** With Ctrl or ⌘ they mean the same; the browser's own way to the end stops at what had been found until then. */
const ENDS: ReadonlySet<string> = new Set(['Home', 'End']);

interface CodePaneProps {
  /** The body's id in the viewer. */
  body: string;
  mode: LineMode;
  charset: string | null;
  /** The accessible name: "Body". */
  label: string;
  finding: boolean;
  onFinding: (finding: boolean) => void;
  /** Told what the lines say about the body, for what stands above them. */
  onState?: (state: ViewState) => void;
}

/** The body as lines: any size, only what is seen is drawn. Arrow keys move, Left and Right fold, ⌘F searches. */
export function CodePane(props: CodePaneProps) {
  const { body, mode, charset, label, finding, onFinding, onState } = props;
  const box = useRef<HTMLDivElement>(null);
  const { state, shown, find, opened } = useView(body, mode, charset);
  const rows = state?.rows ?? 0;
  const [active, setActive] = useState(-1);
  const { scroll, reveal } = useScroll(box, {
    height: (rows + MARGIN_LINES) * LINE_PX,
    width: ((state?.columns ?? 0) + MARGIN_COLUMNS) * CHARACTER_PX,
  });
  useWindow(opened, scroll, state);
  useReveal(find, reveal);
  const toEnd = useStayAtEnd(rows, (row) => {
    setActive(row);
    reveal(row);
  });
  useEffect(() => {
    if (state) onState?.(state);
  }, [state, onState]);

  const fold = useCallback(
    (line: number, folded: boolean) => {
      opened.current?.fold(line, folded);
      box.current?.focus({ preventScroll: true });
    },
    [opened],
  );
  const move = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(scroll.height / LINE_PX) - 1);
    const line = shown?.lines[active - shown.ask.row];
    const next = paneMove(event.key, { active, rows, page, line });
    if (!next) return;
    event.preventDefault();
    toEnd.current = event.key === 'End';
    if (next.type === 'fold') return fold(next.line, next.folded);
    setActive(next.row);
    reveal(next.row);
  };
  const press = (event: KeyboardEvent) => {
    const command = event.metaKey || event.ctrlKey;
    if (command && !event.shiftKey && event.key.toLowerCase() === 'f') {
      event.preventDefault();
      onFinding(true);
    } else if ((!command || ENDS.has(event.key)) && !event.altKey && event.target === box.current) move(event);
  };
  const closeFind = () => {
    opened.current?.find('', false, 0);
    onFinding(false);
    box.current?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: takes the keys of the pane inside, which is focusable.
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      onKeyDown={press}
      onWheel={() => {
        toEnd.current = false;
      }}
      onPointerDown={() => {
        toEnd.current = false;
      }}
    >
      {finding ? (
        <FindBar
          find={find}
          onText={(text, match) => opened.current?.find(text, match, Math.floor(contentTop(scroll.y) / LINE_PX))}
          onGo={(by) => opened.current?.go(by)}
          onClose={closeFind}
        />
      ) : null}
      <CodeLines
        box={box}
        label={label}
        mode={mode}
        state={state}
        shown={shown}
        scroll={scroll}
        active={active}
        onFold={fold}
      />
    </div>
  );
}

/** Scrolls to the match that became the current one. */
function useReveal(find: FindState | null, reveal: (row: number, columnPx?: number) => void): void {
  const { at = -1, row = -1, column = 0 } = find ?? {};
  useEffect(() => {
    if (at >= 0 && row >= 0) reveal(row, column * CHARACTER_PX);
  }, [at, row, column, reveal]);
}

/** While lines are still being found, somebody who asked for the end stays there until they move. */
function useStayAtEnd(rows: number, go: (row: number) => void) {
  const toEnd = useRef(false);
  const latest = useRef(go);
  latest.current = go;
  useEffect(() => {
    if (toEnd.current && rows > 0) latest.current(rows - 1);
  }, [rows]);
  return toEnd;
}
