import type { Server } from 'node:http';
import { processWide } from '@/lib/core/process-wide';

/** When everything that holds on is cut off, in milliseconds. */
const PATIENCE_MS = 1_000;

/** What ends the streams that are open: whoever opens one puts its end here. */
export const closers = processWide('closers', () => new Set<() => void>());

/** Ends the process within two seconds, whatever is open: first the streams, then what is left of connections. */
export function stop(server: Server): void {
  setTimeout(() => process.exit(0), PATIENCE_MS).unref();
  for (const close of closers) {
    try {
      close();
    } catch {
      // The others are to be closed all the same.
    }
  }
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), PATIENCE_MS / 2).unref();
}
