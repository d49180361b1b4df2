'use client';

import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { closeInWords } from '@/components/console/stream/close-words';
import type { HeldLine } from './held-line';
import { useLineState } from './held-lines';
import type { LineState } from './line-state';

const PHASES: Record<LineState['phase'], { words: string; dot: string }> = {
  opening: { words: 'Opening', dot: 'bg-warn' },
  open: { words: 'Open', dot: 'bg-ok' },
  waiting: { words: 'Opens again soon', dot: 'bg-warn' },
  closed: { words: 'Closed', dot: 'bg-faint' },
  ended: { words: 'Ended', dot: 'bg-faint' },
};

/** As whom a line was opened, and where it stands. */
export function LineBar({ line, children }: { line: HeldLine; children?: ReactNode }) {
  const state = useLineState(line);
  const { words, dot } = PHASES[state.phase];
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-3 py-1 text-xs">
      <span className="flex items-center gap-1.5">
        <span aria-hidden="true" className={clsx('size-2 rounded-full', dot)} />
        <span role="status">{words}</span>
      </span>
      <span className="truncate text-muted">{line.label.as}</span>
      <span className="min-w-0 truncate text-muted">{standingOf(state)}</span>
      {children ? <span className="ml-auto flex items-center gap-1">{children}</span> : null}
    </div>
  );
}

/** What else is to be said of a line, in one sentence; nothing where all is well. */
export function standingOf(state: LineState): string | null {
  if (state.link === 'gone') return 'The console was started anew, so this line ended. What came is kept.';
  if (state.link === 'down') return 'The console does not answer; what comes meanwhile is shown when it does.';
  if (state.failure) return state.failure.message;
  if (state.phase === 'open') return state.protocol ? `speaking ${state.protocol}` : null;
  if (state.unreachable) return state.unreachable.message;
  if (state.refusal !== null && state.head) return `The API answered ${state.head.status} ${state.head.reason}`.trim();
  return state.closed ? closeInWords(state.closed) : null;
}
