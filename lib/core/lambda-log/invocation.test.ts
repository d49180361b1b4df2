import { describe, expect, it } from 'vitest';
import { invocationIn } from './invocation';
import { readLambdaLine } from './line';

const ID = '8f5e0f2a-1c1d-4a7b-9a51-0d7c5b1f3e11';
const OTHER = '11111111-2222-4333-8444-555555555555';
const AT = '2026-11-25T10:00:00.000Z';

/** Events of one stream, a millisecond apart, in this order. */
function stream(...messages: string[]) {
  return messages.map((message, index) => ({ id: String(index).padStart(4, '0'), at: 1_000 + index, message }));
}

describe('a line', () => {
  it.each([
    [`START RequestId: ${ID} Version: $LATEST\n`, { kind: 'start', requestId: ID }],
    [`END RequestId: ${ID}`, { kind: 'end', requestId: ID }],
    ['INIT_START Runtime Version: nodejs:22.v31\tRuntime Version ARN: arn:aws:x', { kind: 'init' }],
    ['EXTENSION\tName: a\tState: Ready\tEvents: []', { kind: 'platform', requestId: null }],
    [`{"time":"${AT}","type":"platform.start","record":{"requestId":"${ID}"}}`, { kind: 'start', requestId: ID }],
    [`{"time":"${AT}","type":"platform.initStart","record":{"phase":"init"}}`, { kind: 'init' }],
    [`${AT}\t${ID}\tINFO\ta\tb\n`, { kind: 'said', requestId: ID, level: 'INFO', text: 'a\tb' }],
    [`${AT}\tundefined\tINFO\tloading`, { kind: 'said', requestId: null, level: 'INFO', text: 'loading' }],
    [`[WARNING]\t${AT}\t${ID}\tslow`, { kind: 'said', requestId: ID, level: 'WARNING', text: 'slow' }],
    [
      `{"timestamp":"${AT}","level":"info","requestId":"${ID}","message":{"a":1}}`,
      { kind: 'said', requestId: ID, level: 'INFO', text: '{"a":1}' },
    ],
    ['{"half": ', { kind: 'said', requestId: null, level: null, text: '{"half": ' }],
    ['{"__proto__":{"level":"x"}}', { kind: 'said', requestId: null, level: null }],
    ['STARTLED', { kind: 'said', text: 'STARTLED' }],
  ])('%j', (message, line) => {
    expect(readLambdaLine(message)).toMatchObject(line);
  });

  it.each([
    [
      'text',
      `REPORT RequestId: ${ID}\tDuration: 12.34 ms\tBilled Duration: 163 ms\tMemory Size: 128 MB\tMax Memory Used: 70 MB\tInit Duration: 150.20 ms\tStatus: error\tError Type: Runtime.ExitError\nXRAY TraceId: 1-5f-ab\tSegmentId: 1`,
    ],
    [
      'JSON',
      `{"time":"${AT}","type":"platform.report","record":{"requestId":"${ID}","metrics":{"durationMs":12.34,"billedDurationMs":163,"memorySizeMB":128,"maxMemoryUsedMB":70,"initDurationMs":150.2},"status":"error","errorType":"Runtime.ExitError","tracing":{"type":"X-Amzn-Trace-Id","value":"Root=1-5f-ab;Parent=1;Sampled=1"}}}`,
    ],
  ])('reports the same in %s', (_, message) => {
    expect(readLambdaLine(message)).toEqual({
      kind: 'report',
      requestId: ID,
      report: {
        durationMs: 12.34,
        billedMs: 163,
        memoryMb: 128,
        maxMemoryMb: 70,
        initMs: 150.2,
        restoreMs: null,
        status: 'error',
        errorType: 'Runtime.ExitError',
        traceId: '1-5f-ab',
      },
    });
  });

  it.each([
    [
      'Node.js',
      `${AT}\t${ID}\tERROR\tInvoke Error \t{"errorType":"TypeError","errorMessage":"No","stack":["TypeError: No","at x"]}`,
      'TypeError',
    ],
    [
      'Node.js in JSON',
      `{"timestamp":"${AT}","level":"ERROR","requestId":"${ID}","message":{"errorType":"TypeError","errorMessage":"No","stackTrace":["at x"]}}`,
      'TypeError',
    ],
    [
      'Python',
      '[ERROR] ValueError: No\nTraceback (most recent call last):\n  File "/var/task/a.py", line 3',
      'ValueError',
    ],
    [
      'Python in JSON',
      `{"timestamp":"${AT}","level":"ERROR","message":"No","errorType":"ValueError","errorMessage":"No","stackTrace":["  File 1\\n"],"requestId":"${ID}"}`,
      'ValueError',
    ],
  ])('tells what %s threw', (_, message, type) => {
    const line = readLambdaLine(message);
    expect(line).toMatchObject({ kind: 'said', error: { type, message: 'No' } });
    expect(line.kind === 'said' && line.error?.stack.length).toBeGreaterThan(0);
  });

  it.each([
    [`${AT} ${ID} Task timed out after 3.00 seconds\n\n`, 'Sandbox.Timedout'],
    [`RequestId: ${ID} Error: Runtime exited with error: signal: killed`, 'Runtime.ExitError'],
  ])('tells how an environment broke: %j', (message, type) => {
    expect(readLambdaLine(message)).toMatchObject({ requestId: ID, error: { type } });
  });

  it('takes no log of an error for one that was thrown', () => {
    const line = readLambdaLine(`${AT}\t${ID}\tINFO\tgot {"errorMessage":"x"} from upstream`);
    expect(line).toMatchObject({ kind: 'said', error: null });
  });
});

