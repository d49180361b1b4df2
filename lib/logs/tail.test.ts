import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/core/error';
import type { LogEvent } from '@/lib/core/log-frame';
import type { TailPart } from './contract';
import { Tail, type TailClock } from './tail';
import type { TailState } from './windows';

/** Pseudo-random, so that each run meets the same weather. */
function lot(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Kept extends LogEvent {
  visibleAt: number;
}

const MINUTES = 20;
const START = Date.UTC(2026, 10, 25);
/** By then the last of what is late has been there to be read. */
const END = START + (MINUTES + 4) * 60_000;

/** Events over twenty minutes: half arrive within a second, 1 % after 10 to 30 seconds, 0.1 % after 60 to 110. */
function weather(count: number, random: () => number): Kept[] {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: count }, (_, index) => {
    const at = START + Math.floor((index / count) * MINUTES * 60_000);
    const drawn = random();
    const late =
      drawn < 0.001
        ? 60_000 + random() * 50_000
        : drawn < 0.011
          ? 10_000 + random() * 20_000
          : 1000 * Math.exp(0.6 * normal());
    const visibleAt = at + Math.round(late);
    return { id: `e${index}`, stream: 's', at, ingestedAt: visibleAt, message: '', visibleAt };
  });
}

/** CloudWatch as far as a tail sees it, in made-up time: each call takes 50 ms, pages are of 1,000, a share of calls fails. */
function cloud(events: Kept[], failing: number) {
  const random = lot(7);
  /** Aborted when everything that happens has happened. */
  const over = new AbortController();
  const clock: TailClock & { time: number } = {
    time: START,
    now: () => clock.time,
    sleep: async (ms) => {
      clock.time += ms;
      // Made-up time leaves no room for anything else unless it is given some.
      if (clock.time > END) await new Promise((resolve) => setImmediate(resolve));
      if (clock.time > END) over.abort();
    },
  };
  const filterLogEvents = async ({
    startTime = 0,
    nextToken,
  }: {
    startTime?: number | undefined;
    nextToken?: string | undefined;
  }) => {
    clock.time += 50;
    if (random() < failing) throw new AppError('unreachable', 'The connection broke.');
    return pageOf(events, nextToken === undefined ? placeOf(events, startTime) : Number(nextToken), clock.time);
  };
  return { clock, over, logs: { filterLogEvents: filterLogEvents as never }, read: filterLogEvents };
}

function pageOf(events: Kept[], from: number, now: number) {
  const page: Kept[] = [];
  let at = from;
  for (; at < events.length && page.length < 1000; at++) {
    const event = events[at] as Kept;
    if (event.at > now) return { events: page.map(shown) };
    if (event.visibleAt <= now) page.push(event);
  }
  return { events: page.map(shown), ...(at < events.length ? { nextToken: String(at) } : {}) };
}

function placeOf(events: Kept[], at: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle] as Kept).at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

const shown = ({ id, at, ingestedAt }: Kept) => ({
  eventId: id,
  logStreamName: 's',
  timestamp: at,
  ingestionTime: ingestedAt,
  message: '',
});

async function followUntil(tail: Tail, { signal }: AbortController, ended: (part: TailPart) => boolean): Promise<void> {
  for await (const part of tail.follow(signal)) if (ended(part)) return;
}

function countTo(told: Map<string, number>, part: TailPart): void {
  if (part.kind !== 'events') return;
  for (const { id } of part.events) told.set(id, (told.get(id) ?? 0) + 1);
}

describe('100,000 events late and out of order, with 20 % of the polls failing', () => {
  const events = weather(100_000, lot(1));

  it('are each told once, through 18 restarts too', async () => {
    const { clock, logs, over } = cloud(events, 0.2);
    const told = new Map<string, number>();
    let state: TailState | undefined;
    let restarts = -1;
    const random = lot(3);
    for (; clock.time < END; restarts++) {
      const until = restarts < 17 ? clock.time + 20_000 + random() * 50_000 : END;
      const tail = new Tail(logs, { group: 'g', since: START }, { clock, ...(state ? { state } : {}) });
      // Ends in the middle of a poll too.
      await followUntil(tail, over, (part) => {
        countTo(told, part);
        return clock.time >= until;
      });
      state = JSON.parse(JSON.stringify(tail.state)) as TailState;
      // As long as a process takes to come back.
      clock.time += 3_000;
    }
    expect(restarts).toBe(18);
    expect(told.size).toBe(events.length);
    expect([...told.values()].filter((times) => times !== 1)).toEqual([]);
  });

  it('are lost by the cursor at the newest time that other tools keep', async () => {
    const { clock, read } = cloud(events, 0.2);
    const told = new Set<string>();
    let newest = START;
    while (clock.time < END) {
      try {
        let nextToken: string | undefined;
        const from = newest;
        do {
          const page: Awaited<ReturnType<typeof read>> = await read({ startTime: from, nextToken });
          for (const { eventId, timestamp } of page.events) {
            told.add(eventId);
            newest = Math.max(newest, timestamp);
          }
          nextToken = (page as { nextToken?: string }).nextToken;
        } while (nextToken !== undefined);
      } catch {}
      clock.time += 2_000;
    }
    expect(events.length - told.size).toBeGreaterThan(events.length / 10);
  });
});

describe('a tail', () => {
  it('says when polls fail and when they succeed again, and reads what was missed', async () => {
    const { clock, over, read } = cloud(weather(600, lot(2)), 0);
    let broken = false;
    const logs = {
      filterLogEvents: (async (input: Parameters<typeof read>[0]) => {
        broken = clock.time > START + 60_000 && clock.time < START + 600_000;
        if (!broken) return read(input);
        clock.time += 50;
        throw new AppError('expired-credentials', 'The session has expired.');
      }) as never,
    };
    const told = new Map<string, number>();
    const kinds: string[] = [];
    for await (const part of new Tail(logs, { group: 'g', since: START }, { clock }).follow(over.signal)) {
      countTo(told, part);
      if (part.kind !== 'events' && part.kind !== kinds.at(-1)) kinds.push(part.kind);
    }
    expect(kinds).toEqual(['trouble', 'resumed']);
    expect([told.size, Math.max(...told.values())]).toEqual([600, 1]);
  });

  it('does not go on with a page that leads to itself', async () => {
    const { clock } = cloud([], 0);
    let calls = 0;
    const logs = {
      filterLogEvents: (async () => {
        calls++;
        return { events: [], nextToken: 'same' };
      }) as never,
    };
    const ending = new AbortController();
    for await (const part of new Tail(logs, { group: 'g', since: START }, { clock }).follow(ending.signal)) {
      expect(part).toMatchObject({ kind: 'trouble', failure: { code: 'unexpected' } });
      ending.abort();
    }
    expect(calls).toBe(4);
  });

  it('forgets ids that no window reaches any more', async () => {
    const { clock, logs } = cloud(weather(20_000, lot(4)), 0);
    const tail = new Tail(logs, { group: 'g', since: START }, { clock });
    const ending = new AbortController();
    let most = 0;
    for await (const part of tail.follow(ending.signal)) {
      most = Math.max(most, tail.state.told.length);
      if (part.kind !== 'events' || clock.time > START + 15 * 60_000) ending.abort();
    }
    expect(most).toBeLessThan(20_000 / 3);
  });
});
