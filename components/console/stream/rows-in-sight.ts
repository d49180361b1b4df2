'use client';

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** All rows have this height, so that where one stands is known without drawing those before it. */
export const ROW_PX = 26;

export interface RowsInSight {
  /** How far it is scrolled, and how much room the rows have, in px. */
  top: number;
  height: number;
}

/**
 * What part of the rows is in sight. Scrolling away from the end stops following, scrolling to it starts again. `headPx`
 * is what stands above the rows and does not scroll.
 */
export function useRowsInSight(
  box: RefObject<HTMLElement | null>,
  { following, onFollowing }: { following: boolean; onFollowing: (following: boolean) => void },
  headPx = 0,
): RowsInSight {
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  const was = useRef({ top: 0, following });
  was.current.following = following;
  const look = useCallback(() => {
    const element = box.current;
    // What is hidden just now has no place.
    if (!element || element.clientHeight === 0) return;
    const { scrollTop: top, clientHeight, scrollHeight } = element;
    const height = clientHeight - headPx;
    const atEnd = scrollHeight - top - clientHeight < ROW_PX / 2;
    const up = top < was.current.top;
    was.current.top = top;
    if (!was.current.following || !atEnd) {
      setSeen((before) => (before.top === top && before.height === height ? before : { top, height }));
    } else setSeen((before) => (before.height === height ? before : { ...before, height }));
    if (was.current.following && up && !atEnd) onFollowing(false);
    else if (!was.current.following && atEnd && !up) onFollowing(true);
  }, [box, onFollowing, headPx]);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box, look]);
  useLayoutEffect(() => {
    if (!following) look();
  }, [following, look]);
  return seen;
}

/** Stays at the newest row while it follows. */
export function useFollowing(box: RefObject<HTMLElement | null>, count: number, following: boolean): void {
  useLayoutEffect(() => {
    if (following && box.current) box.current.scrollTop = count * ROW_PX;
  }, [box, count, following]);
}

/**
 * In which element each row is drawn. Rows that come take the elements of those that go, which costs the browser much
 * less than new ones; where all go at once, each takes that of the row that stood in its place, so that no element is
 * moved among the others.
 */
export class RowSlots {
  #first = 0;
  #last = 0;
  #shift = 0;

  /** The keys of the rows from one to another that are drawn now. */
  keys(first: number, last: number): (index: number) => number {
    if (first >= this.#last || last <= this.#first) this.#shift += first - this.#first;
    this.#first = first;
    this.#last = last;
    const slots = 2 ** Math.max(6, Math.ceil(Math.log2(last - first + 1)));
    return (index) => (((index - this.#shift) % slots) + slots) % slots;
  }
}

export function useSlots(first: number, last: number): (index: number) => number {
  const [slots] = useState(() => new RowSlots());
  return slots.keys(first, last);
}

/** Scrolls as little as it takes to have a row in sight. */
export function reveal(box: HTMLElement | null, index: number, headPx = 0): void {
  if (!box) return;
  const top = index * ROW_PX;
  const height = box.clientHeight - headPx;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + ROW_PX > box.scrollTop + height) box.scrollTop = top + ROW_PX - height;
}

/** Where a key leads among rows; null where it leads nowhere. `count` stands for following on from the last. */
export function movedBy(key: string, index: number, { count, height }: { count: number; height: number }) {
  const page = Math.max(1, Math.floor(height / ROW_PX) - 1);
  const from = index === -1 ? count - 1 : index;
  const moves: Record<string, number> = {
    ArrowDown: index === -1 ? from : from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count,
  };
  return moves[key] ?? null;
}
