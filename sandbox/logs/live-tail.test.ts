import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_SECRET } from '@/sandbox/keys';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';

let sandbox: Listening;
let client: CloudWatchLogs;
beforeAll(async () => {
  sandbox = await listen(createWorld({ demo: false }), 0);
  client = new CloudWatchLogs({
    endpoint: sandbox.origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET },
    disableHostPrefix: true,
  });
  await client.createLogGroup({ logGroupName: '/live' });
  await client.createLogStream({ logGroupName: '/live', logStreamName: 'one' });
});
afterAll(() => sandbox.close());

const arn = 'arn:aws:logs:us-east-1:000000000000:log-group:/live';

it('streams what arrives, by pattern, without ids, sampled past 500 a second', async () => {
  const { responseStream = [] } = await client.startLiveTail({
    logGroupIdentifiers: [arn],
    logEventFilterPattern: '-skip',
  });
  const put = (count: number, word: string) =>
    client.putLogEvents({
      logGroupName: '/live',
      logStreamName: 'one',
      logEvents: Array.from({ length: count }, (_, index) => ({ timestamp: Date.now(), message: `${word} ${index}` })),
    });
  const found: (string | undefined)[] = [];
  let sampled = false;
  for await (const event of responseStream) {
    if (event.sessionStart) {
      expect(event.sessionStart.logGroupIdentifiers).toEqual([arn]);
      await put(2, 'skip');
      await put(3, 'line');
      await put(600, 'flood');
    }
    found.push(...(event.sessionUpdate?.sessionResults ?? []).map(({ message }) => message));
    sampled ||= event.sessionUpdate?.sessionMetadata?.sampled ?? false;
    if (sampled) break;
  }
  expect(found.slice(0, 4)).toEqual(['line 0', 'line 1', 'line 2', 'flood 0']);
  // The three lines may have come a second before.
  expect([500, 503]).toContain(found.length);
});

it('refuses an ARN with an asterisk, and a group that is not there', async () => {
  await expect(client.startLiveTail({ logGroupIdentifiers: [`${arn}:*`] })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await expect(client.startLiveTail({ logGroupIdentifiers: [`${arn}s`] })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
