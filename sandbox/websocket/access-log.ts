import { writeAccessLine } from '@/sandbox/logs/access-line';
import type { World } from '@/sandbox/model';
import { type Outcome, withContext } from './context';
import type { SocketEvent } from './event';

/** One line for the log group of a stage. */
export interface AccessLogLine {
  /** ISO 8601. */
  at: string;
  /** The ARN of a log group. */
  destinationArn: string;
  apiId: string;
  stage: string;
  /** In the format of the stage. */
  line: string;
}

const LONGEST_LOG = 10_000;
const logs = new WeakMap<World, AccessLogLine[]>();

/** Oldest first; the last ten thousand. */
export function accessLog(world: World): readonly AccessLogLine[] {
  return logs.get(world) ?? [];
}

/** Writes a line for an event, if its stage keeps a log. */
export function logAccess(event: SocketEvent, outcome: Outcome): void {
  const { place, stage } = event.connection;
  const { destinationArn, format } = stage.accessLogSettings ?? {};
  if (destinationArn === undefined || format === undefined) return;
  const list = logs.get(place.world) ?? [];
  logs.set(place.world, list);
  const line = withContext(format, event, outcome);
  list.push({ at: event.at.toISOString(), destinationArn, apiId: place.api.apiId, stage: stage.stageName, line });
  if (list.length > LONGEST_LOG) list.shift();
  writeAccessLine(place.world, { apiId: place.api.apiId, stage }, line);
}
