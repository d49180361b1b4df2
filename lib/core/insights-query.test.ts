import { describe, expect, it } from 'vitest';
import { accessLine } from '@/sandbox/logs/access-line';
import { askOf } from '@/sandbox/logs/ask';
import { createGroup, logsOf } from '@/sandbox/logs/directory';
import { getQueryResults, startQuery } from '@/sandbox/logs/insights/queries';
import { store } from '@/sandbox/logs/write';
import type { Region } from '@/sandbox/model';
import { FORMATS } from './access-log/known-formats';
import { splitFormat } from './access-log/template';
import { pictureQueries } from './insights-query';

type Values = Record<string, string>;

const START = Date.UTC(2026, 10, 25, 3);
const MINUTE = 60_000;
const KNOWN = Object.entries(FORMATS);
const ALONE = { stage: '$default', others: [], bin: '5m' };

/** Pseudo-random, so that each run asks about the same lines. */
function lot(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** 300 requests over half an hour. Paths and agents are a stranger's; some requests met no route, some no integration. */
function requests(quotes: boolean): { at: number; values: Values }[] {
  const random = lot(5);
  const from = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const odd = quotes ? ['/a b,c/"GET /x" 200 1', '/<status>500</status>'] : ['/a b,c', '/<status>500</status>'];
  return Array.from({ length: 300 }, (_, index) => {
    const [key, resource] = from([
      ['GET /notes', '/notes'],
      ['GET /notes/{id}', '/notes/{id}'],
      ['ANY /{proxy+}', '/{proxy+}'],
      ['$default', '/'],
    ] as const);
    const status = from(['200', '200', '201', '301', '400', '401', '403', '404', '429', '500', '503']);
    const latency = random() < 0.1 ? '-' : String(Math.floor(5 + random() ** 4 * 3_000));
    const values = {
      ...{
        accountId: '000000000000',
        requestId: `R${index}q=`,
        extendedRequestId: `E${index}-_=`,
        protocol: 'HTTP/1.1',
      },
      ...{ requestTime: '25/Nov/2026:03:41:07 +0000', requestTimeEpoch: String(START), responseLength: String(index) },
      ...{ httpMethod: from(['GET', 'POST']), routeKey: key, resourcePath: resource, path: from(['/notes', ...odd]) },
      ...{ status, responseLatency: latency, integrationLatency: latency, 'integration.latency': latency },
      ...{ 'identity.sourceIp': from(['203.0.113.7', '2001:db8::1']), eventType: 'MESSAGE', stage: 'prod' },
      'identity.userAgent': quotes ? 'Mozilla/5.0 (X11) "quoted", 500' : 'Mozilla/5.0 (X11), 500',
    };
    return { at: START + index * 6_000, values };
  });
}

type Row = Record<string, string>;

function insights(lines: { at: number; message: string }[]) {
  const region = { name: 'us-east-1', logs: undefined } as unknown as Region;
  const logs = logsOf(region, '000000000000');
  const group = createGroup(logs, { name: 'g', createdAt: START });
  for (const { at, message } of lines) store(group, { stream: 's', timestamp: at, message }, at);
  return (queryString: string): Row[] => {
    const range = { startTime: START / 1_000, endTime: START / 1_000 + 1_800 };
    const { queryId } = startQuery(askOf(region, '000000000000', { logGroupNames: ['g'], queryString, ...range }));
    const { results } = getQueryResults(askOf(region, '000000000000', { queryId: queryId as string }));
    return (results as { field: string; value: string }[][]).map((cells) =>
      Object.fromEntries(cells.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field, value])),
    );
  };
}

/** The same by plain arithmetic on what the lines were made of. */
function truth(made: { at: number; values: Values }[], keyOf: (one: { at: number; values: Values }) => string) {
  const groups = new Map<string, Values[]>();
  for (const one of made) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one.values]);
  return new Map([...groups].map(([key, all]) => [key, totals(all)]));
}

function totals(all: Values[]) {
  const of = (least: number, most: number) =>
    all.filter(({ status }) => Number(status) >= least && Number(status) < most);
  const times = all.map(({ responseLatency }) => Number(responseLatency)).filter((time) => !Number.isNaN(time));
  times.sort((a, b) => a - b);
  const pct = (share: number) => {
    const place = ((times.length - 1) * share) / 100;
    const [low, high] = [times[Math.floor(place)] ?? 0, times[Math.ceil(place)] ?? 0];
    return low + (high - low) * (place % 1);
  };
  return [all.length, of(400, 500).length, of(500, 600).length, pct(50), pct(95), pct(99)];
}

