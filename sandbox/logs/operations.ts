import { AwsFailure } from '@/sandbox/control/failure';
import { pageOf } from '@/sandbox/control/paging';
import { textRecordOf } from '@/sandbox/template/json';
import { type Ask, groupAsked, groupNamed, invalid, number, objects, text } from './ask';
import { createGroup } from './directory';
import { filterLogEvents, rangeAsked, refuseClass } from './filter';
import { getQueryResults, startQuery, stopQuery } from './insights/queries';
import type { LogGroup } from './model';
import { shownGroup, shownStream } from './shapes';
import { placeOf, store } from './write';

type Answered = Record<string, unknown>;

/** CloudWatch Logs, as far as the console, the AWS CLI's `logs` and tests ask it. */
export const LOG_OPERATIONS: Record<string, (ask: Ask) => Answered> = {
  CreateLogGroup: createLogGroup,
  CreateLogStream: createLogStream,
  DeleteLogGroup: (ask) => {
    ask.logs.groups.delete(groupAsked(ask).name);
    return {};
  },
  DescribeLogGroups: describeLogGroups,
  DescribeLogStreams: describeLogStreams,
  FilterLogEvents: filterLogEvents,
  GetLogEvents: getLogEvents,
  GetQueryResults: getQueryResults,
  ListTagsForResource: (ask) => ({ tags: taggedGroup(ask).tags }),
  PutLogEvents: putLogEvents,
  PutRetentionPolicy: (ask) => {
    groupAsked(ask).retentionInDays = number(ask, 'retentionInDays') ?? 30;
    return {};
  },
  StartQuery: startQuery,
  StopQuery: stopQuery,
};

function taggedGroup(ask: Ask): LogGroup {
  return groupNamed(ask, text(ask, 'resourceArn') ?? '');
}

function createLogGroup(ask: Ask): Answered {
  const name = text(ask, 'logGroupName') ?? '';
  if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)) {
    throw invalid(
      `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
    );
  }
  if (ask.logs.groups.has(name)) throw exists('The specified log group already exists');
  const named = text(ask, 'logGroupClass');
  const logGroupClass = named === 'INFREQUENT_ACCESS' || named === 'DELIVERY' ? named : 'STANDARD';
  createGroup(ask.logs, { name, createdAt: ask.now, tags: textRecordOf(ask.input.tags), logGroupClass });
  return {};
}

function createLogStream(ask: Ask): Answered {
  const { streams } = groupAsked(ask);
  const name = text(ask, 'logStreamName') ?? '';
  if (streams.has(name)) throw exists('The specified log stream already exists');
  streams.set(name, { name, createdAt: ask.now });
  return {};
}

const exists = (message: string) => new AwsFailure('ResourceAlreadyExistsException', 400, message);

function describeLogGroups(ask: Ask): Answered {
  const prefix = text(ask, 'logGroupNamePrefix');
  const pattern = text(ask, 'logGroupNamePattern')?.toLowerCase();
  if (prefix !== undefined && pattern !== undefined) {
    throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
  }
  const ofClass = text(ask, 'logGroupClass');
  const groups = [...ask.logs.groups.values()]
    .filter(({ name }) => name.startsWith(prefix ?? '') && name.toLowerCase().includes(pattern ?? ''))
    .filter(({ logGroupClass }) => ofClass === undefined || logGroupClass === ofClass)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return paged(ask, groups.map(shownGroup), 'logGroups');
}

function describeLogStreams(ask: Ask): Answered {
  const group = groupAsked(ask);
  const prefix = text(ask, 'logStreamNamePrefix') ?? '';
  const byTime = text(ask, 'orderBy') === 'LastEventTime';
  if (byTime && prefix !== '') throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
  const streams = [...group.streams.values()]
    .filter(({ name }) => name.startsWith(prefix))
    .sort((a, b) => (byTime ? (a.lastEventAt ?? 0) - (b.lastEventAt ?? 0) : a.name < b.name ? -1 : 1));
  if (ask.input.descending === true) streams.reverse();
  return paged(
    ask,
    streams.map((stream) => shownStream(group, stream)),
    'logStreams',
  );
}

function paged(ask: Ask, list: Answered[], member: string): Answered {
  const limit = number(ask, 'limit') ?? 50;
  if (!(limit >= 1 && limit <= 50)) {
    throw invalid(
      `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50`,
    );
  }
  const page = pageOf(list, limit, { token: text(ask, 'nextToken') ?? null, scope: member });
  if (!page) throw invalid('The specified nextToken is invalid.');
  return { [member]: page.items, nextToken: page.nextToken };
}

const LARGEST_PAGE = 10_000;

/** One stream, forwards or backwards; at an end the same token comes back. */
function getLogEvents(ask: Ask): Answered {
  const group = groupAsked(ask);
  refuseClass(group, 'GetLogEvents');
  const name = text(ask, 'logStreamName') ?? '';
  if (!group.streams.has(name))
    throw new AwsFailure('ResourceNotFoundException', 400, 'The specified log stream does not exist.');
  const [from, to] = rangeAsked(ask);
  const events = group.events
    .slice(placeOf(group.events, from - 1))
    .filter((event) => event.stream === name && event.timestamp < to && event.visibleAt <= ask.now);
  const size = Math.min(number(ask, 'limit') ?? LARGEST_PAGE, LARGEST_PAGE);
  const [, direction, place = ''] = /^([fb])\/(\d+)$/.exec(text(ask, 'nextToken') ?? '') ?? [];
  const head = ask.input.startFromHead === true ? 0 : Math.max(0, events.length - size);
  const start = direction === undefined ? head : direction === 'f' ? Number(place) : Math.max(0, Number(place) - size);
  const end = direction === 'b' ? Number(place) : Math.min(events.length, start + size);
  return {
    events: events
      .slice(start, end)
      .map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
    nextForwardToken: `f/${String(Math.max(start, end)).padStart(56, '0')}`,
    nextBackwardToken: `b/${String(start).padStart(56, '0')}`,
  };
}

const DAY = 86_400_000;

/** Events up to two weeks old and two hours ahead are taken in. */
function putLogEvents(ask: Ask): Answered {
  const group = groupAsked(ask);
  const stream = text(ask, 'logStreamName') ?? '';
  if (!group.streams.has(stream))
    throw new AwsFailure('ResourceNotFoundException', 400, 'The specified log stream does not exist.');
  const events = objects(ask, 'logEvents').map(({ timestamp, message }) => ({
    timestamp: Number(timestamp),
    message: String(message),
  }));
  if (events.length === 0) throw noEvents();
  const old = events.filter(({ timestamp }) => timestamp < ask.now - 14 * DAY).length;
  const early = events.findIndex(({ timestamp }) => timestamp > ask.now + DAY / 12);
  const taken = events.slice(old, early < 0 ? undefined : early);
  for (const { timestamp, message } of taken) store(group, { stream, timestamp, message }, ask.now);
  const rejected = {
    ...(old > 0 ? { tooOldLogEventEndIndex: old } : {}),
    ...(early >= 0 ? { tooNewLogEventStartIndex: early } : {}),
  };
  return {
    nextSequenceToken: '49',
    ...(Object.keys(rejected).length > 0 ? { rejectedLogEventsInfo: rejected } : {}),
  };
}

const noEvents = () =>
  invalid(
    "1 validation error detected: Value '[]' at 'logEvents' failed to satisfy constraint: Member must have length greater than or equal to 1",
  );
