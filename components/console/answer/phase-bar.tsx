'use client';

import { clsx } from 'clsx';
import type { Timings } from '@/lib/core/outcome';
import { type PhaseName, phasesOf } from './phases';
import { durationInWords } from './units';

const FILLS: Record<PhaseName, string> = {
  DNS: 'fill-phase-dns',
  TCP: 'fill-phase-tcp',
  TLS: 'fill-phase-tls',
  Waiting: 'fill-phase-wait',
  Download: 'fill-phase-download',
};

const DOTS: Record<PhaseName, string> = {
  DNS: 'bg-phase-dns',
  TCP: 'bg-phase-tcp',
  TLS: 'bg-phase-tls',
  Waiting: 'bg-phase-wait',
  Download: 'bg-phase-download',
};

/** Where the time went: a bar and its legend. */
export function PhaseBar({ timings }: { timings: Timings }) {
  const phases = phasesOf(timings);
  if (phases.length === 0) return null;
  return (
    <div className="border-line border-b px-4 py-2.5">
      <svg aria-hidden="true" className="h-2 w-full rounded-sm" preserveAspectRatio="none" viewBox="0 0 100 1">
        {phases.map(({ name, from, share }) => (
          <rect key={name} x={from} width={Math.max(0, share - 0.15)} height="1" className={FILLS[name]} />
        ))}
      </svg>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs" aria-label="Where the time went">
        {phases.map(({ name, milliseconds }) => (
          <li key={name} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={clsx('size-2 rounded-full', DOTS[name])} />
            <span className="text-muted">{name}</span>
            <span className="font-medium tabular-nums">{durationInWords(milliseconds)}</span>
          </li>
        ))}
        {timings.reused ? <li className="text-muted">Connection reused</li> : null}
      </ul>
    </div>
  );
}
