/** Taller elements are not drawn right by every browser; beyond it the scroll bar stands for more than it measures. */
export const TALLEST_PX = 8_000_000;

/** Where a pane is scrolled to: the browser's own position, and what must be added to it to get the position in the text. */
export interface ScrollPlace {
  top: number;
  shift: number;
}

export interface ScrollExtent {
  /** Length of all there is in pixels, from top to bottom or from left to right. */
  content: number;
  /** Length of what is seen. */
  view: number;
}

/** The length that the scrolled element gets. */
export function drawnLength(extent: ScrollExtent): number {
  return Math.min(extent.content, TALLEST_PX);
}

/** The pixel of the content that is at the top. */
export function contentTop(place: ScrollPlace): number {
  return place.top + place.shift;
}

/**
 * The place after the browser scrolled to `top`. Small steps (wheel, keys, touch) move the content by as much, so that
 * no line is ever skipped; a jump (the scroll bar is dragged) goes to the same share of the content.
 */
export function afterScroll(place: ScrollPlace, top: number, extent: ScrollExtent): ScrollPlace {
  const drawn = drawnLength(extent);
  if (drawn >= extent.content) return { top, shift: 0 };
  const step = top - place.top;
  if (Math.abs(step) <= extent.view * 2) return scrolledTo(contentTop(place) + step, top, extent);
  const share = top / Math.max(1, drawn - extent.view);
  return { top, shift: Math.round(share * (extent.content - extent.view)) - top };
}

/**
 * The place that shows the pixel `wanted` of the content at the top, near `top` if that can be: at the ends of the scroll
 * bar and of the content it moves, so that neither is reached before the other.
 */
export function scrolledTo(wanted: number, top: number, extent: ScrollExtent): ScrollPlace {
  const drawn = drawnLength(extent);
  const last = Math.max(0, extent.content - extent.view);
  const at = Math.min(Math.max(0, wanted), last);
  if (drawn >= extent.content) return { top: at, shift: 0 };
  const lastTop = drawn - extent.view;
  const room = extent.view * 4;
  const nearEnd = top < room || top > lastTop - room;
  const fitting =
    at <= room ? at : at >= last - room ? lastTop - (last - at) : nearEnd ? middle(at, last, lastTop) : top;
  return { top: fitting, shift: at - fitting };
}

function middle(at: number, last: number, lastTop: number): number {
  return Math.round((at / last) * lastTop);
}
