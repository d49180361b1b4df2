import type { LineState } from '@/components/console/line/line-state';
import { IDLE_MS, LIFE_MS } from '@/lib/core/websocket-limits';

/** How long an open session has until API Gateway ends it, in milliseconds. */
export interface LimitClock {
  idle: number;
  life: number;
}

/** Null while it is not open. */
export function limitClock(state: LineState, now: number): LimitClock | null {
  if (state.phase !== 'open' || state.openedAt === null || state.link === 'gone') return null;
  const lastAt = Math.max(state.lastAt ?? 0, state.openedAt);
  const left = (until: number) => Math.max(0, until - now);
  return { idle: left(lastAt + IDLE_MS), life: left(state.openedAt + LIFE_MS) };
}

/** `1:59:58`, `9:05`. */
export function clockInWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
