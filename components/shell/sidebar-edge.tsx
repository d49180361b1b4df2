'use client';

import type { KeyboardEvent, PointerEvent } from 'react';
import { SIDEBAR } from './preferences';

interface SidebarEdgeProps {
  width: number;
  onWidth: (width: number) => void;
}

const STEP = 16;

/** The edge of the sidebar: drag it, or focus it and use the arrow keys. Double click restores the usual width. */
export function SidebarEdge({ width, onWidth }: SidebarEdgeProps) {
  const drag = (event: PointerEvent<HTMLElement>) => {
    const aside = event.currentTarget.parentElement;
    if (!aside || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onWidth(event.clientX - aside.getBoundingClientRect().left);
  };
  const step = (event: KeyboardEvent) => {
    const to = { ArrowLeft: width - STEP, ArrowRight: width + STEP, Home: SIDEBAR.least, End: SIDEBAR.most }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onWidth(to);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves is a widget; hr is not.
    <div
      role="separator"
      tabIndex={0}
      aria-label="Width of the sidebar"
      aria-orientation="vertical"
      aria-valuemin={SIDEBAR.least}
      aria-valuemax={SIDEBAR.most}
      aria-valuenow={width}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => onWidth(SIDEBAR.usual)}
      onKeyDown={step}
      className="absolute inset-y-0 -right-1 z-10 w-2 cursor-col-resize touch-none after:absolute after:inset-y-0 after:left-1/2 after:w-px hover:after:bg-accent focus-visible:outline-none focus-visible:after:w-0.5 focus-visible:after:bg-accent active:after:bg-accent max-md:hidden"
    />
  );
}
