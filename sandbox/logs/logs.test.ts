import { fileURLToPath } from 'node:url';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import { NormalizedSchema } from '@smithy/core/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Recording, type Schema, violations } from '@/sandbox/control/test-model';
import { DEMO_SECRET } from '@/sandbox/keys';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';
import { setDelivery } from './directory';

const file = fileURLToPath(new URL('./fixtures/logs.yaml', import.meta.url));
const handler = new Recording();

let sandbox: Listening;
let client: logs.CloudWatchLogs;
let api = '';

beforeAll(async () => {
  sandbox = await listen(createWorld({ demo: false, templates: [{ name: 'logs', file }] }), 0);
  client = new logs.CloudWatchLogs({
    endpoint: sandbox.origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET },
    requestHandler: handler,
    maxAttempts: 1,
  });
  [api = ''] = [...(sandbox.world.accounts[0]?.regions.get('us-east-1')?.httpApis.keys() ?? [])];
});
afterAll(() => sandbox.close());

function expectModel(schema: Schema) {
  expect(violations(NormalizedSchema.of(schema), JSON.parse(handler.raw), '')).toEqual([]);
}

/** Fills a group of its own with lines a second apart. */
async function groupWith(name: string, lines: string[], start: number) {
  await client.createLogGroup({ logGroupName: name });
  await client.createLogStream({ logGroupName: name, logStreamName: 'one' });
  await client.putLogEvents({
    logGroupName: name,
    logStreamName: 'one',
    logEvents: lines.map((message, index) => ({ message, timestamp: start + index * 1000 })),
  });
  expectModel(logs.PutLogEventsResponse$);
}

const now = Date.now();

