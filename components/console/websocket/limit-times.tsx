'use client';

import { Hourglass } from 'lucide-react';
import type { HeldLine } from '@/components/console/line/held-line';
import { useLineState } from '@/components/console/line/held-lines';
import { useNow } from '@/components/identity/use-now';
import { clockInWords, limitClock } from './limit-clock';

const SOON_MS = 60_000;

/** How long an open session has until API Gateway ends it, or a waiting one until it opens again. */
export function LimitTimes({ line }: { line: HeldLine }) {
  const state = useLineState(line);
  const ticking = state.phase === 'open' || state.phase === 'waiting';
  const now = useNow(ticking);
  const clock = limitClock(state, now);
  const waits = state.phase === 'waiting' && state.opensAt !== null ? Math.max(0, state.opensAt - now) : null;
  if (!clock && waits === null) return null;
  return (
    <p
      role="timer"
      aria-label="Limits"
      className="flex shrink-0 items-center gap-2 border-line border-b px-3 py-1 text-2xs text-muted"
    >
      <Hourglass aria-hidden="true" size={11} className="shrink-0 text-faint" />
      {clock ? (
        <span className="min-w-0 truncate tabular-nums">
          <span className={clock.idle < SOON_MS ? 'text-warn' : undefined}>
            Idle limit in {clockInWords(clock.idle)}
          </span>
          {' · '}
          <span className={clock.life < SOON_MS ? 'text-warn' : undefined}>
            two hours over in {clockInWords(clock.life)}
          </span>
        </span>
      ) : (
        <span className="tabular-nums">
          Opens again in {clockInWords(waits ?? 0)}, attempt {state.attempt}
        </span>
      )}
    </p>
  );
}
