'use client';

import { useState } from 'react';
import type { HeldLine } from '@/components/console/line/held-line';

/** To whom the desk speaks: one session, or all that are open. */
export interface SpokenTo {
  to: 'all' | string;
  /** The sessions that it means, open or not. */
  lines: readonly HeldLine[];
  speakTo: (to: 'all' | string) => void;
}

/** The session that is spoken to: the one that was chosen, while it is there, else the newest. */
export function useSpokenTo(lines: readonly HeldLine[]): SpokenTo {
  const [chosen, speakTo] = useState<string | null>(null);
  const one = lines.find(({ id }) => id === chosen) ?? lines.at(-1);
  const to = chosen === 'all' ? 'all' : (one?.id ?? 'all');
  return { to, lines: to === 'all' ? lines : one ? [one] : [], speakTo };
}
