import { ACCOUNT, LOG_API_ID, LOGGED_EVENTS, REGION } from './target-account.mjs';

/**
 * CloudWatch Logs of the lean target: two log groups with many events of half an hour ago, the smaller in pages that are
 * written out once, and one that grows by an event every 400 ms. All are access logs of an API.
 */
export const FLOOD = '/bench/flood';
export const TRICKLE = '/bench/trickle';
export const MILLION = '/bench/million';
/** How many events a group of half an hour ago has. */
const COUNTS = { [FLOOD]: LOGGED_EVENTS, [MILLION]: 1_000_000 };
const EMPTY = '/bench/empty';

const CREATED = '2026-01-01T00:00:00Z';
const GROWS_EVERY_MS = 400;
const MINUTE = 60_000;
/** What CloudWatch puts on a page at most, of messages. */
const PAGE_BYTES = 1_048_576;
const FORMAT =
  '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","requestTime":"$context.requestTime","httpMethod":"$context.httpMethod","path":"$context.path","status":"$context.status","protocol":"$context.protocol","responseLength":"$context.responseLength","userAgent":"$context.identity.userAgent"}';

const API = {
  apiId: LOG_API_ID,
  name: 'bench-logs',
  protocolType: 'HTTP',
  apiEndpoint: `https://${LOG_API_ID}.execute-api.${REGION}.amazonaws.com`,
  routeSelectionExpression: '$request.method $request.path',
  createdDate: CREATED,
};

export const LOG_API = API;
export const LOG_CONTROL = {
  [`/v2/apis/${LOG_API_ID}`]: API,
  [`/v2/apis/${LOG_API_ID}/stages`]: {
    items: [stage('flood', FLOOD), stage('trickle', TRICKLE), stage('million', MILLION)],
  },
  [`/v2/apis/${LOG_API_ID}/routes`]: { items: [{ routeId: 'l1', routeKey: '$default', authorizationType: 'NONE' }] },
  [`/v2/apis/${LOG_API_ID}/integrations`]: { items: [] },
  [`/v2/apis/${LOG_API_ID}/authorizers`]: { items: [] },
};

function stage(stageName, group) {
  const destinationArn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${group}`;
  const accessLogSettings = { destinationArn, format: FORMAT };
  return { stageName, autoDeploy: true, createdDate: CREATED, lastUpdatedDate: CREATED, accessLogSettings };
}

/** One line of the format above, of 265 bytes. */
function line({ requestId, path, at }) {
  const record = {
    requestId,
    ip: '203.0.113.9',
    requestTime: clfTime(at),
    httpMethod: 'GET',
    path,
    status: '200',
    protocol: 'HTTP/1.1',
    responseLength: '200',
    userAgent: '',
  };
  const rest = 265 - JSON.stringify(record).length;
  return JSON.stringify({ ...record, userAgent: 'x'.repeat(Math.max(0, rest)) });
}

/** As API Gateway writes it: `25/Nov/2026:12:00:00 +0000`. */
function clfTime(at) {
  const [, day, month, year, time] = /, (\d+) (\w+) (\d+) (\S+) GMT$/.exec(new Date(at).toUTCString());
  return `${day}/${month}/${year}:${time} +0000`;
}

/** One of the many lines, by its number from 0. */
export function loggedLine(index, at) {
  return line({ requestId: String(index + 1), path: '/flood', at });
}

let number = 0;
function eventOf(timestamp, message) {
  number += 1;
  const eventId = `3${String(timestamp).padStart(15, '0')}${String(number).padStart(40, '0')}`;
  return { logStreamName: 'bench', timestamp, message, ingestionTime: timestamp, eventId };
}

const trickle = [];
const BEGUN = Date.now() - 40 * MINUTE;
const PER_PAGE = Math.floor(PAGE_BYTES / loggedLine(0, BEGUN).length);
const written = new Map();

/** When the event of this number happened, in a group with so many. */
const timeOf = (index, count) => BEGUN + Math.floor((index / count) * 10 * MINUTE);

/** Written out when it is first asked for: most measurements never do. A million events are written anew each time. */
function page(group, at) {
  const key = `${group} ${at}`;
  const known = written.get(key);
  if (known) return known;
  const count = COUNTS[group];
  const first = at * PER_PAGE;
  const events = Array.from({ length: Math.min(PER_PAGE, count - first) }, (_, index) => {
    const time = timeOf(first + index, count);
    return eventOf(time, loggedLine(first + index, time));
  });
  const nextToken = first + PER_PAGE < count ? { nextToken: String(at + 1) } : {};
  const answer = json({ events, ...nextToken });
  if (group === FLOOD) written.set(key, answer);
  return answer;
}

function grow() {
  const at = Date.now();
  const exact = performance.timeOrigin + performance.now();
  trickle.push(eventOf(at, line({ requestId: `t${number}`, path: `/at/${exact.toFixed(2)}`, at })));
  if (trickle.length > 1_000) trickle.shift();
}

/** Answers one call to CloudWatch Logs; null where it is none. */
export function answerLogs(target, body) {
  const operation = /^Logs_20140328\.(\w+)$/.exec(target)?.[1];
  if (operation === undefined) return null;
  const input = JSON.parse(body);
  if (operation === 'DescribeLogGroups') return json({ logGroups: [FLOOD, TRICKLE, MILLION, EMPTY].map(described) });
  return operation === 'FilterLogEvents' ? filtered(input) : null;
}

function filtered({ logGroupName, startTime = 0, nextToken }) {
  if (logGroupName === TRICKLE) {
    if (trickle.length === 0) setInterval(grow, GROWS_EVERY_MS).unref();
    if (trickle.length === 0) grow();
    return json({ events: trickle.filter(({ timestamp }) => timestamp >= startTime) });
  }
  const count = COUNTS[logGroupName];
  if (count === undefined || startTime > timeOf(count - 1, count)) return json({ events: [] });
  return page(logGroupName, Number(nextToken ?? 0));
}

function described(logGroupName) {
  const arn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${logGroupName}:*`;
  return { logGroupName, arn, creationTime: 0, storedBytes: 0, logGroupClass: 'STANDARD' };
}

const json = (value) => Buffer.from(JSON.stringify(value));
