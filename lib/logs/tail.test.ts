import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/core/error';
import type { TailPart } from './contract';
import { Tail } from './tail';
import { lot, MadeUpGroup, START, weather } from './tail-rig';
import type { TailState } from './windows';

const MINUTES = 20;
/** By then the last of what is late has been there to be read. */
const END = START + (MINUTES + 4) * 60_000;

const asked = { group: 'g', since: START };

function countTo(told: Map<string, number>, part: TailPart): void {
  if (part.kind !== 'events') return;
  for (const { id } of part.events) told.set(id, (told.get(id) ?? 0) + 1);
}

describe('100,000 events late and out of order, with 20 % of the polls failing', () => {
  const events = weather(100_000, { minutes: MINUTES, seed: 1 });

  it('are each told once, through 18 restarts too', { timeout: 60_000 }, async () => {
    const group = new MadeUpGroup(events, 0.2);
    const { clock, logs } = group;
    const told = new Map<string, number>();
    const random = lot(3);
    let state: TailState | undefined;
    let restarts = -1;
    for (; clock.time < END; restarts += 1) {
      const until = restarts < 17 ? clock.time + 20_000 + random() * 50_000 : END;
      const tail = new Tail(logs, asked, { clock, ...(state ? { state } : {}) });
      const ending = new AbortController();
      const following = (async () => {
        for await (const part of tail.follow(ending.signal)) countTo(told, part);
      })();
      // Ends in the middle of a poll too.
      await clock.until(until);
      ending.abort();
      await following;
      state = JSON.parse(JSON.stringify(tail.state)) as TailState;
      // As long as a process takes to come back.
      await clock.until(clock.time + 3_000);
    }
    expect(restarts).toBe(18);
    expect(told.size).toBe(events.length);
    expect([...told.values()].filter((times) => times !== 1)).toEqual([]);
  });

  it('are lost by the cursor at the newest time that other tools keep', async () => {
    const { clock, read } = new MadeUpGroup(events, 0.2);
    const told = new Set<string>();
    const ended = followNewest(read, () => clock.time < END, {
      told,
      rest: () => clock.sleep(2_000, new AbortController().signal),
    });
    await clock.until(END + 10_000);
    await ended;
    expect(events.length - told.size).toBeGreaterThan(events.length / 10);
  });
});

/** What `aws logs tail --follow` does: the next poll begins at the newest time that was seen. */
async function followNewest(
  read: MadeUpGroup['read'],
  goesOn: () => boolean,
  { told, rest }: { told: Set<string>; rest: () => Promise<void> },
): Promise<void> {
  for (let newest = START; goesOn(); ) {
    try {
      const from = newest;
      for (let nextToken: string | undefined, first = true; first || nextToken; first = false) {
        const page = await read({ startTime: from, ...(nextToken ? { nextToken } : {}) });
        for (const { eventId, timestamp } of page.events) {
          told.add(eventId);
          newest = Math.max(newest, timestamp);
        }
        nextToken = page.nextToken;
      }
    } catch {}
    await rest();
  }
}

/** Follows until a time, and gives everything that was told. */
async function followed(group: MadeUpGroup, tail: Tail, until: number): Promise<TailPart[]> {
  const parts: TailPart[] = [];
  const ending = new AbortController();
  const following = (async () => {
    for await (const part of tail.follow(ending.signal)) parts.push(part);
  })();
  following.catch(() => {});
  await group.clock.until(until);
  ending.abort();
  await following;
  return parts;
}

function timesTold(parts: TailPart[]): number[] {
  const told = new Map<string, number>();
  for (const part of parts) countTo(told, part);
  return [told.size, Math.max(...told.values())];
}

