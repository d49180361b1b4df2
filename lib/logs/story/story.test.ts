import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/core/error';
import type { LogPlace } from '@/lib/logs/contract';
import type { StoryEvent, StoryInput } from './contract';
import type { Logs } from './search';
import { tellStory } from './story';

const NOW = Date.UTC(2026, 10, 25, 10);
const GATEWAY = 'Mc7UVioPPHcEKPA=';
const MINE = '8f5e0f2a-1c1d-4a7b-9a51-0d7c5b1f3e11';
const OTHER = '11111111-2222-4333-8444-555555555555';
const FORMAT =
  '{"requestId":"$context.requestId","routeKey":"$context.routeKey","status":"$context.status","agent":"$context.identity.userAgent","integrationRequestId":"$context.integration.requestId","integrationLatency":"$context.integration.latency"}';

/** Time that passes when everybody sleeps. */
class Clock {
  time = NOW;
  readonly #sleepers: { at: number; wake: () => void }[] = [];
  now = () => this.time;
  sleep = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      this.#sleepers.push({ at: this.time + ms, wake: resolve });
      if (this.#sleepers.length === 1) setImmediate(() => this.#turn());
    });
  #turn() {
    this.#sleepers.sort((a, b) => a.at - b.at);
    const next = this.#sleepers.shift();
    if (!next) return;
    this.time = Math.max(this.time, next.at);
    next.wake();
    if (this.#sleepers.length > 0) setImmediate(() => this.#turn());
  }
}

interface Line {
  group: string;
  stream?: string;
  /** After the request was sent. */
  at: number;
  /** How long until CloudWatch shows it. */
  late?: number;
  message: string;
}

/** CloudWatch as far as a story asks it: terms, quoted or not, with `?` for any of them. */
class Cloud {
  readonly clock = new Clock();
  readonly #lines: Line[];
  calls = 0;
  constructor(lines: Line[]) {
    this.#lines = lines;
  }
  readonly logs: Logs = {
    filterLogEvents: (async (input: Record<string, unknown>) => {
      this.calls++;
      const terms = [...String(input.filterPattern ?? '').matchAll(/"([^"]*)"/g)].map(([, term]) => term ?? '');
      const events = this.#lines.flatMap((line, index) => {
        const { group, stream = 's', at, late = 0, message } = line;
        const time = NOW + at;
        const streams = input.logStreamNames as string[] | undefined;
        const isAsked =
          group === input.logGroupName &&
          (streams?.includes(stream) ?? true) &&
          time >= Number(input.startTime) &&
          time < Number(input.endTime) &&
          time + late <= this.clock.time &&
          (terms.length === 0 || terms.some((term) => message.includes(term)));
        const shown = { eventId: String(index).padStart(6, '0'), logStreamName: stream, timestamp: time };
        return isAsked ? [{ ...shown, ingestionTime: time + late, message }] : [];
      });
      return { events };
    }) as never,
  };
}

function place(over: Partial<LogPlace> & Pick<LogPlace, 'role'>): LogPlace {
  const group = over.role === 'access' ? 'access' : over.role === 'function' ? 'fn' : 'execution';
  return {
    id: over.role,
    stage: over.role === 'access' ? '$default' : null,
    routes: over.role === 'function' ? ['GET /notes'] : [],
    label: over.role === 'function' ? 'notes-get' : over.role,
    destination: { type: 'group', group },
    format: over.role === 'access' ? FORMAT : null,
    level: null,
    assumed: false,
    facts: { retentionDays: null, class: 'STANDARD', storedBytes: 0 },
    exists: true,
    ...over,
  };
}

const ACCESS = place({ role: 'access' });
const FUNCTION = place({ role: 'function' });

const ASKED: StoryInput = {
  api: { kind: 'http', id: 'abc', account: { region: 'eu-west-1' } },
  stage: '$default',
  routeKey: 'GET /notes',
  ids: [GATEWAY],
  sentAt: NOW,
  answeredAt: NOW + 200,
  date: NOW,
};

const accessLine = (values: Record<string, unknown> = {}) =>
  JSON.stringify({
    requestId: GATEWAY,
    routeKey: 'GET /notes',
    status: '200',
    agent: 'node',
    integrationRequestId: MINE,
    integrationLatency: '42',
    ...values,
  });

function invocation(id: string, { at = 10, late = 0, stream = 's', said = 'hello' } = {}): Line[] {
  const [group, own] = ['fn', { stream, late }];
  return [
    { group, ...own, at, message: `START RequestId: ${id} Version: $LATEST` },
    { group, ...own, at: at + 1, message: said },
    { group, ...own, at: at + 2, message: `REPORT RequestId: ${id}\tDuration: 2.00 ms\tBilled Duration: 2 ms` },
  ];
}

