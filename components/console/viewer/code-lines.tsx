'use client';

import { type RefObject, useId } from 'react';
import { CodeRow } from './code-row';
import type { LineMode, ViewState } from './protocol';
import { drawnLength } from './scroll-map';
import { CHARACTER_PX, LINE_PX, type PaneScroll } from './use-scroll';
import type { ViewOfBody } from './use-view';

interface CodeLinesProps {
  box: RefObject<HTMLDivElement | null>;
  label: string;
  mode: LineMode;
  state: ViewState | null;
  shown: ViewOfBody['shown'];
  scroll: PaneScroll;
  active: number;
  onFold: (line: number, folded: boolean) => void;
}

/** The scrolled box and the rows that are at hand, at their place in it. */
export function CodeLines(props: CodeLinesProps) {
  const { box, label, mode, state, shown, scroll, active, onFold } = props;
  const id = useId();
  const first = shown?.ask.row ?? 0;
  const lines = shown?.lines ?? [];
  const tree = mode === 'json';
  const digits = mode === 'hex' ? 0 : String((state?.rows ?? 0) + (state?.hidden ?? 0)).length;
  const drawn = active >= first && active < first + lines.length;
  return (
    <div
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      {...(tree ? { role: 'tree', 'aria-label': label } : { role: 'region', 'aria-label': label })}
      aria-busy={!(state?.done ?? false)}
      {...(tree && drawn ? { 'aria-activedescendant': `${id}-${active}` } : {})}
      className="min-h-0 flex-1 overflow-auto overscroll-contain bg-ground font-mono text-xs leading-5 [contain:strict] focus-visible:outline-offset-[-2px]"
    >
      <div
        role="presentation"
        className="relative min-w-full"
        style={{
          height: drawnLength({ content: scroll.content.height, view: scroll.height }),
          width: drawnLength({ content: scroll.content.width, view: scroll.width }),
        }}
      >
        <div
          role="presentation"
          className="absolute inset-x-0 top-0"
          style={{ transform: `translateY(${first * LINE_PX - scroll.y.shift}px)` }}
        >
          {lines.map((line, at) => (
            <CodeRow
              key={line.line}
              id={`${id}-${first + at}`}
              line={line}
              digits={digits}
              tree={tree}
              active={first + at === active}
              offset={line.column * CHARACTER_PX - scroll.x.shift}
              onFold={onFold}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
