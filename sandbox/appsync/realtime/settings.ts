import type { World } from '@/sandbox/model';

/** What AppSync's realtime connections keep to, in milliseconds; tests may shorten it. */
export interface RealtimeSettings {
  /** Between two keep-alive messages. */
  keepAliveMs: number;
  /** Told when a connection is acknowledged: silence for longer means that it is dead. */
  connectionTimeoutMs: number;
  /** Every connection ends after this long. */
  lifeMs: number;
}

export const USUAL: RealtimeSettings = { keepAliveMs: 60_000, connectionTimeoutMs: 300_000, lifeMs: 86_400_000 };

/** AppSync's quotas: subscriptions of one connection, and bytes of one message in either direction. */
export const MOST_SUBSCRIPTIONS = 100;
export const LARGEST_MESSAGE = 240 * 1024;

const changed = new WeakMap<World, RealtimeSettings>();

export function realtimeSettings(world: World): RealtimeSettings {
  return changed.get(world) ?? USUAL;
}

/** For connections that are acknowledged from now on. */
export function changeRealtime(world: World, change: Partial<RealtimeSettings>): RealtimeSettings {
  const settings = { ...realtimeSettings(world), ...change };
  changed.set(world, settings);
  return settings;
}
