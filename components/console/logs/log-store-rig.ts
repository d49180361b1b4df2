import { type LogEvent, readLogFrame } from '@/lib/core/log-frame';
import { logFrame } from '@/lib/core/log-frame-rig';
import type { LogStore } from './log-store';

/** Lines of a log as tests give them to a store: without an id, of the stream `s`, unless they say so. */
export function giveLines(
  store: LogStore,
  source: number,
  lines: readonly (Pick<LogEvent, 'at' | 'message'> & Partial<LogEvent>)[],
): void {
  const events = lines.map((line) => ({ id: '', stream: 's', ingestedAt: line.at, ...line }));
  const frame = readLogFrame(logFrame(events));
  if (!frame) throw new RangeError('This is no frame.');
  store.pushFrame(source, frame);
}
