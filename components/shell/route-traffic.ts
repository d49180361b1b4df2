'use client';

import { useSyncExternalStore } from 'react';

/** What was asked of one route in a stretch of time. */
export interface RouteTraffic {
  requests: number;
  clientErrors: number;
  serverErrors: number;
}

/** The traffic of one API as it was read once: by route key, from when to when in ms since 1970. */
export interface ApiTraffic {
  from: number;
  to: number;
  routes: ReadonlyMap<string, RouteTraffic>;
}

/** By account and API (`trafficKey`): those whose traffic somebody asked for. */
export type Traffic = ReadonlyMap<string, ApiTraffic>;

const NONE: Traffic = new Map();
let shown: Traffic = NONE;
const listeners = new Set<() => void>();

/** Puts the traffic of an API beside its routes in the tree; null takes it away. */
export function showTraffic(key: string, traffic: ApiTraffic | null): void {
  const next = new Map(shown);
  if (traffic === null) next.delete(key);
  else next.set(key, traffic);
  shown = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTraffic(): Traffic {
  return useSyncExternalStore(
    subscribe,
    () => shown,
    () => NONE,
  );
}

const NO_REQUESTS: RouteTraffic = { requests: 0, clientErrors: 0, serverErrors: 0 };

/** Of a route that nobody called, zeros; null where the API's traffic was not asked for. */
export function trafficOf(traffic: ApiTraffic | undefined, route: string): RouteTraffic | null {
  return traffic ? (traffic.routes.get(route) ?? NO_REQUESTS) : null;
}

/** `123 requests, 4 × 4xx, 1 × 5xx between 12:48 and 13:48`. */
export function trafficInWords(
  { requests, clientErrors, serverErrors }: RouteTraffic,
  { from, to }: ApiTraffic,
): string {
  const clock = (at: number) => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const parts = [`${requests.toLocaleString('en-GB')} ${requests === 1 ? 'request' : 'requests'}`];
  if (clientErrors > 0) parts.push(`${clientErrors.toLocaleString('en-GB')} × 4xx`);
  if (serverErrors > 0) parts.push(`${serverErrors.toLocaleString('en-GB')} × 5xx`);
  return `${parts.join(', ')} between ${clock(from)} and ${clock(to)}`;
}
