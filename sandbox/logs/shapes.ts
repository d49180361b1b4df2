import type { LogGroup, LogStream } from './model';

export function shownGroup({ name, arn, createdAt, retentionInDays, storedBytes, logGroupClass }: LogGroup) {
  return {
    ...{ logGroupName: name, creationTime: createdAt, retentionInDays, metricFilterCount: 0, arn: `${arn}:*` },
    ...{ storedBytes, logGroupClass, logGroupArn: arn },
  };
}

export function shownStream({ arn }: LogGroup, stream: LogStream) {
  const { name, createdAt, firstEventAt, lastEventAt, lastIngestionAt } = stream;
  return {
    ...{ logStreamName: name, creationTime: createdAt, firstEventTimestamp: firstEventAt },
    ...{ lastEventTimestamp: lastEventAt, lastIngestionTime: lastIngestionAt },
    ...{ uploadSequenceToken: `49${name.length}`, arn: `${arn}:log-stream:${name}`, storedBytes: 0 },
  };
}