const told = (row: Row, latency: boolean) =>
  ['requests', 'clientErrors', 'serverErrors', ...(latency ? ['p50', 'p95', 'p99'] : [])].map((name) =>
    Number(row[name]),
  );

function compare(rows: Row[], expected: Map<string, number[]>, latency: boolean) {
  const known = new Set(['requests', 'clientErrors', 'serverErrors', 'p50', 'p95', 'p99']);
  const keyOf = (row: Row) => Object.entries(row).find(([name]) => !known.has(name))?.[1] ?? '';
  expect(new Set(rows.map(keyOf))).toEqual(new Set(expected.keys()));
  for (const row of rows) {
    const numbers = expected.get(keyOf(row))?.slice(0, latency ? 6 : 3) ?? [];
    for (const [index, number] of told(row, latency).entries()) expect(number).toBeCloseTo(numbers[index] ?? -1, 6);
  }
}

const binOf = ({ at }: { at: number }) =>
  new Date(Math.floor(at / (5 * MINUTE)) * 5 * MINUTE).toISOString().replace('T', ' ').replace('Z', '');

/** The route as each sort of format tells it. */
function routeOf(format: string) {
  const names = splitFormat(format).flatMap((part) => ('name' in part ? [part.name] : []));
  return ({ values }: { values: Values }) =>
    names.includes('routeKey') ? (values.routeKey ?? '') : `${values.httpMethod} ${values.resourcePath}`;
}

describe('the queries for each known format, run on its own lines, tell the true numbers', () => {
  it.each(KNOWN)('%s', (_, format) => {
    const { overTime, byRoute, latency, hasStatus, apart } = pictureQueries({ format, ...ALONE });
    expect({ hasStatus, apart }).toEqual({ hasStatus: true, apart: true });
    expect(latency !== null).toBe(/[lL]atency/.test(format));
    expect(overTime.length).toBeLessThan(2_000);
    // A quote in a value breaks JSON, and what Insights cannot read it does not discover; see below.
    const made = requests(overTime.includes('parse @message'));
    const lines = made.map(({ at, values }) => ({ at, message: accessLine(format, (name) => values[name]) }));
    const ask = insights([...lines, { at: START, message: 'not a line of this stage' }]);
    compare(ask(overTime), truth(made, binOf), latency !== null);
    compare(ask(byRoute ?? ''), truth(made, routeOf(format)), latency !== null);
  });
});

/** A format that somebody may have made up: a few variables in any order, as JSON with and without quotes, or with anything between them. */
function madeUp(random: () => number): string {
  const from = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const others = [
    'requestId',
    'identity.sourceIp',
    'requestTime',
    'httpMethod',
    'protocol',
    'responseLength',
    'path',
    'stage',
  ];
  const names = [
    'status',
    'routeKey',
    ...(random() < 0.7 ? ['responseLatency'] : []),
    ...others.filter(() => random() < 0.5),
  ];
  names.sort(() => random() - 0.5);
  const form = from(['json', 'bare', 'text', 'text'] as const);
  if (form === 'text') {
    const between = from([',', ';', ' | ', '\t', '" "', '</x> <x>', ' ^$.*+?()[]{}\\/ ']);
    return names.map((name) => `$context.${name}`).join(between);
  }
  const key = () => from(['a', 'b c', 'sort', '@x', 'in.side', 'tür', 'status', 'route']);
  const members = names.map((name, index) => {
    const quote = form === 'bare' && random() < 0.5 && /status|Lat|Len/.test(name) ? '' : '"';
    return `"${key()}${index}":${quote}$context.${name}${quote}`;
  });
  return `{${members.join(from([',', ', ']))}}`;
}

describe('a hundred made-up formats', () => {
  const random = lot(11);
  const formats = Array.from({ length: 100 }, () => madeUp(random));
  const made = requests(false).map(({ at, values }) => ({ at, values: { ...values, path: '/notes' } }));

  it.each(formats)('%s', (format) => {
    const { overTime, byRoute, latency } = pictureQueries({ format, ...ALONE });
    const ask = insights(
      made.map(({ at, values }) => ({ at, message: accessLine(format, (name) => (values as Values)[name]) })),
    );
    compare(ask(overTime), truth(made, binOf), latency !== null);
    compare(ask(byRoute ?? ''), truth(made, routeOf(format)), latency !== null);
  });
});

