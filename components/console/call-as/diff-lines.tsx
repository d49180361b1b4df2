'use client';

import { clsx } from 'clsx';
import { useState } from 'react';
import { VisibleText } from '@/components/console/answer/visible-text';
import { Button } from '@/components/ui/button';
import { type DiffLine, type DiffPart, partsOf } from './line-diff';

/** Lines that are drawn before one asks for more. */
const SHOWN = 500;
/** Characters of one line that are drawn. */
const LONGEST = 2_000;

/** The lines of a body as they are, or what differs with the lines around it. */
export function DiffLines({ lines, whole }: { lines: readonly DiffLine[]; whole?: boolean }) {
  const [most, setMost] = useState(SHOWN);
  const parts: DiffPart[] = whole ? [{ type: 'lines', lines: [...lines] }] : partsOf(lines);
  const shown = firstLines(parts, most);
  return (
    <div className="py-2 font-mono text-xs leading-5">
      {shown.parts.map((part, at) =>
        part.type === 'equal' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one diff are replaced as a whole.
          <p key={at} className="my-1 bg-chip px-3 font-sans text-2xs text-muted">
            {part.lines.length} equal lines
          </p>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          part.lines.map((line, index) => <Line key={`${at} ${index}`} line={line} />)
        ),
      )}
      {shown.left > 0 ? (
        <div className="px-3 pt-2 font-sans">
          <Button size="small" onClick={() => setMost(most + SHOWN)}>
            Show {Math.min(SHOWN, shown.left).toLocaleString('en-GB')} more of {shown.left.toLocaleString('en-GB')}{' '}
            lines
          </Button>
        </div>
      ) : null}
    </div>
  );
}

const LOOKS = {
  same: { tag: 'span', sign: ' ', look: '' },
  gone: { tag: 'del', sign: '−', look: 'bg-bad-soft text-bad' },
  new: { tag: 'ins', sign: '+', look: 'bg-ok-soft text-ok' },
} as const;

function Line({ line: { kind, text } }: { line: DiffLine }) {
  const { tag: Tag, sign, look } = LOOKS[kind];
  const left = text.length - LONGEST;
  return (
    <Tag className={clsx('grid grid-cols-[1rem_1fr] px-3 no-underline', look)}>
      <span aria-hidden="true" className="select-none">
        {sign}
      </span>
      <span className="min-w-0 whitespace-pre-wrap break-all">
        <VisibleText text={left > 0 ? text.slice(0, LONGEST) : text} />
        {left > 0 ? (
          <span className="font-sans text-faint"> and {left.toLocaleString('en-GB')} more characters</span>
        ) : null}
      </span>
    </Tag>
  );
}

function firstLines(parts: readonly DiffPart[], most: number): { parts: DiffPart[]; left: number } {
  const shown: DiffPart[] = [];
  let room = most;
  let left = 0;
  for (const part of parts) {
    const taken = part.type === 'equal' ? part.lines : part.lines.slice(0, Math.max(0, room));
    if (room > 0) shown.push({ ...part, lines: taken });
    left += part.type === 'equal' ? 0 : part.lines.length - (room > 0 ? taken.length : 0);
    if (part.type === 'lines') room -= taken.length;
  }
  return { parts: shown, left };
}
