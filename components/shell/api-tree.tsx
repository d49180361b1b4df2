'use client';

import { memo, type RefObject, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { heightOf, LINE_PX, lineAt, topOf } from './line-window';
import type { Place } from './place';
import type { ApiTraffic } from './route-traffic';
import { hrefOf, noteOf } from './tree-address';
import { TreeLine } from './tree-line';
import type { Row } from './tree-rows';
import { type LineWindow, useLineWindow } from './use-line-window';
import type { Demand } from './use-routes-on-demand';
import { useTreeKeys } from './use-tree-keys';

interface ApiTreeProps {
  rows: readonly Row[];
  /** What the filter looks for, to mark it. */
  words: readonly string[];
  /** The key of the row that is on screen at the right. */
  currentKey: string | null;
  place: Place;
  demand: Demand;
  /** By the key of the API, where it was asked for. */
  trafficOf: (api: string) => ApiTraffic | undefined;
  /** What is called stays the same from drawing to drawing, else each key in the search would draw the tree. */
  onToggle: (row: Row) => void;
  onChoose: (row: Row) => void;
  treeRef: RefObject<HTMLDivElement | null>;
}

/**
 * The tree of all APIs. Only the lines in view exist, so the focus stays on the tree itself and
 * `aria-activedescendant` says which line it is on; each line says its level and its place among its siblings.
 */
export const ApiTree = memo(function ApiTree(props: ApiTreeProps) {
  const { rows, words, currentKey, place, demand, trafficOf, treeRef, onToggle, onChoose } = props;
  const id = useId();
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const indexOf = useMemo(() => new Map(rows.map((row, index) => [row.key, index])), [rows]);
  const lines = useLineWindow(treeRef, rows.length);
  const at = indexOf.get(activeKey ?? '') ?? indexOf.get(currentKey ?? '') ?? 0;
  const move = (index: number) => {
    setActiveKey(rows[index]?.key ?? null);
    lines.reveal(index, 'nearest');
  };
  const onKeyDown = useTreeKeys({ rows, at, move, toggle: onToggle, choose: onChoose });
  const act = (run: (row: Row) => void) => (row: Row) => {
    setActiveKey(row.key);
    run(row);
  };

  useSteadyScroll(rows, words, lines);
  useReveal(currentKey, indexOf, lines, () => setActiveKey(currentKey));

  const drawn = at >= lines.from && at < lines.to;
  return (
    <div
      ref={treeRef}
      role="tree"
      aria-label="APIs of this account"
      tabIndex={0}
      aria-activedescendant={drawn ? `${id}${at}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={() => rows.length > 0 && lines.reveal(at, 'nearest')}
      className="group min-h-0 flex-1 overflow-y-auto overflow-x-hidden outline-none [contain:strict]"
    >
      <div className="relative" style={{ height: heightOf(rows.length) }}>
        {rows.slice(lines.from, lines.to).map((row, nth) => {
          const index = lines.from + nth;
          return (
            <TreeLine
              key={row.key}
              row={row}
              id={`${id}${index}`}
              current={row.key === currentKey}
              active={index === at}
              words={words}
              style={{ transform: `translateY(${topOf(index)}px)` }}
              href={hrefOf(row, place)}
              note={row.type === 'note' ? noteOf(row.node, demand) : ''}
              traffic={row.type === 'route' ? trafficOf(row.node.key) : undefined}
              onToggle={act(onToggle)}
              onChoose={act(onChoose)}
            />
          );
        })}
      </div>
    </div>
  );
});

/** While the tree fills from behind, the lines in view stay where they are. A new filter starts at the top. */
function useSteadyScroll(rows: readonly Row[], words: readonly string[], { view, scrollTo }: LineWindow): void {
  const before = useRef({ rows, words });
  useLayoutEffect(() => {
    const last = before.current;
    before.current = { rows, words };
    const { offset } = view.current;
    if (last.rows === rows || offset === 0) return;
    if (last.words !== words) {
      scrollTo(0);
      return;
    }
    const top = lineAt(offset);
    const key = last.rows[top]?.key;
    const now = key === undefined || rows[top]?.key === key ? top : rows.findIndex((row) => row.key === key);
    if (now >= 0 && now !== top) scrollTo(offset + (now - top) * LINE_PX);
  }, [rows, words, view, scrollTo]);
}

/** Brings the line of a newly opened page into view: at once, or as soon as it is known. */
function useReveal(
  key: string | null,
  indexOf: ReadonlyMap<string, number>,
  lines: LineWindow,
  reached: () => void,
): void {
  const revealed = useRef<string | null>(null);
  const index = key === null ? undefined : indexOf.get(key);
  useEffect(() => {
    if (index === undefined || revealed.current === key) return;
    revealed.current = key;
    // A line that is in view stays where it is; another one comes to the middle, with its neighbours around it.
    lines.reveal(index, 'middle');
    reached();
  });
}