describe('the form of a query', () => {
  it('uses what Insights discovers where each value stands alone in quotes', () => {
    const format = FORMATS['JSON of an HTTP API'] ?? '';
    const { overTime, byRoute } = pictureQueries({ format, ...ALONE });
    expect(overTime).not.toContain('parse');
    expect(byRoute).toMatch(/by routeKey$/m);
  });

  it.each([
    ['a number without quotes, which is a dash where it is absent', 'HTTP API of SST v0 to v2'],
    ['values that carry quotes of their own', 'HTTP API of SST v3'],
    ['no JSON at all', 'CSV of an HTTP API'],
  ])('parses where there is %s', (_, name) => {
    const { overTime } = pictureQueries({ format: FORMATS[name] ?? '', ...ALONE });
    expect(overTime).toMatch(/^parse @message \/\^.*\/$/m);
  });

  it('gives no name to a parsed value that a field of the line has already', () => {
    const format = '{"status":"$context.status","latency":$context.responseLatency,"route":"\'$context.routeKey\'"}';
    const { byRoute } = pictureQueries({ format, ...ALONE });
    expect(byRoute).toContain('(?<status_>');
    expect(byRoute).toContain('(?<latency_>');
    expect(byRoute).toContain('by route_\n');
  });

  it('writes field names that are no plain words in backticks', () => {
    const format = '{"http":{"status-code":"$context.status"},"sort":"$context.routeKey"}';
    const { byRoute } = pictureQueries({ format, ...ALONE });
    expect(byRoute).toContain('ispresent(`http.status-code`)');
    expect(byRoute).toContain('by `sort`');
  });

  it('takes no field whose name would end its backticks, and so write a query of its own', () => {
    const format = '{"x` | fields @message | filter `y":"$context.status","route":"$context.routeKey"}';
    const { overTime, byRoute } = pictureQueries({ format, ...ALONE });
    for (const query of [overTime, byRoute ?? '']) {
      expect(query).toContain('parse @message /');
      expect(query.replace(/\/.*\//, '')).not.toContain('fields');
    }
  });

  it('says what a format cannot tell', () => {
    expect(pictureQueries({ format: '$context.requestId', ...ALONE })).toEqual({
      overTime: 'stats count(*) as requests by bin(5m)',
      ...{ byRoute: null, latency: null, hasStatus: false, apart: true },
    });
  });
});

describe('stages that share a log group', () => {
  const first =
    '{"requestId":"$context.requestId","routeKey":"$context.routeKey","status":"$context.status","path":"$context.path"}';
  const second =
    '{"requestId":"$context.requestId","routeKey":"$context.routeKey","stage":"$context.stage","status":"$context.status"}';

  it('are told apart by the stage or by a field that only one has', () => {
    const made = requests(false);
    const line = (format: string, values: Values) => accessLine(format, (name) => ({ ...values, stage: 'v2' })[name]);
    const ask = insights([
      ...made.map(({ at, values }) => ({ at, message: line(first, values) })),
      ...made.slice(0, 7).map(({ at, values }) => ({ at, message: line(second, values) })),
    ]);
    const counted = (query: string) => ask(query).reduce((sum, row) => sum + Number(row.requests), 0);
    const [one, two] = [
      pictureQueries({ format: first, stage: '$default', others: [second], bin: '5m' }),
      pictureQueries({ format: second, stage: 'v2', others: [first], bin: '5m' }),
    ];
    expect([one.apart, two.apart]).toEqual([true, true]);
    expect([counted(one.overTime), counted(two.overTime)]).toEqual([300, 7]);
  });

  it('are not told apart where their lines look the same, which is said', () => {
    const asked = { stage: 'a', others: [first], bin: '5m' };
    expect(pictureQueries({ format: first, ...asked }).apart).toBe(false);
    const csv = FORMATS['CSV of an HTTP API'] ?? '';
    expect(pictureQueries({ format: csv, stage: 'a', others: [csv], bin: '5m' }).apart).toBe(false);
  });
});