describe('a tail', () => {
  it.each([
    ['expired-credentials', 4_000],
    ['throttled', 30_000],
    ['not-found', 4_000],
    ['unreachable', 30_000],
  ] as const)(
    'says when polls fail and when they succeed again, and reads what was missed: %s',
    async (code, mostMs) => {
      const group = new MadeUpGroup(weather(600, { minutes: MINUTES, seed: 2 }), 0);
      const { clock, logs } = group;
      group.broken = () =>
        clock.time > START + 60_000 && clock.time < START + 600_000 ? new AppError(code, 'Not now.') : null;
      const parts = await followed(group, new Tail(logs, asked, { clock }), END);
      const kinds = parts.map(({ kind }) => kind).filter((kind) => kind === 'trouble' || kind === 'resumed');
      expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual(['trouble', 'resumed']);
      expect(timesTold(parts)).toEqual([600, 1]);
      // Whoever signs in again, or whose log group is there again, is not kept waiting.
      const waits = parts.flatMap((part) => (part.kind === 'trouble' ? [part.retryInMs] : []));
      expect(Math.max(...waits)).toBeLessThanOrEqual(mostMs);
    },
  );

  it('goes on at once when the clock is set back by an hour', async () => {
    const group = new MadeUpGroup(weather(600, { minutes: MINUTES, seed: 2 }), 0);
    const setBackAt = START + 60_000;
    const now = () => group.clock.time + (group.clock.time < setBackAt ? 3_600_000 : 0);
    const tail = new Tail(group.logs, asked, { clock: { now, sleep: group.clock.sleep } });
    const parts = await followed(group, tail, END);
    const told = new Set(parts.flatMap((part) => (part.kind === 'events' ? part.events.map(({ id }) => id) : [])));
    const since = group.events.filter(({ at }) => at >= setBackAt);
    expect(since.filter(({ id }) => !told.has(id))).toEqual([]);
  });

  it('gives up at once where nothing can mend it', async () => {
    const group = new MadeUpGroup([], 0);
    group.broken = () => new AppError('invalid-input', 'That is no filter pattern.');
    await expect(
      followed(group, new Tail(group.logs, asked, { clock: group.clock }), START + 60_000),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    expect(group.calls).toBe(1);
  });

  it('begins a window anew where its token is refused', async () => {
    const group = new MadeUpGroup(weather(5_000, { minutes: 1, seed: 5 }), 0);
    const { clock } = group;
    let refused = 0;
    const logs = {
      filterLogEvents: ((input: { nextToken?: string }, options: object) => {
        if (input.nextToken === undefined || refused > 3) return group.read(input, options);
        refused += 1;
        throw new AppError('invalid-input', 'The specified nextToken is invalid.');
      }) as never,
    };
    await clock.until(START + 5 * 60_000);
    const parts = await followed(group, new Tail(logs, asked, { clock }), START + 7 * 60_000);
    expect(timesTold(parts)).toEqual([5_000, 1]);
  });

  it('does not go on with a page that leads to itself', async () => {
    const { clock } = new MadeUpGroup([], 0);
    let calls = 0;
    const logs = {
      filterLogEvents: (async () => {
        calls += 1;
        return { events: [], nextToken: 'same' };
      }) as never,
    };
    const ending = new AbortController();
    for await (const part of new Tail(logs, asked, { clock }).follow(ending.signal)) {
      expect(part).toMatchObject({ kind: 'trouble', failure: { code: 'unexpected' } });
      ending.abort();
    }
    expect(calls).toBe(4);
  });

  it('says it when CloudWatch only ever throttles', async () => {
    const { clock } = new MadeUpGroup([], 0);
    const logs = { filterLogEvents: (() => new Promise(() => {})) as never };
    const ending = new AbortController();
    const patience = { silentMs: 1, slowed: () => true };
    for await (const part of new Tail(logs, asked, { clock, patience }).follow(ending.signal)) {
      expect(part).toMatchObject({ kind: 'trouble', failure: { code: 'throttled' } });
      ending.abort();
    }
  });

  it('ends by itself when all of a range is told, what came late included', async () => {
    const group = new MadeUpGroup(weather(6_000, { minutes: 10, seed: 6 }), 0.2);
    const [since, until] = [START + 60_000, START + 5 * 60_000];
    const parts: TailPart[] = [];
    const tail = new Tail(group.logs, { group: 'g', since, until }, { clock: group.clock });
    const following = (async () => {
      for await (const part of tail.follow(new AbortController().signal)) parts.push(part);
    })();
    await group.clock.until(END);
    await following;
    const within = group.events.filter(({ at }) => at >= since && at <= until);
    expect(timesTold(parts)).toEqual([within.length, 1]);
  });

  it('forgets ids that no window reaches any more', async () => {
    const group = new MadeUpGroup(weather(20_000, { minutes: MINUTES, seed: 4 }), 0);
    const tail = new Tail(group.logs, asked, { clock: group.clock });
    const ending = new AbortController();
    let most = 0;
    const following = (async () => {
      for await (const _ of tail.follow(ending.signal)) most = Math.max(most, tail.state.told.length);
    })();
    await group.clock.until(START + 15 * 60_000);
    ending.abort();
    await following;
    expect(most).toBeLessThan(20_000 / 3);
  });
});
