import { localSlot } from '@/components/store';
import { AccessLogReader } from '@/lib/core/access-log/reader';

interface Remembered {
  format: string;
  /** Since when the stage has it, as far as this browser knows; ms since 1970. */
  since: number;
}

type Formats = Record<string, Remembered[]>;

const MOST_FORMATS = 6;
const MOST_LOGS = 300;

/** The formats that log groups were seen to have: what an API's author configured, nothing that anybody sent. */
const slot = localSlot<Formats>('log-formats', {
  fallback: {},
  parse: (value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Formats) : null),
});

/**
 * Reads the lines of a log group: each in the format that the stage had at the time, as far as this browser saw it
 * change. Stages that share a group may have several formats. Null where no format is known.
 */
export function readerOf(log: string, formats: readonly string[]): AccessLogReader | null {
  const [current, ...others] = [...new Set(formats)];
  if (current === undefined) return null;
  const known = remember(log, current);
  const reader = new AccessLogReader(known[0]?.format ?? current);
  for (const { format, since } of known.slice(1)) reader.learn(format, since);
  for (const other of others) reader.learn(other, Number.POSITIVE_INFINITY);
  return reader;
}

/** Oldest first; the last one is the current one. */
function remember(log: string, current: string): Remembered[] {
  const all = slot.read();
  const before = Object.hasOwn(all, log) && Array.isArray(all[log]) ? all[log] : [];
  if (before.at(-1)?.format === current) return before;
  const next = [...before, { format: current, since: before.length === 0 ? 0 : Date.now() }].slice(-MOST_FORMATS);
  const others = Object.entries(all).filter(([name]) => name !== log);
  slot.write(Object.fromEntries([...others.slice(1 - MOST_LOGS), [log, next]]));
  return next;
}
