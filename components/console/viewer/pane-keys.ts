import type { ShownLine } from './protocol';

/** What a key does in a pane of lines. */
export type PaneMove = { type: 'row'; row: number } | { type: 'fold'; line: number; folded: boolean };

interface PaneAt {
  /** The active row, -1 for none. */
  active: number;
  rows: number;
  /** Rows that a page key moves. */
  page: number;
  /** The line in the active row, where it is at hand. */
  line: ShownLine | undefined;
}

/** The move that a key means; null where the key is none of the pane's. */
export function paneMove(key: string, at: PaneAt): PaneMove | null {
  return foldOf(key, at.line) ?? rowOf(key, at);
}

function foldOf(key: string, line: ShownLine | undefined): PaneMove | null {
  if (!line?.opens) return null;
  const folded = line.folded > 0;
  if (key === 'ArrowLeft' && !folded) return { type: 'fold', line: line.line, folded: true };
  return key === 'ArrowRight' && folded ? { type: 'fold', line: line.line, folded: false } : null;
}

function rowOf(key: string, { active, rows, page }: PaneAt): PaneMove | null {
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  const step = steps[key];
  if (step === undefined || rows === 0) return null;
  return { type: 'row', row: Math.min(rows - 1, Math.max(0, active + step)) };
}
