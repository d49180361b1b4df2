import type { LogEvent, LogGroup } from '@/sandbox/logs/model';

export type Value = string | number | boolean | null;

/** What a query sees of one event, or of one group once it has counted. */
export type Row = { get: (name: string) => Value; set: (name: string, value: Value) => void };

/** CloudWatch discovers no more fields in one event. */
const MOST_FIELDS = 200;

export function rowOf({ arn }: LogGroup, event: LogEvent): Row {
  const values = new Map<string, Value>([
    ['@timestamp', event.timestamp],
    ['@message', event.message],
    ['@logStream', event.stream],
    ['@log', `${arn.split(':')[4]}:${arn.split(':log-group:')[1]}`],
    ['@ingestionTime', event.ingestionTime],
    ['@ptr', Buffer.from(event.id).toString('base64')],
  ]);
  discover(event.message, values);
  return { get: (name) => values.get(name) ?? null, set: (name, value) => values.set(name, value) };
}

function discover(message: string, values: Map<string, Value>): void {
  if (message.startsWith('{')) {
    try {
      flatten(JSON.parse(message), '', values);
    } catch {}
    return;
  }
  const [, type, id] = /^(START|END|REPORT) RequestId: (\S+)/.exec(message) ?? [];
  const requestId = id ?? /^\S+Z\t(\S+)\t/.exec(message)?.[1];
  if (type !== undefined) values.set('@type', type);
  if (requestId !== undefined) values.set('@requestId', requestId);
  for (const [name, pattern] of REPORTED) {
    const found = type === 'REPORT' ? pattern.exec(message)?.[1] : undefined;
    if (found !== undefined) values.set(name, Number(found));
  }
}

const REPORTED: [name: string, pattern: RegExp][] = [
  ['@duration', /\tDuration: ([\d.]+) ms/],
  ['@billedDuration', /\tBilled Duration: ([\d.]+) ms/],
  ['@initDuration', /\tInit Duration: ([\d.]+) ms/],
  ['@memorySize', /\tMemory Size: (\d+) MB/],
  ['@maxMemoryUsed', /\tMax Memory Used: (\d+) MB/],
];

/** A field that begins with @ of its own has another one put before it, so that it is none of CloudWatch's. */
function flatten(value: unknown, path: string, values: Map<string, Value>): void {
  if (values.size > MOST_FIELDS) return;
  if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) flatten(one, path === '' ? name : `${path}.${name}`, values);
  } else if (path !== '') values.set(path.startsWith('@') ? `@${path}` : path, value as Value);
}
