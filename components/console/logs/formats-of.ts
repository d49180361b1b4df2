import type { LogPlace } from '@/lib/logs/contract';

/** The formats in which lines of a log group may be: every stage that writes into it has its own. */
export function formatsOf(places: readonly LogPlace[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const { destination, format } of places) {
    if (destination?.type !== 'group' || format === null) continue;
    const known = all.get(destination.group);
    if (known) known.push(format);
    else all.set(destination.group, [format]);
  }
  return all;
}
