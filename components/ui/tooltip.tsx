'use client';

import { useEffect, useRef, useState } from 'react';
import { Kbd } from './kbd';

/**
 * The attributes that give any element a tooltip. One layer shows them all, so that a thousand rows with tooltips cost
 * a thousand attributes and no component. The hint repeats or adds to the element's name; it never replaces it.
 */
export function tip(text: string, keys?: string): { 'data-tip': string; 'data-tip-keys'?: string } {
  return keys ? { 'data-tip': text, 'data-tip-keys': keys } : { 'data-tip': text };
}

interface Shown {
  text: string;
  keys: string | undefined;
  anchor: DOMRect;
}

const TOOLTIP = 'tooltip';
const DELAY_MS = 450;
const EDGE = 6;

/** Shows the tooltips of everything below it: on hover after a moment, with Tab at once, gone with Escape. */
export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => listen(setShown), []);

  useEffect(() => {
    if (shown && box.current) place(box.current, shown.anchor);
  }, [shown]);

  if (!shown) return null;
  return (
    <div
      ref={box}
      id={TOOLTIP}
      aria-hidden="true"
      className="pointer-events-none fixed top-0 left-0 z-50 flex max-w-80 items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-ink text-xs shadow-float"
    >
      <span className="whitespace-pre-line break-words">{shown.text}</span>
      {shown.keys ? <Kbd keys={shown.keys} /> : null}
    </div>
  );
}

function listen(show: (shown: Shown | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: Element | null = null;
  let tabbed = false;
  const hide = () => {
    clearTimeout(timer);
    if (current?.getAttribute('aria-describedby') === TOOLTIP) current.removeAttribute('aria-describedby');
    current = null;
    show(null);
  };
  const reveal = (element: HTMLElement) => {
    const text = element.dataset.tip;
    if (text && element.isConnected) {
      // Where it only repeats the name there is nothing to describe.
      if (text !== element.ariaLabel && !element.hasAttribute('aria-describedby')) {
        element.setAttribute('aria-describedby', TOOLTIP);
      }
      show({ text, keys: element.dataset.tipKeys, anchor: element.getBoundingClientRect() });
    }
  };
  const over = (event: Event) => {
    const element = tipped(event.target);
    if (element === current) return;
    hide();
    current = element;
    if (element) timer = setTimeout(() => reveal(element), DELAY_MS);
  };
  const focus = (event: Event) => {
    const element = tipped(event.target);
    if (!element || !tabbed) return;
    hide();
    current = element;
    reveal(element);
  };
  // Focus that a script moves, into a dialog for one, asks for no explanation.
  const key = (event: KeyboardEvent) => {
    tabbed = event.key === 'Tab';
    if (event.key === 'Escape') hide();
  };
  const off = new AbortController();
  const options = { signal: off.signal, passive: true, capture: true };
  document.addEventListener('pointerover', over, options);
  document.addEventListener('focusin', focus, options);
  document.addEventListener('focusout', hide, options);
  document.addEventListener('pointerdown', hide, options);
  document.addEventListener('scroll', hide, options);
  document.addEventListener('keydown', key, options);
  return () => {
    clearTimeout(timer);
    off.abort();
  };
}

function tipped(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
}

/** Below the anchor, or above it where there is no room; always inside the window. */
function place(box: HTMLElement, anchor: DOMRect): void {
  const { width, height } = box.getBoundingClientRect();
  const below = anchor.bottom + EDGE;
  const top = below + height > innerHeight - EDGE ? anchor.top - height - EDGE : below;
  const left = Math.min(Math.max(EDGE, anchor.left + anchor.width / 2 - width / 2), innerWidth - width - EDGE);
  box.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(EDGE, top))}px)`;
}
