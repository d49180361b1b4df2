'use client';

import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { TreeLine } from './tree-line';
import type { Row } from './tree-rows';
import { useTreeKeys } from './use-tree-keys';

const LINE = 28;
const EDGE = 6;

interface ApiTreeProps {
  rows: readonly Row[];
  /** What the filter looks for, to mark it. */
  words: readonly string[];
  /** The key of the row that is on screen at the right. */
  currentKey: string | null;
  hrefOf: (row: Row) => string | null;
  noteOf: (row: Row) => string;
  onToggle: (row: Row) => void;
  onChoose: (row: Row) => void;
  treeRef: RefObject<HTMLDivElement | null>;
}

/**
 * The tree of all APIs. Only the lines in view exist, so the focus stays on the tree itself and
 * `aria-activedescendant` says which line it is on; each line says its level and its place among its siblings.
 */
export function ApiTree(props: ApiTreeProps) {
  const { rows, words, currentKey, treeRef, onToggle, onChoose } = props;
  const id = useId();
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const indexOf = useMemo(() => new Map(rows.map((row, index) => [row.key, index])), [rows]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => treeRef.current,
    estimateSize: () => LINE,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    paddingStart: EDGE,
    paddingEnd: EDGE,
  });
  const at = indexOf.get(activeKey ?? '') ?? indexOf.get(currentKey ?? '') ?? 0;
  const move = (index: number) => {
    setActiveKey(rows[index]?.key ?? null);
    virtualizer.scrollToIndex(index, { align: 'auto' });
  };
  const onKeyDown = useTreeKeys({ rows, at, move, toggle: onToggle, choose: onChoose });
  const act = (run: (row: Row) => void) => (row: Row) => {
    setActiveKey(row.key);
    run(row);
  };

  useSteadyScroll(rows, words, treeRef);
  useReveal(currentKey, indexOf, virtualizer, () => setActiveKey(currentKey));

  const items = virtualizer.getVirtualItems();
  const drawn = items.some((item) => item.index === at);
  return (
    <div
      ref={treeRef}
      role="tree"
      aria-label="APIs of this account"
      tabIndex={0}
      aria-activedescendant={drawn ? `${id}${at}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={() => rows.length > 0 && virtualizer.scrollToIndex(at, { align: 'auto' })}
      className="group min-h-0 flex-1 overflow-y-auto overflow-x-hidden outline-none"
    >
      <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          return row ? (
            <TreeLine
              key={item.key}
              row={row}
              id={`${id}${item.index}`}
              current={row.key === currentKey}
              active={item.index === at}
              words={words}
              style={{ transform: `translateY(${item.start}px)` }}
              href={props.hrefOf(row)}
              note={props.noteOf(row)}
              onToggle={act(onToggle)}
              onChoose={act(onChoose)}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

/** While the tree fills from behind, the lines in view stay where they are. A new filter starts at the top. */
function useSteadyScroll(rows: readonly Row[], words: readonly string[], tree: RefObject<HTMLDivElement | null>): void {
  const before = useRef({ rows, words });
  useLayoutEffect(() => {
    const element = tree.current;
    const last = before.current;
    before.current = { rows, words };
    if (!element || last.rows === rows || element.scrollTop === 0) return;
    if (last.words !== words) {
      element.scrollTop = 0;
      return;
    }
    const top = Math.max(0, Math.floor((element.scrollTop - EDGE) / LINE));
    const key = last.rows[top]?.key;
    const now = key === undefined || rows[top]?.key === key ? top : rows.findIndex((row) => row.key === key);
    if (now >= 0 && now !== top) element.scrollTop += (now - top) * LINE;
  }, [rows, words, tree]);
}

/** Brings the line of a newly opened page into view: at once, or as soon as it is known. */
function useReveal(
  key: string | null,
  indexOf: ReadonlyMap<string, number>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  reached: () => void,
): void {
  const revealed = useRef<string | null>(null);
  const index = key === null ? undefined : indexOf.get(key);
  useEffect(() => {
    if (index === undefined || revealed.current === key) return;
    revealed.current = key;
    virtualizer.scrollToIndex(index, { align: 'auto' });
    reached();
  });
}
