/** Which lines of a long list exist, where all are equally high. Pure: pixels and indices in, pixels and indices out. */

export const LINE_PX = 28;
/** What stays free above the first and below the last line. */
export const EDGE_PX = 6;
/** Lines that are drawn out of view at either end, so that scrolling finds them there. */
const SPARE = 8;

/** What is seen of the list. */
export interface View {
  offset: number;
  height: number;
}

export function topOf(index: number): number {
  return EDGE_PX + index * LINE_PX;
}

export function heightOf(count: number): number {
  return count * LINE_PX + 2 * EDGE_PX;
}

/** The line at this offset. */
export function lineAt(offset: number): number {
  return Math.max(0, Math.floor((offset - EDGE_PX) / LINE_PX));
}

/** The lines to draw: from the first, up to but without the second. */
export function linesIn(first: number, height: number, count: number): [from: number, to: number] {
  const seen = Math.ceil(height / LINE_PX) + 1;
  const from = Math.max(0, Math.min(first, count - seen) - SPARE);
  return [from, Math.min(count, Math.max(0, Math.min(first, count - seen)) + seen + SPARE)];
}

/** The nearest offset that exists. */
export function clamped(offset: number, { height }: View, count: number): number {
  return Math.max(0, Math.min(offset, heightOf(count) - height));
}

/** Where to scroll so that a whole line is seen: nowhere where it is; else just far enough, or to the middle. */
export function offsetToSee(index: number, { offset, height }: View, align: 'nearest' | 'middle'): number {
  const top = topOf(index) - EDGE_PX;
  const bottom = topOf(index + 1) + EDGE_PX;
  if (top >= offset && bottom <= offset + height) return offset;
  if (align === 'middle') return topOf(index) - (height - LINE_PX) / 2;
  return top < offset ? top : bottom - height;
}
