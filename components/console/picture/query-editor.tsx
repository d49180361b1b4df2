'use client';

import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { isChord } from '@/components/ui/use-shortcut';
import type { InsightsEvent } from '@/lib/logs/contract';

type Rejection = Extract<InsightsEvent, { type: 'rejected' }>;

const MOST_CHARACTERS = 10_000;

interface QueryEditorProps {
  /** "Query over time". */
  label: string;
  text: string;
  edited: boolean;
  /** What CloudWatch does not understand of this very text. */
  rejection: Rejection | null;
  onText: (text: string) => void;
  onRestore: () => void;
  onRun: () => void;
}

/** The text of a query, and what is wrong with it: in words, and selected where CloudWatch says the place. */
export function QueryEditor({ label, text, edited, rejection, onText, onRestore, onRun }: QueryEditorProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const shown = useRef<Rejection | null>(null);
  useEffect(() => {
    if (!rejection || shown.current === rejection) return;
    shown.current = rejection;
    field.current?.focus();
    if (rejection.at)
      field.current?.setSelectionRange(rejection.at.from, Math.max(rejection.at.to, rejection.at.from + 1));
  }, [rejection]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isChord(event, 'Mod+Enter')) return;
    event.preventDefault();
    // The page's own Send has the same keys.
    event.stopPropagation();
    onRun();
  };
  const tooLong = text.length > MOST_CHARACTERS;
  const problem = rejection ? `CloudWatch does not understand the query: ${rejection.message}` : null;
  return (
    <div className="px-4 pb-3">
      <textarea
        ref={field}
        aria-label={label}
        aria-invalid={problem !== null || tooLong}
        aria-describedby={id}
        value={text}
        rows={Math.min(14, Math.max(3, text.split('\n').length))}
        wrap="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
        className="block w-full min-w-0 resize-y rounded-md border border-line-strong bg-ground px-2.5 py-1.5 font-mono text-ink text-xs leading-5 outline-offset-0"
      />
      <div id={id}>
        {problem ? (
          <p role="alert" className="mt-1.5 text-bad text-xs">
            {problem}
          </p>
        ) : null}
        {problem && rejection?.at ? <Pointed text={text} at={rejection.at.from} /> : null}
        {tooLong ? (
          <p className="mt-1.5 text-bad text-xs">
            A query has 10,000 characters at most; this one has {text.length.toLocaleString('en-GB')}.
          </p>
        ) : null}
      </div>
      <div className="mt-2 flex items-center gap-2">
        <Button
          size="small"
          disabled={tooLong || text.trim() === ''}
          onClick={onRun}
          keys="Mod+Enter"
          hint="Run this query"
        >
          Run this query
        </Button>
        {edited ? (
          <Button size="small" variant="ghost" onClick={onRestore}>
            Back to the generated one
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** The line that is wrong, with a mark beneath the place. */
function Pointed({ text, at }: { text: string; at: number }) {
  const before = text.slice(0, at).split('\n');
  const column = before.at(-1)?.length ?? 0;
  const line = text.split('\n')[before.length - 1] ?? '';
  // A long line is shown from a little before the place.
  const start = Math.max(0, column - 40);
  return (
    <pre className="mt-1 overflow-x-auto rounded bg-ground px-2.5 py-1 text-muted">
      {line.slice(start, start + 120)}
      {'\n'}
      <span aria-hidden="true" className="text-bad">
        {' '.repeat(column - start)}^
      </span>
      <span className="sr-only">
        line {before.length}, position {column}
      </span>
    </pre>
  );
}
