import { type PictureQueries, pictureQueries } from '@/lib/core/insights-query';
import type { LogPlace } from '@/lib/logs/contract';
import type { Range } from './ranges';

/** One log of one API, as the log pane knows it. */
export interface PictureSource {
  owner: { kind: string; id: string; name: string };
  place: LogPlace;
}

/** An access log that Insights can be asked about. */
export interface QueriedLog extends PictureSource {
  group: string;
  format: string;
  /** The formats of other stages of this API that write to the same group. */
  others: string[];
}

/** Those of the logs that have a format and a log group of a class that can be queried. */
export function queriedLogs(sources: readonly PictureSource[]): QueriedLog[] {
  const logs = sources.flatMap((source) => {
    const { destination, format, exists, facts } = source.place;
    const can = destination?.type === 'group' && exists !== false && facts?.class !== 'DELIVERY' && format !== null;
    return can ? [{ ...source, group: destination.group, format }] : [];
  });
  return logs.map((log) => ({
    ...log,
    others: logs.filter((one) => one.group === log.group && one.place.id !== log.place.id).map(({ format }) => format),
  }));
}

export function queriesOf({ place, format, others }: QueriedLog, { bin }: Range): PictureQueries {
  return pictureQueries({ format, stage: place.stage, others, bin });
}