describe('log groups', () => {
  it('come from templates with retention, class and tags', async () => {
    const { logGroups = [] } = await client.describeLogGroups({ logGroupNamePrefix: '/apis/' });
    expectModel(logs.DescribeLogGroupsResponse$);
    expect(logGroups).toMatchObject([
      { logGroupName: '/apis/json', retentionInDays: 14, logGroupClass: 'STANDARD' },
      { logGroupName: '/apis/rare', logGroupClass: 'INFREQUENT_ACCESS' },
    ]);
    const { tags } = await client.listTagsForResource({ resourceArn: logGroups[0]?.logGroupArn ?? '' });
    expectModel(logs.ListTagsForResourceResponse$);
    expect(tags).toEqual({ team: 'logs' });
  });

  it('are refused where they are not, or are not for reading so', async () => {
    await expect(client.filterLogEvents({ logGroupName: '/nothing' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
    await expect(client.filterLogEvents({ logGroupName: '/apis/rare' })).rejects.toMatchObject({
      name: 'InvalidOperationException',
    });
    await expect(client.createLogGroup({ logGroupName: '/apis/json' })).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    });
  });

  it('are paged', async () => {
    const first = await client.describeLogGroups({ limit: 1 });
    const second = await client.describeLogGroups({ limit: 1, nextToken: first.nextToken });
    expect(second.logGroups?.[0]?.logGroupName).not.toBe(first.logGroups?.[0]?.logGroupName);
    await expect(client.describeLogGroups({ nextToken: 'made up' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

describe('FilterLogEvents', () => {
  it('pages through every event once, in the order of time, within start and end', async () => {
    const lines = Array.from({ length: 25 }, (_, index) => `line ${index}`);
    await groupWith('/paged', lines, now - 30_000);
    const found: (string | undefined)[] = [];
    const ids = new Set<string | undefined>();
    let nextToken: string | undefined;
    do {
      const page: logs.FilterLogEventsCommandOutput = await client.filterLogEvents({
        logGroupName: '/paged',
        limit: 7,
        startTime: now - 29_000,
        endTime: now - 29_000 + 20_000,
        nextToken,
      });
      expectModel(logs.FilterLogEventsResponse$);
      for (const event of page.events ?? []) {
        found.push(event.message);
        ids.add(event.eventId);
      }
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(found).toEqual(lines.slice(1, 21));
    expect(ids.size).toBe(20);
  });

  it('gives pages with nothing in them where a pattern matches late', async () => {
    await groupWith(
      '/sparse',
      Array.from({ length: 10_000 }, (_, index) => `a ${index}`),
      now - 3_600_000,
    );
    for (const start of [2_400_000, 1_200_000]) {
      await client.putLogEvents({
        logGroupName: '/sparse',
        logStreamName: 'one',
        logEvents: Array.from({ length: 10_000 }, (_, index) => ({
          message: index === 9_999 ? 'needle' : 'hay',
          timestamp: now - start + index,
        })),
      });
    }
    const first = await client.filterLogEvents({ logGroupName: '/sparse', filterPattern: 'needle' });
    expect([first.events?.length, typeof first.nextToken]).toEqual([1, 'string']);
    const second = await client.filterLogEvents({
      logGroupName: '/sparse',
      filterPattern: 'needle',
      nextToken: first.nextToken,
    });
    expect(second.events).toHaveLength(1);
  });

  it.each([
    ['ERROR', [0, 3]],
    ['"ERROR x"', [3]],
    ['?ERROR ?WARN', [0, 1, 3]],
    ['ERROR -x', [0]],
    ['%ERR.R [xy]%', [3]],
    ['{ $.status = 5* }', [4]],
    ['{ $.status >= 200 && $.status < 500 }', [5]],
    ['{ ($.routeKey = "GET /x*") && ($.status >= 500) }', [4]],
    ['{ $.routeKey = "GET /*" || $.deep.list[0] = 7 }', [4, 5, 6]],
    ['{ $.gone NOT EXISTS && $.deep.list[*] = 8 }', [6]],
    ['{ $.none IS NULL }', [6]],
    ['[ip, id, user, time, request, status=5*, size]', [7]],
    ['[ip, ..., status=5*, size > 10]', [7]],
    ['"JKJ-_a="', [2]],
  ])('%s', async (filterPattern, expected) => {
    const name = `/patterns/${Buffer.from(filterPattern).toString('hex')}`;
    const lines = [
      'ERROR one',
      'WARN two',
      'id JKJ-_a= here',
      'ERROR x',
      '{"routeKey":"GET /x/{id}","status":503}',
      '{"routeKey":"GET /y","status":204}',
      '{"deep":{"list":[7,8]},"none":null}',
      '127.0.0.1 - ada [25/Nov/2026:03:41:07 +0000] "GET /x y" 502 12',
    ];
    await groupWith(name, lines, now - 20_000);
    const { events = [] } = await client.filterLogEvents({ logGroupName: name, filterPattern });
    expect(events.map(({ message }) => lines.indexOf(message ?? ''))).toEqual(expected);
  });

  it.each(['{ $.a = ', '{ $.a ~ 1 }', '"open', '[a, b ~ 3]'])('refuses the pattern %s', async (filterPattern) => {
    await expect(client.filterLogEvents({ logGroupName: '/apis/json', filterPattern })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

it('reads one stream from either end, and gives the same token at an end', async () => {
  await groupWith('/stream', ['a', 'b', 'c', 'd', 'e'], now - 10_000);
  const at = { logGroupName: '/stream', logStreamName: 'one', limit: 2 };
  const messages = ({ events = [] }: logs.GetLogEventsCommandOutput) => events.map(({ message }) => message).join('');
  const last = await client.getLogEvents(at);
  expectModel(logs.GetLogEventsResponse$);
  expect(messages(last)).toBe('de');
  expect(messages(await client.getLogEvents({ ...at, nextToken: last.nextBackwardToken }))).toBe('bc');
  const end = await client.getLogEvents({ ...at, nextToken: last.nextForwardToken });
  expect([messages(end), end.nextForwardToken]).toEqual(['', last.nextForwardToken]);
  const { logStreams } = await client.describeLogStreams({
    logGroupName: '/stream',
    orderBy: 'LastEventTime',
    descending: true,
  });
  expectModel(logs.DescribeLogStreamsResponse$);
  expect(logStreams).toMatchObject([{ logStreamName: 'one', lastEventTimestamp: now - 6000 }]);
});

describe('what services log', () => {
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${sandbox.origin}/_aws/execute-api/${api}${path}`, { headers });
  const search = async (logGroupName: string, id: string | undefined) =>
    (await client.filterLogEvents({ logGroupName, filterPattern: JSON.stringify(id) })).events ?? [];

  it('finds the line of a request by its id, and by the line the invocation with START, what was printed, END and REPORT', async () => {
    const answer = await ask('/hello', { 'user-agent': 'a "b"' });
    const requestId = answer.headers.get('apigw-requestid') ?? '';
    const [event, ...others] = await search('/apis/json', requestId);
    expect(others).toEqual([]);
    const line = JSON.parse(event?.message ?? '');
    expect(line).toMatchObject({
      requestId,
      routeKey: 'GET /hello',
      status: 200,
      integrationStatus: '200',
      length: '5',
      error: '-',
    });
    expect(line.integrationLatency).toMatch(/^\d+$/);
    const lambda = (await search('/aws/lambda/logs-hello', line.integrationRequestId)).map(
      ({ message }) => message ?? '',
    );
    expect(lambda[0]).toBe(`START RequestId: ${line.integrationRequestId} Version: $LATEST\n`);
    expect(lambda[1]).toMatch(new RegExp(`^\\S+Z\t${line.integrationRequestId}\tWARN\tsaid ${requestId}\n$`));
    expect(lambda[2]).toBe(`END RequestId: ${line.integrationRequestId}\n`);
    expect(lambda[3]).toMatch(
      /^REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t\n$/,
    );
  });

  it('says only of the first call that the function was cold', async () => {
    await ask('/hello');
    const { events = [] } = await client.filterLogEvents({
      logGroupName: '/aws/lambda/logs-hello',
      filterPattern: 'REPORT',
    });
    expect(events.filter(({ message }) => message?.includes('Init Duration')).length).toBe(1);
    expect(events.length).toBeGreaterThan(1);
  });

  it('logs what the gateway itself refused, and what a function failed with', async () => {
    const refused = (await ask('/nowhere')).headers.get('apigw-requestid') ?? '';
    expect(JSON.parse((await search('/apis/json', refused))[0]?.message ?? '')).toMatchObject({
      routeKey: '-',
      status: 404,
      integrationRequestId: '-',
      error: 'Not Found',
    });
    const failed = (await ask('/fail')).headers.get('apigw-requestid') ?? '';
    const line = JSON.parse((await search('/apis/json', failed))[0]?.message ?? '');
    expect(line).toMatchObject({ status: 500, error: 'Internal Server Error', integrationStatus: '-' });
    const lambda = await search('/own/fail', line.integrationRequestId);
    expect(lambda.map(({ message }) => JSON.parse(message ?? '').type ?? JSON.parse(message ?? '').message)).toEqual([
      'platform.start',
      'no such luck',
      'platform.report',
    ]);
  });

  it('delivers late where it is told to', async () => {
    setDelivery(sandbox.world, { leastMs: 3_600_000, mostMs: 3_600_000 });
    const id = (await ask('/hello')).headers.get('apigw-requestid') ?? '';
    expect(await search('/apis/json', id)).toEqual([]);
    setDelivery(sandbox.world, { leastMs: 0, mostMs: 0 });
  });
});

describe('Insights', () => {
  const lines = Array.from({ length: 100 }, (_, index) =>
    JSON.stringify({
      routeKey: index % 4 === 0 ? 'POST /x' : 'GET /x',
      status: index % 10 === 0 ? 503 : 200,
      responseLatency: index,
    }),
  );
  const query = async (logGroupName: string, queryString: string) => {
    const { queryId } = await client.startQuery({
      logGroupName,
      queryString,
      startTime: now / 1000 - 300,
      endTime: now / 1000,
    });
    const answer = await client.getQueryResults({ queryId: queryId ?? '' });
    expectModel(logs.GetQueryResultsResponse$);
    expect(answer.status).toBe('Complete');
    return {
      answer,
      rows: (answer.results ?? []).map((row) => Object.fromEntries(row.map(({ field, value }) => [field, value]))),
    };
  };
  beforeAll(() => groupWith('/insights', lines, now - 200_000));

  it('counts by route with percentiles', async () => {
    const { rows, answer } = await query(
      '/insights',
      `filter ispresent(routeKey)
       | stats count(*) as n, pct(responseLatency,50) as p50, max(responseLatency) as most, sum(status >= 500) as e5xx, sum(status >= 400 and status < 500) as e4xx by routeKey
       | sort n desc`,
    );
    expect(rows).toEqual([
      { routeKey: 'GET /x', n: '75', p50: '50', most: '99', e5xx: '5', e4xx: '0' },
      { routeKey: 'POST /x', n: '25', p50: '48', most: '96', e5xx: '5', e4xx: '0' },
    ]);
    expect(answer.statistics).toMatchObject({ recordsMatched: 100, recordsScanned: 100 });
  });

  it('counts over time, parses what is no JSON, and refuses what it does not know', async () => {
    const { rows } = await query('/insights', 'stats count(*) as n by bin(1m) | sort bin(1m) asc');
    expect(rows.reduce((sum, { n }) => sum + Number(n), 0)).toBe(100);
    expect(rows[0]?.['bin(1m)']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:00\.000$/);
    await groupWith(
      '/clf',
      ['1.1.1.1 - - [t] "GET /a HTTP/1.1" 200 5', '1.1.1.1 - - [t] "GET /b HTTP/1.1" 404 5'],
      now - 100_000,
    );
    const glob = `parse @message '* - - [*] "* * *" * *' as ip, time, method, path, protocol, status, len | filter status = 404 | display path, status`;
    expect((await query('/clf', glob)).rows).toEqual([{ path: '/b', status: '404', '@ptr': expect.any(String) }]);
    const regex =
      'fields @timestamp | parse @message /" (?<status>\\d{3})/ | filter @message like /\\/a/ and status not like /4../ | limit 5';
    expect((await query('/clf', regex)).rows).toEqual([
      { '@timestamp': expect.any(String), '@ptr': expect.any(String) },
    ]);
    await expect(
      client.startQuery({ logGroupName: '/clf', queryString: 'nonsense', startTime: 0, endTime: 1 }),
    ).rejects.toMatchObject({
      name: 'MalformedQueryException',
    });
  });
});
