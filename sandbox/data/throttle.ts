import type { Stage } from '@/sandbox/model';

interface Bucket {
  tokens: number;
  filledAt: number;
}

const buckets = new WeakMap<object, Map<string, Bucket>>();

/** Takes one token of the bucket that the stage sets for this route, or for all of its routes; false when it is empty. */
export function withinThrottle(stage: Stage, routeKey: string, now: number = Date.now()): boolean {
  const own = stage.routeSettings?.[routeKey];
  const settings = own?.throttlingRateLimit === undefined ? stage.defaultRouteSettings : own;
  const rate = settings?.throttlingRateLimit;
  if (rate === undefined) return true;
  return takeToken({ of: stage, key: routeKey }, { rate, burst: settings?.throttlingBurstLimit ?? rate }, now);
}

/** Takes one token of a bucket of somebody's; false when it is empty. */
export function takeToken(
  { of, key }: { of: object; key: string },
  { rate, burst }: { rate: number; burst: number },
  now: number = Date.now(),
): boolean {
  const byKey = buckets.get(of) ?? new Map<string, Bucket>();
  buckets.set(of, byKey);
  const bucket = byKey.get(key) ?? { tokens: burst, filledAt: now };
  bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.filledAt) / 1000) * rate);
  bucket.filledAt = now;
  byKey.set(key, bucket);
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}
