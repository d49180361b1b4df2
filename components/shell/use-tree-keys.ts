'use client';

import { type KeyboardEvent, useRef } from 'react';
import type { Row } from './tree-rows';

interface TreeKeys {
  rows: readonly Row[];
  /** The index of the row that the keys act on; -1 for none yet. */
  at: number;
  move: (index: number) => void;
  toggle: (row: Row) => void;
  choose: (row: Row) => void;
}

const TYPEAHEAD_MS = 600;
const PAGE = 15;

/** The keys of a tree, after the pattern of the ARIA Authoring Practices. */
export function useTreeKeys(tree: TreeKeys): (event: KeyboardEvent) => void {
  const typed = useRef({ text: '', at: 0 });
  return (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || tree.rows.length === 0) return;
    const handled = moveBy(event.key, tree) || openOrClose(event.key, tree) || typeAhead(event, tree, typed.current);
    if (handled) event.preventDefault();
  };
}

function moveBy(key: string, { rows, at, move }: TreeKeys): boolean {
  const last = rows.length - 1;
  const to: Record<string, number> = {
    ArrowDown: Math.min(last, at + 1),
    ArrowUp: Math.max(0, at - 1),
    PageDown: Math.min(last, at + PAGE),
    PageUp: Math.max(0, at - PAGE),
    Home: 0,
    End: last,
  };
  const index = to[key];
  if (index === undefined) return false;
  move(index);
  return true;
}

function openOrClose(key: string, tree: TreeKeys): boolean {
  const row = tree.rows[tree.at];
  if (!row) return false;
  if (key === 'Enter' || key === ' ') tree.choose(row);
  else if (key === 'ArrowRight') goIn(row, tree);
  else if (key === 'ArrowLeft') goOut(row, tree);
  else return false;
  return true;
}

function goIn(row: Row, { at, move, toggle }: TreeKeys): void {
  if (!('open' in row)) return;
  if (row.open) move(at + 1);
  else toggle(row);
}

function goOut(row: Row, { rows, at, move, toggle }: TreeKeys): void {
  if ('open' in row && row.open) {
    toggle(row);
    return;
  }
  for (let above = at - 1; above >= 0; above -= 1) {
    if ((rows[above]?.level ?? 0) < row.level) {
      move(above);
      return;
    }
  }
}

function typeAhead(event: KeyboardEvent, { rows, at, move }: TreeKeys, typed: { text: string; at: number }): boolean {
  if (event.key.length !== 1) return false;
  const fresh = event.timeStamp - typed.at > TYPEAHEAD_MS;
  typed.text = (fresh ? '' : typed.text) + event.key.toLowerCase();
  typed.at = event.timeStamp;
  const from = fresh ? at + 1 : Math.max(0, at);
  for (let step = 0; step < rows.length; step += 1) {
    const index = (from + step) % rows.length;
    if (nameOf(rows[index]).startsWith(typed.text)) {
      move(index);
      break;
    }
  }
  return true;
}

/** What typing is compared with. A route goes by its path, without the slash that all begin with. */
function nameOf(row: Row | undefined): string {
  if (row?.type === 'group') return row.group.label.toLowerCase();
  if (row?.type === 'api') return row.node.api.name.toLowerCase();
  return row?.type === 'route' ? row.target.path.toLowerCase().replace(/^\//, '') : '';
}
