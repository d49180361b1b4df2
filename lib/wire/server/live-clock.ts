import 'server-only';
import { performance } from 'node:perf_hooks';

/** How far the two clocks may drift apart, in milliseconds: the monotonic one stands still while the machine sleeps. */
const MAX_DRIFT_MS = 50;

let offset = performance.timeOrigin;

/** Milliseconds since the epoch, finer than a millisecond and never turned back by less than `MAX_DRIFT_MS`. */
export function epochNow(): number {
  const now = offset + performance.now();
  const drift = Date.now() - now;
  if (Math.abs(drift) <= MAX_DRIFT_MS) return now;
  offset += drift;
  return now + drift;
}