async function story(cloud: Cloud, places = [ACCESS, FUNCTION], asked = ASKED) {
  const told: StoryEvent[] = [];
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  const { clock, logs } = cloud;
  for await (const event of tellStory(logs, { places, problems: [] }, asked, { signal, clock })) {
    if (event.type !== 'looking') told.push(event);
  }
  const last = (type: StoryEvent['type']) => told.findLast((event) => event.type === type);
  return {
    told,
    access: last('access'),
    fn: last('function'),
    missing: last('missing'),
    notCalled: last('not-called'),
  };
}

describe('a request with an access log', () => {
  it('is followed from its line to its invocation, whatever arrives first', async () => {
    const neighbours = [
      ...invocation(OTHER, { at: 0, stream: 't' }),
      { group: 'access', at: 5, message: accessLine({ requestId: 'x=' }) },
    ];
    for (const late of [0, 20_000, 70_000]) {
      const lines = [
        ...neighbours,
        ...invocation(MINE, { late: 2_000 }),
        { group: 'access', at: 200, late, message: accessLine() },
      ];
      const { access, fn, missing } = await story(new Cloud(lines));
      expect(access).toMatchObject({ group: 'access', fields: expect.arrayContaining([['integration.latency', 42]]) });
      expect(fn).toMatchObject({ requestId: MINE, joined: 'access-log', name: 'notes-get', more: 0 });
      expect(fn?.type === 'function' && fn.events.map(({ message }) => message)[1]).toBe('hello');
      expect(missing).toBeUndefined();
    }
  });

  it('loses no time where the line comes while the invocation is looked for', async () => {
    const { clock, logs: quick } = new Cloud([
      ...invocation(MINE),
      { group: 'access', at: 200, message: accessLine() },
    ]);
    const filterLogEvents = async (input: { logGroupName?: string }) => {
      if (input.logGroupName === 'fn') await new Promise((resolve) => setImmediate(resolve));
      return quick.filterLogEvents(input as never);
    };
    const logs: Logs = { filterLogEvents: filterLogEvents as never };
    const { signal } = new AbortController();
    const begun = NOW + 1_000;
    clock.time = begun;
    const places = { places: [ACCESS, FUNCTION], problems: [] };
    let known: number | null = null;
    for await (const event of tellStory(logs, places, ASKED, { signal, clock })) {
      if (event.type === 'function' && event.joined === 'access-log') known ??= clock.time;
    }
    expect(known).toBe(begun);
  });

  it('shows the only invocation of that time until the line has come, and then the right one', async () => {
    const lines = [
      ...invocation(OTHER, { said: 'of another' }),
      ...invocation(MINE, { at: 30, late: 30_000, stream: 't' }),
      { group: 'access', at: 200, late: 20_000, message: accessLine() },
    ];
    const { told } = await story(new Cloud(lines));
    const shown = told.flatMap((event) => (event.type === 'function' ? [`${event.joined} ${event.requestId}`] : []));
    expect(shown).toEqual([`time ${OTHER}`, `access-log ${MINE}`]);
  });

  it('takes no line for its own in which somebody else sent the id along', async () => {
    const line = { group: 'access', at: 100, message: accessLine({ requestId: 'another=', agent: GATEWAY }) };
    const { access, missing } = await story(new Cloud([line]), [ACCESS]);
    expect(access).toBeUndefined();
    expect(missing).toMatchObject({ chapter: 'access', failure: { code: 'timed-out' } });
  });

  it('knows that nothing was called where the gateway answered', async () => {
    const refused = accessLine({ status: '401', integrationRequestId: '-', integrationLatency: '-' });
    const lines = [...invocation(OTHER), { group: 'access', at: 100, late: 5_000, message: refused }];
    const { told, notCalled } = await story(new Cloud(lines));
    expect(notCalled).toBeDefined();
    expect(told.at(-1)).toEqual({ type: 'not-called' });
  });

  it('looks in the log of the route that took it', async () => {
    const other = place({
      role: 'function',
      id: 'default',
      label: 'rest',
      routes: ['$default'],
      destination: { type: 'group', group: 'fn' },
    });
    const elsewhere = { ...FUNCTION, destination: { type: 'group' as const, group: 'empty' } };
    const lines = [...invocation(MINE), { group: 'access', at: 100, message: accessLine({ routeKey: '$default' }) }];
    const { fn } = await story(new Cloud(lines), [ACCESS, elsewhere, other]);
    expect(fn).toMatchObject({ name: 'rest', joined: 'access-log' });
  });

  it('looks behind a route that takes any method, as a REST API names it', async () => {
    const format = '{"id":"$context.requestId","m":"$context.httpMethod","r":"$context.resourcePath"}';
    const rest = place({ role: 'function', label: 'pets', routes: ['ANY /pets/{id}'] });
    const line = { group: 'access', at: 100, message: `{"id":"${GATEWAY}","m":"PUT","r":"/pets/{id}"}` };
    const places = [place({ role: 'access', format }), rest, { ...FUNCTION, destination: null }];
    const { fn } = await story(new Cloud([...invocation(MINE), line]), places, { ...ASKED, routeKey: null });
    expect(fn).toMatchObject({ name: 'pets', joined: 'time' });
  });

  it('looks behind all routes where it is not known which was meant, and behind none where none took it', async () => {
    const asked = { ...ASKED, routeKey: null };
    expect((await story(new Cloud(invocation(MINE)), [FUNCTION], asked)).fn).toMatchObject({ name: 'notes-get' });
    const format = '{"id":"$context.requestId","routeKey":"$context.routeKey"}';
    const line = { group: 'access', at: 100, message: `{"id":"${GATEWAY}","routeKey":"-"}` };
    const untaken = await story(new Cloud([line]), [place({ role: 'access', format }), FUNCTION]);
    expect(JSON.stringify(untaken.missing)).toContain('No route took');
  });

  it('shows a line that is not in the format as it stands', async () => {
    const { access } = await story(new Cloud([{ group: 'access', at: 100, message: `old ${GATEWAY}` }]), [ACCESS]);
    expect(access).toMatchObject({ fields: null, event: { message: `old ${GATEWAY}` } });
  });
});

