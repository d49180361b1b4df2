import type { Stage } from '@/sandbox/model';

interface Bucket {
  tokens: number;
  filledAt: number;
}

const buckets = new WeakMap<Stage, Map<string, Bucket>>();

/** Takes one token of the bucket that the stage sets for this route, or for all of its routes; false when it is empty. */
export function withinThrottle(stage: Stage, routeKey: string, now: number = Date.now()): boolean {
  const own = stage.routeSettings?.[routeKey];
  const settings = own?.throttlingRateLimit === undefined ? stage.defaultRouteSettings : own;
  const rate = settings?.throttlingRateLimit;
  if (rate === undefined) return true;
  const burst = settings?.throttlingBurstLimit ?? rate;

  const byRoute = buckets.get(stage) ?? new Map<string, Bucket>();
  buckets.set(stage, byRoute);
  const bucket = byRoute.get(routeKey) ?? { tokens: burst, filledAt: now };
  bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.filledAt) / 1000) * rate);
  bucket.filledAt = now;
  byRoute.set(routeKey, bucket);
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}
