import { keepPace } from '@/sandbox/data/pace';
import type { Listening } from '@/sandbox/listen';
import { forgetEnvironment } from '@/sandbox/logs/lambda-log';
import { writeHistory } from './history';
import { oneOf, Place } from './place';
import { visitAt } from './visits';

/** Visits per second in the long run; it ebbs and flows around that within minutes. */
const USUAL_RATE = 4;
const TIDE_MS = 180_000;
/** Visitors at one time: those who come while so many are there do not wait, they stay away. */
const MOST_AT_ONCE = 16;
/** How often some function's environment is taken away, so that its next call starts cold. */
const COLD_EVERY_MS = 20_000;

/**
 * Lets made-up visitors call the demo's APIs over the loopback, a few per second, until the signal is aborted or the
 * process ends. Functions take their time from then on, and the logs of a day before are there.
 */
export function startTraffic(sandbox: Listening, signal: AbortSignal): void {
  const place = new Place(sandbox, signal);
  writeHistory(sandbox.world, Date.now());
  for (const region of place.regions) keepPace(region);
  let there = 0;
  let next: NodeJS.Timeout;
  const come = () => {
    next = setTimeout(come, waitMs(Date.now(), Math.random()));
    if (there >= MOST_AT_ONCE) return;
    there++;
    visit(place).finally(() => there--);
  };
  come();
  const colder = setInterval(() => cool(place), COLD_EVERY_MS);
  signal.addEventListener('abort', () => {
    clearTimeout(next);
    clearInterval(colder);
  });
}

/** Visitors know nothing of each other, so the time between two of them varies exponentially. */
export function waitMs(now: number, lot: number): number {
  const rate = USUAL_RATE * (1 + 0.7 * Math.sin((2 * Math.PI * now) / TIDE_MS));
  return Math.min(5_000, (-Math.log(1 - lot) / rate) * 1_000);
}

/** Whatever becomes of a visit, those after it come. The APIs' own failures are in their logs. */
async function visit(place: Place): Promise<void> {
  try {
    await visitAt(Math.random()).make(place);
  } catch {}
}

function cool(place: Place): void {
  const functions = place.regions.flatMap((region) => [...region.functions.values()]);
  if (functions.length > 0) forgetEnvironment(oneOf(functions));
}
