'use client';

import { Button } from '@/components/ui/button';
import { BACK, type LogRange, rangeInWords } from './log-range';
import type { TailState } from './tail-state';

interface NoLinesProps {
  states: readonly TailState[];
  /** There are lines, and the filter shows none of them. */
  filtered: boolean;
  range: LogRange;
  searching: boolean;
  onRange: (range: LogRange) => void;
}

/** Why no line is shown, and how further ones are found. */
export function NoLines({ states, filtered, range, searching, onRange }: NoLinesProps) {
  const isRead = states.length > 0 && states.every(({ phase }) => phase === 'following' || phase === 'ended');
  if (filtered || searching || !isRead) {
    return <p className="text-center text-muted">{filtered && !searching ? 'No line matches the filter.' : ''}</p>;
  }
  const further = BACK.filter(({ value }) => range.type === 'back' && Number(value) > range.ms);
  return (
    <div className="flex flex-col items-center gap-3 text-center text-muted">
      <p className="max-w-[60ch] text-balance">
        {range.type === 'back'
          ? `Nothing was logged in the ${rangeInWords(range)}. What comes is shown; a line takes some seconds to arrive.`
          : `Nothing was logged from ${rangeInWords(range)}.`}
      </p>
      {further.length > 0 ? (
        <p className="flex flex-wrap justify-center gap-2">
          {further.map(({ value, label }) => (
            <Button key={value} size="small" onClick={() => onRange({ type: 'back', ms: Number(value) })}>
              {label}
            </Button>
          ))}
        </p>
      ) : null}
    </div>
  );
}
