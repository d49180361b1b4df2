const FIRST_MS = 500;
const MOST_MS = 30_000;

/** How long to wait before attempt `attempt`, counted from 1: twice as long each time up to half a minute, and never all at once. */
export function backOffMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 10));
  return Math.round(full * (0.5 + random() / 2));
}
