import { diffArrays } from 'diff';

/** One line of two texts laid over each other. */
export interface DiffLine {
  /** `same` in both, `gone` only in the first, `new` only in the other. */
  kind: 'same' | 'gone' | 'new';
  text: string;
}

export interface LineDiff {
  lines: DiffLine[];
  gone: number;
  new: number;
  /** The texts differ so much that only their common beginning and end were found. */
  coarse: boolean;
}

/** Lines that may come and go before the search for the shortest way between two texts is given up: its cost grows with the square. */
const MOST_EDITS = 2_000;

/** How the other text differs from the first, line by line. */
export function lineDiff(first: string, other: string): LineDiff {
  if (first === other) return counted(linesOf(first).map(same), false);
  const [a, b] = [linesOf(first), linesOf(other)];
  const changes = diffArrays(a, b, { maxEditLength: MOST_EDITS });
  if (!changes) return counted(coarseLines(a, b), true);
  return counted(
    changes.flatMap(({ value, added, removed }) => {
      const kind = added ? 'new' : removed ? 'gone' : 'same';
      return value.map((text): DiffLine => ({ kind, text }));
    }),
    false,
  );
}

/** A text has as many lines as an editor shows, save that nothing has none. */
export function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/\r\n|\r|\n/);
}

function same(text: string): DiffLine {
  return { kind: 'same', text };
}

function counted(lines: DiffLine[], coarse: boolean): LineDiff {
  const count = (kind: DiffLine['kind']) => lines.filter((line) => line.kind === kind).length;
  return { lines, gone: count('gone'), new: count('new'), coarse };
}

function coarseLines(a: string[], b: string[]): DiffLine[] {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  return [
    ...a.slice(0, head).map(same),
    ...a.slice(head, a.length - tail).map((text): DiffLine => ({ kind: 'gone', text })),
    ...b.slice(head, b.length - tail).map((text): DiffLine => ({ kind: 'new', text })),
    ...a.slice(a.length - tail).map(same),
  ];
}

/** A part of a diff as it is drawn: lines, or a number of equal ones that are left out. */
export type DiffPart = { type: 'lines'; lines: DiffLine[] } | { type: 'equal'; lines: DiffLine[] };

/** Equal lines on either side of a change that are shown with it. */
const CONTEXT = 3;

/** The diff with long runs of equal lines taken out, to be drawn as one line each. */
export function partsOf(lines: readonly DiffLine[], context = CONTEXT): DiffPart[] {
  const near = new Array<boolean>(lines.length).fill(false);
  lines.forEach((line, at) => {
    if (line.kind !== 'same') near.fill(true, Math.max(0, at - context), at + context + 1);
  });
  const parts: DiffPart[] = [];
  lines.forEach((line, at) => {
    const type = near[at] ? 'lines' : 'equal';
    const last = parts.at(-1);
    if (last?.type === type) last.lines.push(line);
    else parts.push({ type, lines: [line] });
  });
  // To leave out one line takes as much room as to show it.
  return parts.map((part) => (part.lines.length === 1 ? { type: 'lines', lines: part.lines } : part));
}
