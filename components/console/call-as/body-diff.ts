import { formatJson } from '@/components/console/viewer/format-json';
import { checkJson } from '@/components/console/viewer/json-check';
import type { Comparable } from './comparable';
import { type DiffLine, type LineDiff, lineDiff, linesOf } from './line-diff';

/** How a body differs from the first one. */
export type BodyDiff =
  | { type: 'equal' }
  /** `cut`: only the beginning of one of them was compared. */
  | { type: 'lines'; diff: LineDiff; cut: boolean }
  | { type: 'other'; sentence: string };

/** How the body of another answer differs from the first one's. JSON is laid out, so that spaces make no difference. */
export function bodyDiff(first: Comparable, other: Comparable): BodyDiff {
  if (first.type === 'none' || other.type === 'none') {
    return { type: 'other', sentence: 'There is nothing to compare: one of the bodies is not at hand.' };
  }
  if (first.type === 'text' && other.type === 'text') {
    const [a, b] = [laidOut(first), laidOut(other)];
    const cut = first.cut || other.cut;
    return a === b && !cut ? { type: 'equal' } : { type: 'lines', diff: lineDiff(a, b), cut };
  }
  if (first.type === 'binary' && other.type === 'binary') {
    if (first.digest === other.digest) return { type: 'equal' };
    return { type: 'other', sentence: 'The bodies are no text, and their bytes differ.' };
  }
  return { type: 'other', sentence: 'One of the bodies is no text, so they cannot be laid side by side.' };
}

/** A body by itself, in the same lines as its differences are told in. */
export function bodyLines(body: Comparable): DiffLine[] {
  return body.type === 'text' ? linesOf(laidOut(body)).map((text) => ({ kind: 'same', text })) : [];
}

/** Whatever its label says: an answer that differs often comes from somebody else, who labels it otherwise. */
function laidOut({ text, cut }: Extract<Comparable, { type: 'text' }>): string {
  if (cut || !/^\s*[[{]/.test(text) || checkJson(text) !== null) return text;
  return formatJson(text);
}
