import type { Figures } from '@/components/console/story/figures';
import { splitWaiting, type WaitingPart } from '@/components/console/story/split-waiting';
import type { Timings } from '@/lib/core/outcome';

export type PhaseName = 'DNS' | 'TCP' | 'TLS' | 'Waiting' | WaitingPart | 'Download';

export interface Phase {
  name: PhaseName;
  milliseconds: number;
  /** Where it begins and how long it is, in percent of all phases. */
  from: number;
  share: number;
}

/** A phase that happened is never drawn thinner, so that it can be seen. */
const LEAST_SHARE = 1.5;

/** The phases that happened, in order, with their places in the bar. `figures` of the gateway's log divide the waiting. */
export function phasesOf(timings: Timings, figures: Figures | null = null): Phase[] {
  const { firstByte } = timings;
  const parts = figures && firstByte !== null ? splitWaiting(firstByte, figures) : null;
  const waiting: [PhaseName, number | null][] = parts
    ? parts.map(({ name, milliseconds }) => [name, milliseconds])
    : [['Waiting', firstByte]];
  const all: [PhaseName, number | null][] = [
    ['DNS', timings.dns],
    ['TCP', timings.tcp],
    ['TLS', timings.tls],
    ...waiting,
    ['Download', timings.download],
  ];
  const happened = all.flatMap(([name, milliseconds]) => (milliseconds === null ? [] : [{ name, milliseconds }]));
  const sum = happened.reduce((total, phase) => total + phase.milliseconds, 0) || 1;
  const wide = happened.map((phase) => ({ ...phase, share: Math.max(LEAST_SHARE, (phase.milliseconds / sum) * 100) }));
  const width = wide.reduce((total, phase) => total + phase.share, 0);
  let from = 0;
  return wide.map((phase) => {
    const placed = { ...phase, from, share: (phase.share / width) * 100 };
    from += placed.share;
    return placed;
  });
}
