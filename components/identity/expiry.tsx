'use client';

import { clsx } from 'clsx';
import { expiresAt } from './default-identity';
import type { Identity } from './identity';
import { standingOf } from './renewal';
import { useNow } from './use-now';
import { standingInWords } from './who';

const RENEWED: ReadonlySet<string> = new Set(['self-renewing', 'renewable']);

interface ExpiryProps {
  identity: Identity;
  /** Only what needs attention sooner or later: for narrow places. */
  brief?: boolean;
  className?: string;
}

/** How long an identity is good, counting down. Nothing where it lasts. */
export function Expiry({ identity, brief, className }: ExpiryProps) {
  const now = useNow(expiresAt(identity) !== null);
  const standing = standingOf(identity, now);
  const words = standingInWords(standing, now);
  if (words === '' || (brief && RENEWED.has(standing.state))) return null;
  const soon = standing.state === 'good' && standing.at - now < 120_000;
  return (
    <span
      // Read once when somebody gets there, not every second.
      role="timer"
      aria-live="off"
      suppressHydrationWarning
      className={clsx(
        'shrink-0 text-xs tabular-nums',
        standing.state === 'over' ? 'text-bad' : soon ? 'text-warn' : 'text-faint',
        className,
      )}
    >
      {words}
    </span>
  );
}
