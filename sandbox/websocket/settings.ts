import type { Rate } from '@/sandbox/faults';
import type { World } from '@/sandbox/model';
import type { Act } from './act';

/** API Gateway's quotas for WebSocket APIs, in bytes and milliseconds (AWS: "Quotas for configuring and running a WebSocket API"). */
export const LARGEST_FRAME = 32 * 1024;
export const LARGEST_MESSAGE = 128 * 1024;
export const LONGEST_INTEGRATION_MS = 29_000;
/** What may wait for a client that does not read, before posting to it is refused. */
export const FULLEST_BUFFER = 8 * 1024 * 1024;

/** What tests may change of every WebSocket API. */
export interface SocketSettings {
  /** A connection without a frame in either direction ends after this long. */
  idleMs: number;
  /** Every connection ends after this long. */
  lifeMs: number;
  /** Of each account and Region. */
  newConnections: Rate;
  /** `never` holds the request without an answer; `reset` cuts it off. */
  handshake: 'answered' | 'never' | 'reset';
  /** Accept connections, call no integration and say nothing, not even to a ping. */
  mute: boolean;
  /** Negotiate permessage-deflate, which API Gateway does not. */
  compress: boolean;
  /** Done by itself as soon as a connection is open. */
  onOpen: Act | null;
}

export const USUAL: SocketSettings = {
  idleMs: 600_000,
  lifeMs: 7_200_000,
  newConnections: { rate: 500, burst: 500 },
  handshake: 'answered',
  mute: false,
  compress: false,
  onOpen: null,
};

const changed = new WeakMap<World, SocketSettings>();

export function settingsOf(world: World): SocketSettings {
  return changed.get(world) ?? USUAL;
}

export function changeSettings(world: World, change: Partial<SocketSettings>): SocketSettings {
  const settings = { ...settingsOf(world), ...change };
  changed.set(world, settings);
  return settings;
}
