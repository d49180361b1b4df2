import type { LogEvent } from '@/lib/core/log-frame';

/** What of a flood is shown: how it began, and how it ended. */
const FIRST = 600;
const LAST = 400;
const LONGEST = 64 * 1024;

/** Events as they go to the browser: no more than somebody reads. */
export function shortened(events: readonly LogEvent[]): { events: LogEvent[]; more: number } {
  const more = Math.max(0, events.length - FIRST - LAST);
  const kept = more > 0 ? [...events.slice(0, FIRST), ...events.slice(-LAST)] : events;
  return { events: kept.map((event) => ({ ...event, message: cut(event.message) })), more };
}

function cut(message: string): string {
  return message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
}