describe('an invocation', () => {
  const before = [
    `START RequestId: ${OTHER} Version: 1`,
    'said by the other',
    `REPORT RequestId: ${OTHER}\tDuration: 1 ms`,
  ];
  const mine = [
    `START RequestId: ${ID} Version: 1`,
    'a line without an id',
    `${AT}\t${ID}\tINFO\tone with`,
    `END RequestId: ${ID}`,
    `REPORT RequestId: ${ID}\tDuration: 2.00 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 60 MB\t`,
  ];
  const after = [`START RequestId: ${OTHER.replace('1', '2')} Version: 1`, 'said by the next'];

  it('is all between START and REPORT, and nothing of its neighbours', () => {
    const found = invocationIn(stream(...before, ...mine, ...after).reverse(), ID);
    expect(found.lines.map(({ event }) => event.message)).toEqual(mine);
    expect(found).toMatchObject({ startedAt: 1_003, cold: false, error: null, report: { durationMs: 2 } });
  });

  it('ends before the next request while there is no REPORT', () => {
    const open = [...mine.slice(0, 3), ...after];
    expect(invocationIn(stream(...open), ID).lines).toHaveLength(3);
    expect(invocationIn(stream(...open), ID).report).toBeNull();
  });

  it('has the beginning of its environment where it was the first', () => {
    const cold = ['INIT_START Runtime Version: nodejs', `${AT}\tundefined\tINFO\tloading`, ...mine];
    const found = invocationIn(stream(...cold), ID);
    expect(found.lines).toHaveLength(7);
    expect(found.cold).toBe(true);
    const warm = invocationIn(stream('INIT_START Runtime Version: nodejs', ...before, 'stray', ...mine), ID);
    expect(warm.lines.map(({ event }) => event.message)).toEqual(mine);
    expect(warm.cold).toBe(false);
  });

  it('leaves out what other requests of the same moment say', () => {
    const mixed = [mine[0] ?? '', `${AT}\t${OTHER}\tINFO\tof another`, ...mine.slice(1)];
    expect(invocationIn(stream(...mixed), ID).lines.map(({ event }) => event.message)).toEqual(mine);
  });

  it('is what names it while START has not arrived', () => {
    const found = invocationIn(stream(...before, ...mine.slice(2)), ID);
    expect(found.lines).toHaveLength(3);
    expect(found.startedAt).toBeNull();
  });

  it('knows from the report alone that it timed out', () => {
    const timedOut = invocationIn(
      stream(mine[0] ?? '', `REPORT RequestId: ${ID}\tDuration: 3000.00 ms\tStatus: timeout`),
      ID,
    );
    expect(timedOut.error?.message).toContain('time limit');
  });
});