describe('a request that the access log does not join', () => {
  const shorter = place({ role: 'access', format: '{"requestId":"$context.requestId"}' });
  const none = place({ role: 'access', destination: null, format: null, facts: null, exists: null });

  it.each([
    ['its format has no such variable', shorter],
    ['there is none', none],
  ])('is joined by the gateway’s id that the function printed, where %s', async (_, access) => {
    const lines = [...invocation(OTHER), ...invocation(MINE, { at: 20, stream: 't', said: `{"event":"${GATEWAY}"}` })];
    const { fn } = await story(new Cloud(lines), [access, FUNCTION]);
    expect(fn).toMatchObject({ requestId: MINE, joined: 'gateway-id' });
  });

  it('is joined by its time where one invocation fits', async () => {
    const lines = [...invocation(OTHER, { at: -30_000 }), ...invocation(MINE, { stream: 't' })];
    expect((await story(new Cloud(lines), [none, FUNCTION])).fn).toMatchObject({ requestId: MINE, joined: 'time' });
  });

  it('is not joined where several fit, also when the second comes late', async () => {
    const lines = [...invocation(MINE), ...invocation(OTHER, { at: 50, late: 4_000, stream: 't' })];
    const { told } = await story(new Cloud(lines), [none, FUNCTION]);
    expect(told.at(-1)).toMatchObject({ type: 'missing', chapter: 'function' });
    expect(JSON.stringify(told.at(-1))).toContain('2 invocations of notes-get');
    expect(JSON.stringify(told.at(-1))).toContain('$context.integration.requestId');
  });

  it('is told by AWS’s clock where this machine’s is wrong', async () => {
    const lines = invocation(MINE);
    const wrong = { ...ASKED, sentAt: NOW + 600_000, answeredAt: NOW + 600_200, date: NOW };
    expect((await story(new Cloud(lines), [none, FUNCTION], wrong)).fn).toMatchObject({ requestId: MINE });
  });
});

