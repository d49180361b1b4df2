'use client';

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { afterScroll, contentTop, type ScrollExtent, type ScrollPlace, scrolledTo } from './scroll-map';

export const LINE_PX = 20;
/** Width of one character of Geist Mono at 12 pixels. */
export const CHARACTER_PX = 7.2;

const START: ScrollPlace = { top: 0, shift: 0 };

/** The two directions of a pane that scrolls over more than a browser can draw. */
export interface PaneScroll {
  y: ScrollPlace;
  x: ScrollPlace;
  /** What is seen. */
  height: number;
  width: number;
  /** All there is. */
  content: { height: number; width: number };
}

/** Follows the scrolling of `box` over content of the given size, and scrolls it. */
export function useScroll(box: RefObject<HTMLElement | null>, content: { height: number; width: number }) {
  const [size, setSize] = useState({ height: 600, width: 800 });
  const [scroll, setScroll] = useState({ y: START, x: START });
  const latest = useRef(scroll);
  const extents = {
    y: { content: content.height, view: size.height },
    x: { content: content.width, view: size.width },
  };
  const extent = useRef<{ y: ScrollExtent; x: ScrollExtent }>(extents);
  extent.current = extents;

  const settle = useCallback(
    (y: ScrollPlace, x: ScrollPlace) => {
      latest.current = { y, x };
      setScroll(latest.current);
      const element = box.current;
      if (!element) return;
      if (element.scrollTop !== y.top) element.scrollTop = y.top;
      if (element.scrollLeft !== x.top) element.scrollLeft = x.top;
    },
    [box],
  );

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setSize({ height: element.clientHeight, width: element.clientWidth });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const follow = () => {
      const { y, x } = latest.current;
      if (element.scrollTop === y.top && element.scrollLeft === x.top) return;
      settle(afterScroll(y, element.scrollTop, extent.current.y), afterScroll(x, element.scrollLeft, extent.current.x));
    };
    element.addEventListener('scroll', follow, { passive: true });
    return () => element.removeEventListener('scroll', follow);
  }, [box, settle]);

  /** Brings a row, and a column in pixels, into what is seen; where it already is, nothing moves. */
  const reveal = useCallback(
    (row: number, columnPx?: number) => {
      const { y, x } = latest.current;
      settle(
        revealed(y, { from: row * LINE_PX, to: (row + 1) * LINE_PX }, extent.current.y),
        columnPx === undefined ? x : revealed(x, { from: columnPx, to: columnPx + 200 }, extent.current.x),
      );
    },
    [settle],
  );

  return { scroll: { ...scroll, ...size, content } satisfies PaneScroll, reveal };
}

function revealed(place: ScrollPlace, wanted: { from: number; to: number }, extent: ScrollExtent): ScrollPlace {
  const top = contentTop(place);
  if (wanted.from >= top && wanted.to <= top + extent.view) return place;
  const far = wanted.from < top - extent.view || wanted.to > top + extent.view * 2;
  const goal = far
    ? wanted.from - extent.view / 2
    : wanted.from < top
      ? wanted.from
      : Math.min(wanted.from, wanted.to - extent.view);
  const share = extent.content > extent.view ? goal / (extent.content - extent.view) : 0;
  const near = far ? Math.round(share * Math.min(extent.content, 8_000_000)) : place.top;
  return scrolledTo(Math.round(goal), Math.max(0, near), extent);
}
