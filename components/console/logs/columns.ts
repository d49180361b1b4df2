import { bytesInWords, durationInWords } from '@/components/console/answer/units';
import { localSlot } from '@/components/store';
import type { AccessLogRecord } from '@/lib/core/access-log/record';
import { kindOf } from '@/lib/core/access-log/variables';
import { identitiesOf, LATENCIES, latencyOf, methodOf, routeOf, routePathOf } from './fields';

/** One column of the table of lines. */
export interface LogColumn {
  /** A name of the screen, or `$context.` and AWS's own. */
  id: string;
  label: string;
  /** In rem; a column that grows takes what is left. */
  width: number;
  grows?: boolean;
  right?: boolean;
  /** null where the line has none. */
  text: (record: AccessLogRecord) => string | null;
}

interface Known extends LogColumn {
  /** It is there where the format has one of these. */
  from: readonly string[];
}

const plain = (name: string) => (record: AccessLogRecord) => record.text(name);
const duration = (value: number | null) => (value === null ? null : durationInWords(value));

/** In the order in which they stand unless somebody chooses otherwise. */
const KNOWN: readonly Known[] = [
  { id: 'event', label: 'Event', width: 7, from: ['eventType'], text: plain('eventType') },
  { id: 'method', label: 'Method', width: 4.5, from: ['httpMethod'], text: methodOf },
  {
    id: 'path',
    label: 'Path',
    width: 10,
    grows: true,
    from: ['path'],
    text: (record) => record.text('path') ?? routePathOf(record),
  },
  { id: 'route', label: 'Route', width: 10, grows: true, from: ['routeKey', 'resourcePath'], text: routeOf },
  { id: 'status', label: 'Status', width: 4.5, from: ['status'], text: plain('status') },
  {
    id: 'latency',
    label: 'Latency',
    width: 5,
    right: true,
    from: LATENCIES,
    text: (record) => duration(latencyOf(record)),
  },
  { id: 'ip', label: 'IP address', width: 8.5, from: ['identity.sourceIp'], text: plain('identity.sourceIp') },
  { id: 'connection', label: 'Connection', width: 9, from: ['connectionId'], text: plain('connectionId') },
  {
    id: 'identity',
    label: 'Identity',
    width: 10,
    grows: true,
    from: [],
    text: (record) => identitiesOf(record).find((one) => one !== record.text('identity.sourceIp')) ?? null,
  },
  { id: 'request', label: 'Request id', width: 10, from: ['requestId'], text: plain('requestId') },
  {
    id: 'agent',
    label: 'User agent',
    width: 10,
    grows: true,
    from: ['identity.userAgent'],
    text: plain('identity.userAgent'),
  },
];

/** What stands there unless somebody chooses otherwise: the path, or where none is logged the route. */
const USUAL = ['event', 'method', 'path', 'route', 'status', 'latency', 'ip', 'connection'];
const OF_THEIR_OWN = new Set([
  'eventType',
  'httpMethod',
  'path',
  'routeKey',
  'status',
  'identity.sourceIp',
  'connectionId',
  'requestId',
  'identity.userAgent',
]);

/** Every column that lines with these variables can have. */
export function columnsOf(names: readonly string[]): LogColumn[] {
  const has = new Set(names);
  const asksWho = names.some((name) => name !== 'identity.sourceIp' && /^(identity|authorizer)\./.test(name));
  const known = KNOWN.filter(({ id, from }) => (id === 'identity' ? asksWho : from.some((name) => has.has(name))));
  const own = names.filter((name) => !OF_THEIR_OWN.has(name)).map(columnOfName);
  return [...known, ...own];
}

function columnOfName(name: string): LogColumn {
  const kind = kindOf(name);
  const isNumber = kind === 'number' || kind === 'duration' || kind === 'size';
  return {
    id: `$context.${name}`,
    label: name,
    width: isNumber ? 6 : 9,
    right: isNumber,
    text: (record) => valueInWords(name, record.get(name)),
  };
}

/** A value as a person reads it: durations and sizes in their units, times as times. */
export function valueInWords(name: string, value: string | number | null): string | null {
  if (typeof value !== 'number') return value;
  const kind = kindOf(name);
  if (kind === 'duration') return durationInWords(value);
  if (kind === 'size') return bytesInWords(value);
  return kind === 'time' ? new Date(value).toISOString() : String(value);
}

/** Which columns stand in the table, in their order. */
export function chosenColumns(all: readonly LogColumn[], chosen: readonly string[] | null): LogColumn[] {
  const ids = chosen ?? usualIds(all);
  return ids.flatMap((id) => all.find((column) => column.id === id) ?? []);
}

/** Of WebSocket APIs others than of those that are asked by HTTP; of both, both. */
export function usualIds(all: readonly LogColumn[]): string[] {
  const there = (id: string) => all.some((column) => column.id === id);
  const sockets = there('event');
  const requests = there('method') || there('path') || !sockets;
  return USUAL.filter((id) => {
    if (id === 'route') return sockets || !there('path');
    if (id === 'connection') return !requests;
    return requests || (id !== 'method' && id !== 'path' && id !== 'ip');
  }).filter(there);
}

/** The chosen columns of each sort of log, by the kinds of API in it: names, nothing that a line says. */
export const columnChoice = localSlot<Record<string, string[]>>('log-columns', {
  fallback: {},
  parse: (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, string[]>) : null,
});
