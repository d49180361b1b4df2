import { CloudWatchLogs, type MalformedQueryException } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_SECRET } from '@/sandbox/keys';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';

let sandbox: Listening;
let client: CloudWatchLogs;
const now = Date.now();
const asked = { logGroupName: '/g', startTime: now / 1000 - 300, endTime: now / 1000 };

beforeAll(async () => {
  sandbox = await listen(createWorld({ demo: false }), 0);
  client = new CloudWatchLogs({
    endpoint: sandbox.origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET },
    maxAttempts: 1,
  });
  await client.createLogGroup({ logGroupName: '/g' });
  await client.createLogStream({ logGroupName: '/g', logStreamName: 'one' });
  const logEvents = [{ message: 'a line', timestamp: now - 60_000 }];
  await client.putLogEvents({ logGroupName: '/g', logStreamName: 'one', logEvents });
});
afterAll(() => sandbox.close());

it.each([
  ['# first\nstats count(*) as n\n  by bin(5m)\n| stats pc(x, 50)', 'pc(x, 50)', 4, 8],
  ['filter status >= 400 | nonsense x', 'nonsense', 1, 23],
  ['parse @message /(a/', '(a', 1, 16],
  ['filter @message like /(a/', '(a', 1, 22],
  ['filter status >=', '<EOF>', 1, 16],
])('a query says where it cannot be understood: %j', async (queryString, what, line, position) => {
  const error = await client.startQuery({ ...asked, queryString }).catch((thrown: unknown) => thrown);
  const message = `unexpected symbol found ${what} at line ${line} and position ${position}`;
  expect(error).toMatchObject({ name: 'MalformedQueryException', message, queryCompileError: { message } });
  const { startCharOffset, endCharOffset } = (error as MalformedQueryException).queryCompileError?.location ?? {};
  expect(queryString.slice(startCharOffset, endCharOffset)).toBe(what === '<EOF>' ? '' : what);
});

it('a query takes the time that is set, tells how far it is, and stops where it was', async () => {
  const set = (ms: number | null) =>
    fetch(`${sandbox.origin}/_sandbox/logs/scan`, { method: 'POST', body: JSON.stringify({ ms }) });
  await set(86_400_000);
  const { queryId = '' } = await client.startQuery({ ...asked, queryString: 'fields @message' });
  expect(await client.getQueryResults({ queryId })).toMatchObject({
    ...{ status: 'Running', results: [], statistics: { recordsScanned: 0, recordsMatched: 0 } },
  });
  await client.stopQuery({ queryId });
  expect((await client.getQueryResults({ queryId })).status).toBe('Cancelled');
  await expect(client.stopQuery({ queryId })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await set(null);
  const again = await client.startQuery({ ...asked, queryString: 'fields @message' });
  const { status, results, statistics } = await client.getQueryResults({ queryId: again.queryId });
  expect([status, results?.length, statistics?.bytesScanned]).toEqual(['Complete', 1, 6]);
});
