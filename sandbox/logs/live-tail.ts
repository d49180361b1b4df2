import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type Ask, groupNamed, invalid, text, texts } from './ask';
import { streamEvent, streamException } from './event-stream';
import { refuseClass } from './filter';
import type { LogEvent, LogGroup } from './model';
import { compilePattern } from './pattern';
import { placeOf } from './write';

const EVERY_MS = 1000;
/** Past it a second's events are sampled. */
const MOST_EVENTS = 500;
const LONGEST_MS = 3 * 3_600_000;
/** What is older by the time it arrives is not looked for. */
const OLDEST_MS = 3_600_000;

/** StartLiveTail: every second what has arrived since, for three hours at most. Throws before anything is written. */
export function startLiveTail(ask: Ask, res: ServerResponse, requestId: string): void {
  const session = sessionOf(ask);
  res.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-requestid': requestId });
  res.write(streamEvent('initial-response', {}));
  res.write(streamEvent('sessionStart', startOf(ask, requestId)));
  let from = ask.now;
  const timer = setInterval(() => {
    const to = Date.now();
    res.write(streamEvent('sessionUpdate', updateOf(session, from, to)));
    from = to;
    if (to - ask.now < LONGEST_MS) return;
    res.end(streamException('SessionTimeoutException', 'The session has reached its time limit.'));
  }, EVERY_MS);
  res.on('close', () => clearInterval(timer));
}

interface Session {
  groups: LogGroup[];
  wants: (event: LogEvent) => boolean;
}

function sessionOf(ask: Ask): Session {
  const identifiers = texts(ask, 'logGroupIdentifiers');
  if (identifiers.length === 0 || identifiers.length > 10) throw invalid('1 to 10 log groups can be followed.');
  if (identifiers.some((one) => one.endsWith(':*')))
    throw invalid('The ARN of a log group must not end with an asterisk.');
  const groups = identifiers.map((one) => groupNamed(ask, one));
  for (const group of groups) refuseClass(group, 'StartLiveTail');
  const [names, prefixes] = [texts(ask, 'logStreamNames'), texts(ask, 'logStreamNamePrefixes')];
  if (groups.length > 1 && names.length + prefixes.length > 0)
    throw invalid('Log streams can be named for one log group only.');
  const matches = compilePattern(text(ask, 'logEventFilterPattern') ?? '');
  const inStream = (stream: string) =>
    names.length + prefixes.length === 0 ||
    names.includes(stream) ||
    prefixes.some((prefix) => stream.startsWith(prefix));
  return { groups, wants: ({ stream, message }) => inStream(stream) && matches(message) };
}

function startOf(ask: Ask, requestId: string) {
  return {
    ...{ requestId, sessionId: randomUUID(), logGroupIdentifiers: texts(ask, 'logGroupIdentifiers') },
    ...{ logStreamNames: texts(ask, 'logStreamNames'), logStreamNamePrefixes: texts(ask, 'logStreamNamePrefixes') },
    logEventFilterPattern: text(ask, 'logEventFilterPattern') ?? '',
  };
}

/** Live Tail gives events no ids. */
function updateOf({ groups, wants }: Session, from: number, to: number) {
  const found = groups.flatMap((group) =>
    group.events
      .slice(placeOf(group.events, from - OLDEST_MS))
      .filter((event) => event.visibleAt > from && event.visibleAt <= to && wants(event))
      .map(({ stream, message, timestamp, ingestionTime }) => ({
        ...{
          logStreamName: stream,
          logGroupIdentifier: group.arn.replace(/^arn:aws:logs:[^:]*:(\d+):log-group:/, '$1:'),
        },
        ...{ message, timestamp, ingestionTime },
      })),
  );
  return { sessionMetadata: { sampled: found.length > MOST_EVENTS }, sessionResults: found.slice(0, MOST_EVENTS) };
}
