import { describe, expect, test } from 'vitest';
import { type Clock, type Limits, type Priority, TokenBucket, type Turn } from './bucket';

const LIMITS: Limits = { rate: 10, burst: 38, inFlight: 40, polite: { rate: 5, reserve: 19 } };

/** A clock that only moves when it is told to. */
class HandClock implements Clock {
  at = 0;
  #timers = new Set<{ due: number; run: () => void }>();
  now = () => this.at;
  wake = (afterMs: number, run: () => void) => {
    const timer = { due: this.at + afterMs, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };
  async pass(ms: number) {
    const end = this.at + ms;
    for (;;) {
      await settle();
      const next = [...this.#timers].filter((timer) => timer.due <= end).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      this.at = Math.max(this.at, next.due);
      this.#timers.delete(next);
      next.run();
    }
    this.at = end;
    await settle();
  }
}

async function settle() {
  for (let round = 0; round < 20; round += 1) await Promise.resolve();
}

function setUp(limits: Partial<Limits> = {}) {
  const clock = new HandClock();
  const bucket = new TokenBucket({ ...LIMITS, ...limits }, clock);
  const granted: { name: string; at: number }[] = [];
  /** Takes a turn and ends it at once in the way that is given. */
  const call = (name: string, priority: Priority, ending = { throttled: false } as Parameters<Turn>[0]) =>
    bucket.take(priority).then((turn) => {
      granted.push({ name, at: clock.at });
      turn(ending);
    });
  return { clock, bucket, granted, call };
}

describe('rate', () => {
  test.each([
    ['within the burst', 38, 0],
    ['one more than the burst', 39, 100],
    ['200 calls are done at (200 − 38) / 10 s', 200, 16_200],
  ])('%s', async (_, calls, lastAt) => {
    const { clock, granted, call } = setUp();
    for (let n = 0; n < calls; n += 1) call(String(n), 'full');
    await clock.pass(60_000);
    expect(granted).toHaveLength(calls);
    expect(granted.at(-1)?.at).toBeGreaterThanOrEqual(lastAt);
    expect(granted.at(-1)?.at).toBeLessThanOrEqual(lastAt * 1.01);
  });

  test('no second ever sees more calls than the quota allows', async () => {
    const { clock, granted, call } = setUp();
    for (let n = 0; n < 300; n += 1) call(String(n), n % 3 === 0 ? 'interactive' : 'full');
    await clock.pass(60_000);
    const worst = Math.max(...granted.map(({ at }) => granted.filter((o) => o.at > at && o.at <= at + 1_000).length));
    expect(worst).toBeLessThanOrEqual(11);
    expect(granted.filter(({ at }) => at === 0)).toHaveLength(38);
  });

  test('polite work keeps to five a second and leaves its reserve to others', async () => {
    const { clock, granted, call } = setUp();
    for (let n = 0; n < 50; n += 1) call(`p${n}`, 'polite');
    await clock.pass(4_000);
    expect(granted.length).toBeLessThanOrEqual(21);
    const before = clock.at;
    for (let n = 0; n < 19; n += 1) call(`i${n}`, 'interactive');
    await clock.pass(0);
    expect(granted.filter(({ name, at }) => name.startsWith('i') && at === before)).toHaveLength(19);
  });

  test('calls under way are limited', async () => {
    const { clock, bucket } = setUp({ inFlight: 1 });
    const first = await bucket.take('discovery');
    let second = false;
    bucket.take('discovery').then(() => {
      second = true;
    });
    await clock.pass(10_000);
    expect(second).toBe(false);
    first({ throttled: false });
    await clock.pass(0);
    expect(second).toBe(true);
  });
});

test('a person goes ahead of whatever waits', async () => {
  const { clock, granted, call } = setUp({ burst: 1 });
  for (const [name, priority] of [
    ['a', 'polite'],
    ['b', 'full'],
    ['c', 'full'],
    ['d', 'discovery'],
    ['e', 'interactive'],
  ] as const) {
    call(name, priority);
  }
  await clock.pass(1_000);
  // The first had its turn before the others came; polite work then finds no reserve.
  expect(granted.map(({ name }) => name)).toEqual(['b', 'e', 'd', 'c']);
});

describe('throttling', () => {
  test('slows to one call in five seconds, however long it lasts, and says so', async () => {
    const { clock, bucket, granted, call } = setUp();
    for (let n = 0; n < 500; n += 1) call(String(n), 'full', { throttled: true });
    await clock.pass(120_000);
    const from = granted.length;
    expect(bucket.slowed).toBe(true);
    await clock.pass(600_000);
    expect(granted.length - from).toBeLessThanOrEqual(120);
    expect(granted.length - from).toBeGreaterThan(110);
  });

  test('one burst that is refused together counts once', async () => {
    const { clock, bucket, call, granted } = setUp();
    for (let n = 0; n < 38; n += 1) call(String(n), 'full', { throttled: true });
    await clock.pass(200);
    call('next', 'full');
    await clock.pass(100);
    expect(granted.at(-1)?.name).toBe('next');
    expect(bucket.slowed).toBe(true);
  });

  test('waits as long as AWS asks', async () => {
    const { clock, granted, call } = setUp();
    call('first', 'full', { throttled: true, retryAfterMs: 7_000 });
    await clock.pass(0);
    call('second', 'interactive');
    await clock.pass(6_900);
    expect(granted).toHaveLength(1);
    await clock.pass(400);
    expect(granted).toHaveLength(2);
  });

  test('recovers its whole rate when calls succeed again', async () => {
    const { clock, bucket, granted, call } = setUp();
    for (let n = 0; n < 60; n += 1) call(`t${n}`, 'full', { throttled: true });
    await clock.pass(30_000);
    for (let n = 0; n < 200; n += 1) call(`s${n}`, 'full');
    await clock.pass(180_000);
    expect(bucket.slowed).toBe(false);
    const late = granted.slice(-50);
    expect((late.at(-1)?.at ?? 0) - (late[0]?.at ?? 0)).toBeLessThanOrEqual(5_000);
  });
});

test('who leaves the queue costs nothing', async () => {
  const { clock, bucket, granted, call } = setUp({ burst: 1 });
  call('first', 'full');
  const stop = new AbortController();
  const left = bucket.take('full', stop.signal);
  call('third', 'full');
  stop.abort();
  await expect(left).rejects.toMatchObject({ code: 'cancelled' });
  await clock.pass(100);
  expect(granted.map(({ name }) => name)).toEqual(['first', 'third']);
});

test('a turn that is ended twice is given back once', async () => {
  const { clock, bucket } = setUp({ inFlight: 1, burst: 5 });
  const turn = await bucket.take('full');
  turn({ throttled: false });
  turn({ throttled: false });
  await bucket.take('full');
  let third = false;
  bucket.take('full').then(() => {
    third = true;
  });
  await clock.pass(1_000);
  expect(third).toBe(false);
});
