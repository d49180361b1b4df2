'use client';

import { clsx } from 'clsx';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo } from 'react';
import type { Part, ShownLine } from './protocol';

const PAINTS = [
  'text-ink',
  'text-code-key',
  'text-code-string',
  'text-code-number',
  'text-code-number',
  'text-code-atom',
  'text-faint',
];

const HIDDEN_NAME = /^U\+[0-9A-F]{4,6}$/;

interface CodeRowProps {
  id: string;
  line: ShownLine;
  /** Characters of the widest line number; 0 for no numbers. */
  digits: number;
  tree: boolean;
  active: boolean;
  /** Where the first character of `parts` stands, in pixels. */
  offset: number;
  onFold: (line: number, folded: boolean) => void;
}

/** One line of a body. Text only ever goes in as text. */
export const CodeRow = memo(function CodeRow(props: CodeRowProps) {
  const { id, line, digits, tree, active, offset, onFold } = props;
  return (
    <div
      id={id}
      {...(tree ? treeProps(line) : {})}
      className={clsx('flex h-5 w-max min-w-full whitespace-pre', active && 'bg-hover')}
    >
      {digits > 0 ? (
        <span
          aria-hidden="true"
          className={clsx(
            'sticky left-0 z-10 flex shrink-0 select-none justify-end pl-3 text-faint',
            active ? 'bg-hover' : 'bg-ground',
          )}
        >
          <span style={{ width: `${digits}ch` }} className="text-right">
            {line.line + 1}
          </span>
          <span className="grid w-5 place-items-center">
            {line.opens ? <FoldMark line={line} onFold={onFold} /> : null}
          </span>
        </span>
      ) : (
        <span aria-hidden="true" className="w-4 shrink-0" />
      )}
      <span style={{ marginLeft: offset }} className="pr-8 [tab-size:4]">
        {line.parts.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line are replaced as a whole.
          <Run key={at} part={part} />
        ))}
        {line.folded > 0 ? <Folded line={line} onFold={onFold} /> : null}
      </span>
    </div>
  );
});

function treeProps(line: ShownLine) {
  return {
    role: 'treeitem',
    'aria-level': line.level + 1,
    'aria-expanded': line.opens ? line.folded === 0 : undefined,
  };
}

function Run({ part }: { part: Part }) {
  const mark = part.paint === 6 && HIDDEN_NAME.test(part.text);
  return (
    <span
      className={clsx(
        PAINTS[part.paint],
        mark && 'mx-px rounded border border-line-strong px-0.5 text-2xs',
        part.hit && 'rounded-xs bg-warn-soft outline outline-warn',
      )}
    >
      {part.text}
    </span>
  );
}

function FoldMark({ line, onFold }: { line: ShownLine; onFold: CodeRowProps['onFold'] }) {
  const Icon = line.folded > 0 ? ChevronRight : ChevronDown;
  return (
    <button
      type="button"
      tabIndex={-1}
      onClick={() => onFold(line.line, line.folded === 0)}
      className="grid size-4 place-items-center rounded hover:bg-hover hover:text-ink"
    >
      <Icon aria-hidden="true" size={12} />
    </button>
  );
}

function Folded({ line, onFold }: { line: ShownLine; onFold: CodeRowProps['onFold'] }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      onClick={() => onFold(line.line, false)}
      className="mx-1 rounded bg-chip px-1 text-2xs text-muted hover:text-ink"
    >
      {`… ${line.folded.toLocaleString('en-GB')} lines`}
    </button>
  );
}
