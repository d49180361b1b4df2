'use client';

import { clsx } from 'clsx';
import type { Figures } from '@/components/console/story/figures';
import type { Timings } from '@/lib/core/outcome';
import { type PhaseName, phasesOf } from './phases';
import { durationInWords } from './units';

const FILLS: Record<PhaseName, string> = {
  DNS: 'fill-phase-dns',
  TCP: 'fill-phase-tcp',
  TLS: 'fill-phase-tls',
  Waiting: 'fill-phase-wait',
  Network: 'fill-phase-network',
  'Network and gateway': 'fill-phase-gateway',
  Gateway: 'fill-phase-gateway',
  'Gateway and integration': 'fill-phase-wait',
  Authorizer: 'fill-phase-authorizer',
  'Cold start': 'fill-phase-cold',
  Integration: 'fill-phase-wait',
  Download: 'fill-phase-download',
};

const DOTS: Record<PhaseName, string> = {
  DNS: 'bg-phase-dns',
  TCP: 'bg-phase-tcp',
  TLS: 'bg-phase-tls',
  Waiting: 'bg-phase-wait',
  Network: 'bg-phase-network',
  'Network and gateway': 'bg-phase-gateway',
  Gateway: 'bg-phase-gateway',
  'Gateway and integration': 'bg-phase-wait',
  Authorizer: 'bg-phase-authorizer',
  'Cold start': 'bg-phase-cold',
  Integration: 'bg-phase-wait',
  Download: 'bg-phase-download',
};

/** Where the time went: a bar and its legend. What the gateway's log tells divides the waiting. */
export function PhaseBar({ timings, figures = null }: { timings: Timings; figures?: Figures | null }) {
  const phases = phasesOf(timings, figures);
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
