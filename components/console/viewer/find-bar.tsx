'use client';

import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { IconButton } from '@/components/ui/button';
import { SearchInput } from '@/components/ui/input';
import type { FindState } from './protocol';

const WAIT_MS = 120;

interface FindBarProps {
  find: FindState | null;
  onText: (text: string, matchCase: boolean) => void;
  onGo: (by: 1 | -1) => void;
  onClose: () => void;
}

/** Search in the body: Enter for the next match, Shift+Enter for the one before, Escape to close. */
export function FindBar({ find, onText, onGo, onClose }: FindBarProps) {
  const [text, setText] = useState('');
  const [matchCase, setMatchCase] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const tell = useRef(onText);
  tell.current = onText;

  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(() => tell.current(text, matchCase), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text, matchCase]);

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    } else if (event.key === 'Enter' && !event.metaKey && !event.ctrlKey && event.target === input.current) {
      event.preventDefault();
      onGo(event.shiftKey ? -1 : 1);
    }
  };
  return (
    <search className="flex items-center gap-1 border-line border-b bg-panel px-2 py-1" onKeyDownCapture={press}>
      <SearchInput
        inputRef={input}
        label="Find in body"
        value={text}
        onValue={setText}
        className="w-64 min-w-0 flex-shrink"
      />
      <button
        type="button"
        aria-pressed={matchCase}
        aria-label="Match case"
        onClick={() => setMatchCase(!matchCase)}
        className="h-6 shrink-0 rounded px-1.5 text-muted text-xs hover:bg-hover aria-pressed:bg-selected aria-pressed:text-accent-strong"
      >
        Aa
      </button>
      <IconButton
        size="small"
        label="Previous match"
        keys="Shift+Enter"
        icon={<ArrowUp aria-hidden="true" size={14} />}
        onClick={() => onGo(-1)}
      />
      <IconButton
        size="small"
        label="Next match"
        keys="Enter"
        icon={<ArrowDown aria-hidden="true" size={14} />}
        onClick={() => onGo(1)}
      />
      <span aria-live="polite" className="min-w-0 flex-1 truncate px-1 text-muted text-xs tabular-nums">
        {text === '' ? '' : countInWords(find?.text === text && find.matchCase === matchCase ? find : null)}
      </span>
      <IconButton
        size="small"
        label="Close search"
        keys="Escape"
        icon={<X aria-hidden="true" size={14} />}
        onClick={onClose}
      />
    </search>
  );
}

function countInWords(find: FindState | null): string {
  if (!find) return 'Searching…';
  if (find.count === 0) return find.done ? 'No matches' : 'Searching…';
  const count = `${find.count.toLocaleString('en-GB')}${find.capped ? '+' : ''}`;
  return `${(find.at + 1).toLocaleString('en-GB')} of ${count}${find.done ? '' : '…'}`;
}
