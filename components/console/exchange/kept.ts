import type { Exchange } from './exchange';

/** All bodies of the page together; the newest always stays, however large. */
const MOST_BYTES = 192 * 1024 * 1024;

/** Where bodies go while they arrive. */
export interface Bodies {
  begin(id: string, expected: number): void;
  append(id: string, bytes: Uint8Array): void;
  finish(id: string): void;
  drop(id: string): void;
}

/** The exchanges whose bodies stay: those that run, and the newest of the others that fit together. */
export function keptIds(exchanges: readonly Exchange[], most = MOST_BYTES): ReadonlySet<string> {
  const kept = new Set<string>();
  let bytes = 0;
  for (const exchange of [...exchanges].sort((a, b) => b.startedAt - a.startedAt)) {
    if (!exchange.bodyKept) continue;
    const fits = kept.size === 0 || bytes + exchange.received <= most;
    if (!fits && !exchange.running) continue;
    kept.add(exchange.id);
    bytes += exchange.received;
  }
  return kept;
}
