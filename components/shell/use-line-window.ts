'use client';

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { clamped, lineAt, linesIn, offsetToSee, type View } from './line-window';

export interface LineWindow {
  /** The lines to draw: from the first, up to but without the second. */
  from: number;
  to: number;
  /** What is seen, as it was last heard of: asking the element would lay out the page. */
  view: Readonly<RefObject<View>>;
  scrollTo: (offset: number) => void;
  /** Brings a line into view; where it is seen already, nothing moves. */
  reveal: (index: number, align: 'nearest' | 'middle') => void;
}

/** Follows the scrolling of `box` over `count` lines of one height, and scrolls it. Draws anew only when other lines are seen. */
export function useLineWindow(box: RefObject<HTMLElement | null>, count: number): LineWindow {
  const view = useRef<View>({ offset: 0, height: 900 });
  const lines = useRef(count);
  lines.current = count;
  const [first, setFirst] = useState(0);
  const [height, setHeight] = useState(view.current.height);

  const show = useCallback((offset: number) => {
    view.current = { ...view.current, offset };
    setFirst(lineAt(offset));
  }, []);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      view.current = { ...view.current, height: element.clientHeight };
      setHeight(element.clientHeight);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const follow = () => show(element.scrollTop);
    element.addEventListener('scroll', follow, { passive: true });
    return () => element.removeEventListener('scroll', follow);
  }, [box, show]);

  const scrollTo = useCallback(
    (wanted: number) => {
      const offset = clamped(wanted, view.current, lines.current);
      if (offset === view.current.offset) return;
      if (box.current) box.current.scrollTop = offset;
      show(offset);
    },
    [box, show],
  );
  const reveal = useCallback(
    (index: number, align: 'nearest' | 'middle') => scrollTo(offsetToSee(index, view.current, align)),
    [scrollTo],
  );
  const [from, to] = linesIn(first, height, count);
  return { from, to, view, scrollTo, reveal };
}