describe('a log that cannot be looked into', () => {
  it.each([
    [
      'a Firehose stream',
      { destination: { type: 'firehose' as const, arn: 'arn:aws:firehose:x:1:deliverystream/amazon-apigateway-a' } },
      'amazon-apigateway-a',
    ],
    ['a group that is gone', { exists: false }, 'does not exist'],
    [
      'a class without search',
      { facts: { retentionDays: 1, class: 'INFREQUENT_ACCESS' as const, storedBytes: 1 } },
      'Infrequent Access',
    ],
    ['no setting', { destination: null }, 'keeps no access log'],
    ['a format without ids', { format: '$context.status' }, 'names no request'],
  ])('is not asked: %s', async (_, over, words) => {
    const cloud = new Cloud([]);
    const { missing } = await story(cloud, [place({ role: 'access', ...over })]);
    expect(missing).toMatchObject({ chapter: 'access' });
    expect(JSON.stringify(missing)).toContain(words);
    expect(cloud.calls).toBe(0);
  });

  it('says which permission is missing, once, and goes on with the other log', async () => {
    const cloud = new Cloud(invocation(MINE));
    const { filterLogEvents } = cloud.logs;
    cloud.logs.filterLogEvents = (async (input: { logGroupName: string }, options: never) => {
      if (input.logGroupName === 'access')
        throw new AppError('access-denied', 'No.', { detail: { action: 'logs:FilterLogEvents' } });
      return filterLogEvents(input as never, options);
    }) as never;
    const { told, fn } = await story(cloud);
    const refused = told.filter(({ type }) => type === 'missing');
    expect(refused).toEqual([
      {
        type: 'missing',
        chapter: 'access',
        failure: { code: 'access-denied', message: 'No.', detail: { action: 'logs:FilterLogEvents' } },
      },
    ]);
    expect(fn).toMatchObject({ joined: 'time' });
  });

  it('may be made with the first line', async () => {
    const cloud = new Cloud(invocation(MINE));
    const { filterLogEvents } = cloud.logs;
    const gone = place({ role: 'access', exists: false });
    const none = place({ role: 'access', destination: null });
    const notYet = (from: number) => {
      cloud.logs.filterLogEvents = (async (...asked: Parameters<typeof filterLogEvents>) => {
        if (cloud.clock.time < NOW + from) throw new AppError('not-found', 'No such group.');
        return filterLogEvents(...asked);
      }) as never;
    };
    notYet(5_000);
    const places = [none, { ...FUNCTION, exists: false }];
    expect((await story(cloud, places)).fn).toMatchObject({ requestId: MINE });
    notYet(Number.MAX_VALUE);
    const unknown = place({ role: 'access', exists: null });
    const begun = cloud.clock.time;
    expect((await story(cloud, [unknown])).missing).toMatchObject({ failure: { code: 'not-found' } });
    expect(cloud.clock.time).toBe(begun);
    const { told } = await story(cloud, [gone, { ...FUNCTION, exists: false }]);
    expect(told.map((event) => event.type === 'missing' && event.failure.message)).toEqual([
      'The settings of the stage name the log group access, which does not exist.',
      'notes-get has no log group fn.',
    ]);
  });

  it('is looked into again after what passes', async () => {
    const cloud = new Cloud([{ group: 'access', at: 100, message: accessLine() }]);
    const { filterLogEvents } = cloud.logs;
    let refusals = 3;
    cloud.logs.filterLogEvents = (async (...asked: Parameters<typeof filterLogEvents>) => {
      if (refusals-- > 0) throw new AppError('throttled', 'Wait.');
      return filterLogEvents(...asked);
    }) as never;
    expect((await story(cloud, [ACCESS])).access).toBeDefined();
  });
});

it('follows a function that runs on after the gateway has given up', async () => {
  const lines: Line[] = [
    { group: 'fn', at: 10, message: `START RequestId: ${MINE} Version: 1` },
    { group: 'fn', at: 90_000, message: `REPORT RequestId: ${MINE}\tDuration: 90000.00 ms\tStatus: timeout` },
    { group: 'access', at: 100, message: accessLine({ status: '503' }) },
  ];
  const { fn } = await story(new Cloud(lines));
  expect(fn?.type === 'function' && fn.events).toHaveLength(2);
});

it('gives up at last, and a request of long ago soon', async () => {
  const cloud = new Cloud([]);
  const { told } = await story(cloud);
  expect(told.map((event) => event.type === 'missing' && event.chapter).sort()).toEqual(['access', 'function']);
  expect(cloud.clock.time - NOW).toBeLessThan(130_000);
  const later = new Cloud([]);
  later.clock.time = NOW + 3_600_000;
  await story(later);
  expect(later.clock.time - NOW - 3_600_000).toBeLessThan(10_000);
});

it('ends at once when it is left', async () => {
  const cloud = new Cloud([]);
  const leaving = new AbortController();
  const { clock, logs } = cloud;
  const events = tellStory(logs, { places: [ACCESS, FUNCTION], problems: [] }, ASKED, {
    signal: leaving.signal,
    clock,
  });
  await expect(
    (async () => {
      for await (const event of events) if (event.type === 'looking' && event.tries === 2) leaving.abort();
    })(),
  ).rejects.toBeDefined();
  const { calls } = cloud;
  await new Promise((resolve) => setImmediate(resolve));
  expect(cloud.calls).toBe(calls);
});

it('tells what AppSync logged of an operation, to its last line', async () => {
  const id = 'c0ffee00-0000-4000-8000-000000000000';
  const lines: Line[] = [
    { group: 'execution', at: 1, message: `${id} Begin Request` },
    { group: 'execution', at: 2, message: 'of another' },
    { group: 'execution', at: 9, late: 6_000, message: `${id} End Request` },
  ];
  const { told } = await story(new Cloud(lines), [place({ role: 'execution' })], { ...ASKED, stage: null, ids: [id] });
  expect(told.map((event) => event.type === 'execution' && event.events.length)).toEqual([1, 2]);
});
