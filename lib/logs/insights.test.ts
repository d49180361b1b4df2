import { describe, expect, it } from 'vitest';
import { translate } from '@/lib/aws/errors';
import { AppError } from '@/lib/core/error';
import type { InsightsEvent } from './contract';
import { query } from './insights';

const INPUT = {
  account: { region: 'us-east-1' },
  groups: ['g'],
  query: 'fields x\n| count',
  from: 1_500,
  to: 9_001,
};
const READ = { recordsMatched: 2, recordsScanned: 9, bytesScanned: 900 };
const CALL = {
  service: 'CloudWatch Logs',
  operation: 'StartQuery',
  region: 'us-east-1',
  profile: null,
  endpoint: null,
};

/** CloudWatch Logs that gives these answers, one a poll; an error is thrown. Everything that is asked is noted. */
function cloud(answers: unknown[]) {
  const asked: [string, unknown][] = [];
  const logs = {
    startQuery: async (input: object) => {
      asked.push(['start', input]);
      return { queryId: 'q-1' };
    },
    getQueryResults: async (_: object, { abortSignal }: { abortSignal: AbortSignal }) => {
      abortSignal.throwIfAborted();
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
    stopQuery: async (input: object) => {
      asked.push(['stop', input]);
      return {};
    },
  };
  return { asked, logs: logs as unknown as Parameters<typeof query>[0] };
}

async function run(answers: unknown[], onEvent: (event: InsightsEvent) => void = () => {}) {
  const { asked, logs } = cloud(answers);
  const waits: number[] = [];
  const ending = new AbortController();
  const wait = (async (ms: number, _: unknown, { signal }: { signal: AbortSignal }) => {
    signal.throwIfAborted();
    waits.push(ms);
  }) as never;
  const events: InsightsEvent[] = [];
  const error = await (async () => {
    for await (const event of query(logs, INPUT, { signal: ending.signal, wait })) {
      events.push(event);
      onEvent(event);
    }
  })().catch((thrown: unknown) => thrown);
  return { events, error, asked, waits, ending };
}

describe('a query of Insights', () => {
  it('tells how far it is, with longer and longer pauses, and its table at the end', async () => {
    const running = { status: 'Running', statistics: { bytesScanned: 450 } };
    const results = [
      [
        { field: 'route', value: 'GET /' },
        { field: '@ptr', value: 'x' },
      ],
      [{ field: 'n', value: '2' }],
    ];
    const answers = [
      { status: 'Scheduled' },
      ...Array(12).fill(running),
      { status: 'Complete', statistics: READ, results },
    ];
    const { events, asked, waits } = await run(answers);
    expect(events.slice(0, 2)).toEqual([
      { type: 'progress', waiting: true, statistics: { matched: 0, scanned: 0, bytes: 0 } },
      { type: 'progress', waiting: false, statistics: { matched: 0, scanned: 0, bytes: 450 } },
    ]);
    expect(events.at(-1)).toEqual({
      ...{ type: 'done', ended: 'complete', statistics: { matched: 2, scanned: 9, bytes: 900 } },
      result: {
        columns: ['route', 'n'],
        rows: [
          ['GET /', null],
          [null, '2'],
        ],
        cut: false,
      },
    });
    expect(waits[0]).toBeLessThan(waits[5] ?? 0);
    expect(Math.max(...waits)).toBe(3_000);
    const start = { logGroupNames: ['g'], queryString: INPUT.query, startTime: 1, endTime: 10, limit: 10_000 };
    expect(asked).toEqual([['start', start]]);
  });

  it('is stopped when nobody waits for it any more, and only then', async () => {
    const left = cloud([{ status: 'Running' }, { status: 'Running' }]);
    const wait = (async () => {}) as never;
    for await (const _ of query(left.logs, INPUT, { signal: new AbortController().signal, wait })) break;
    expect(left.asked.slice(1)).toEqual([['stop', { queryId: 'q-1' }]]);

    const ending = new AbortController();
    const aborted = cloud([{ status: 'Running' }, { status: 'Running' }]);
    const going = async () => {
      for await (const _ of query(aborted.logs, INPUT, { signal: ending.signal, wait })) ending.abort();
    };
    await expect(going()).rejects.toThrow();
    expect(aborted.asked.slice(1)).toEqual([['stop', { queryId: 'q-1' }]]);
  });

  it('outlives polls that fail for a while, not those that are refused', async () => {
    const throttled = new AppError('throttled', 'Too many.');
    const denied = new AppError('access-denied', 'No.', { detail: { action: 'logs:GetQueryResults' } });
    const through = await run([throttled, throttled, { status: 'Complete', statistics: READ, results: [] }]);
    expect(through.events.map(({ type }) => type)).toEqual(['done']);
    const refused = await run([denied]);
    expect(refused.error).toBe(denied);
    expect(refused.asked.at(-1)).toEqual(['stop', { queryId: 'q-1' }]);
    expect((await run(Array(5).fill(throttled))).error).toBe(throttled);
  });

  it.each([
    [
      'by its offsets',
      { location: { startCharOffset: 9, endCharOffset: 10 }, message: 'no viable |' },
      'no viable |',
      { from: 9, to: 10 },
    ],
    ['by its words', undefined, 'unexpected symbol found count at line 2 and position 2', { from: 11, to: 11 }],
    ['nowhere', undefined, 'mismatched input count', null],
  ])('says what is wrong with the text, and where: %s', async (_, queryCompileError, message, at) => {
    const { logs } = cloud([]);
    const thrown = Object.assign(new Error(`${message} (Service: AWSLogs; Status Code: 400)`), {
      ...{ name: 'MalformedQueryException', $metadata: { httpStatusCode: 400 }, queryCompileError },
    });
    const refusing = {
      ...logs,
      startQuery: async () => Promise.reject(translate(thrown, { ...CALL, emulator: false, command: '' })),
    };
    const events: InsightsEvent[] = [];
    for await (const event of query(refusing as never, INPUT, { signal: new AbortController().signal }))
      events.push(event);
    expect(events).toEqual([{ type: 'rejected', message, at }]);
  });
});
