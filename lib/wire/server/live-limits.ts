import 'server-only';

/** What held lines may use, in bytes and milliseconds. */
export interface LiveLimits {
  /** Of one line, that the browser has not handled: then the other end is made to wait. */
  unread: number;
  /** Of one line, that was sent to the browser and is not acknowledged. */
  inFlight: number;
  /** Of one line, that is kept to be read again. What is unread is kept in any case. */
  kept: number;
  /** Of all lines together. */
  keptInAll: number;
  /** How long the other end is made to wait: it wants its pings answered. */
  pauseMs: number;
  /** How long a line lives, and is readable after its end, while no browser looks at it. */
  aloneMs: number;
  /** How long a line may take to end after it was told to. */
  closingMs: number;
  lines: number;
}

const MIB = 1024 ** 2;

export const LIVE_LIMITS: LiveLimits = {
  unread: 4 * MIB,
  inFlight: 4 * MIB,
  kept: 16 * MIB,
  keptInAll: 128 * MIB,
  pauseMs: 25_000,
  aloneMs: 5 * 60_000,
  closingMs: 10_000,
  lines: 100,
};
