import type { LambdaFunction } from '@/sandbox/lambda/model';
import type { Region } from '@/sandbox/model';

/** The Regions whose functions take as long as real ones, and not only as long as their code. */
const paced = new WeakSet<Region>();

/** From now on each invocation in this Region takes a few dozen milliseconds, now and then much longer, and starts cold as slowly as its log says. */
export function keepPace(region: Region): void {
  paced.add(region);
}

/** Waits for what a function would take; resolves at once where nobody asked for that. `initMs` is null when it is warm. */
export async function takeTime(region: Region, fn: LambdaFunction, initMs: number | null): Promise<void> {
  if (!paced.has(region)) return;
  await new Promise((resolve) => setTimeout(resolve, (initMs ?? 0) + drawn(fn)));
}

/** Most calls take about as long as each other, few much longer: the logarithm is what is normally distributed. */
function drawn({ name }: LambdaFunction): number {
  const usualMs = 18 + (name.length % 7) * 9;
  const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  const stuck = Math.random() < 0.012 ? 900 + Math.random() * 2_100 : 0;
  return Math.min(4_000, usualMs * Math.exp(0.5 * normal) + stuck);
}
