import { describe, expect, it } from 'vitest';
import { idNumber } from '@/lib/core/id-number';
import type { LineEvent, LineSink } from '@/lib/core/line';
import { framedEvents } from '@/lib/core/log-frame-rig';
import { Follower, type FollowerPlan } from './follower';
import type { SharedTail } from './shared-tail';
import { lot, MadeUpGroup, START, weather } from './tail-rig';

const MINUTES = 10;
const END = START + (MINUTES + 4) * 60_000;

/** One tab: counts what it is told, and is full after `room` events until it is emptied. */
class Tab implements LineSink {
  readonly told = new Map<number, number>();
  readonly events: LineEvent[] = [];
  room = Number.POSITIVE_INFINITY;

  event(event: LineEvent): void {
    this.events.push(event);
  }

  frame(_tag: number, bytes: Uint8Array): boolean {
    for (const { id } of framedEvents(bytes)) {
      this.told.set(id, (this.told.get(id) ?? 0) + 1);
      this.room -= 1;
    }
    return this.room > 0;
  }

  get doubled(): number {
    return [...this.told.values()].filter((times) => times > 1).length;
  }
}

class Rig {
  readonly shared = new Map<string, SharedTail>();
  readonly group: MadeUpGroup;
  /** How many poll at the moment. */
  polling = 0;

  constructor(group: MadeUpGroup) {
    this.group = group;
  }

  readonly follow = (since: number, asked: { until?: number } = {}) => {
    const tab = new Tab();
    return { tab, since, line: new Follower(this.#plan({ group: 'g', since, ...asked }), tab) };
  };

  #plan(asked: FollowerPlan['asked']): FollowerPlan {
    const begin = () => {
      this.polling += 1;
      return () => {
        this.polling -= 1;
      };
    };
    return {
      logs: this.group.logs,
      asked,
      pace: { begin, everyMs: () => 2_000 },
      patience: { silentMs: 15_000, slowed: () => false },
      clock: this.group.clock,
      shared: this.shared,
      key: 'g',
    };
  }
}

type Followed = ReturnType<Rig['follow']>;

/** Is paused, goes on, is full after a while, has room again: all by lot. */
function disturb({ line, tab }: Followed, random: () => number): void {
  if (random() < 0.2) line.pause();
  if (random() < 0.05) tab.room = Math.floor(random() * 100);
  if (random() > 0.3) return;
  if (random() < 0.5) tab.room = Number.POSITIVE_INFINITY;
  line.resume();
}

/** Twelve tabs over ten minutes that come, are disturbed and go. */
async function crowd({ group, follow }: Rig): Promise<{ all: Followed[]; gone: Followed[] }> {
  const random = lot(5);
  const all: Followed[] = [];
  const gone: Followed[] = [];
  for (let at = START; at < START + MINUTES * 60_000; at += 5_000) {
    if (all.length < 12 && random() < 0.3) all.push(follow(at - Math.floor(random() * 120_000)));
    for (const one of all) disturb(one, random);
    const leaving = all.length > 8 && random() < 0.1 ? all.splice(0, 1) : [];
    for (const { line } of leaving) line.close();
    gone.push(...leaving);
    await group.clock.until(at + 5_000);
  }
  return { all, gone };
}

/** Ids that somebody who asks for all since then has to be told. */
function due({ events }: MadeUpGroup, since: number): number[] {
  return events.filter(({ at }) => at >= since).map(({ id }) => idNumber(id));
}

describe('tabs that follow the same', () => {
  it('are each told everything once, whenever they come, wait and go on, with 20 % of the polls failing', async () => {
    const rig = new Rig(new MadeUpGroup(weather(6_000, { minutes: MINUTES, seed: 1 }), 0.2));
    const { all, gone } = await crowd(rig);
    for (const { line, tab } of all) {
      tab.room = Number.POSITIVE_INFINITY;
      line.resume();
    }
    await rig.group.clock.until(END);
    expect(all.length).toBeGreaterThan(6);
    for (const { tab, since } of all) {
      expect([tab.doubled, due(rig.group, since).filter((id) => !tab.told.has(id))]).toEqual([0, []]);
      expect(tab.told.size).toBe(due(rig.group, since).length);
    }
    for (const { tab } of gone) expect([tab.doubled, tab.events.at(-1)]).toEqual([0, { type: 'ended' }]);
  });

  it('cost as much as one', async () => {
    const callsOf = async (tabs: number) => {
      const rig = new Rig(new MadeUpGroup(weather(1_000, { minutes: MINUTES, seed: 2 }), 0));
      const lines = Array.from({ length: tabs }, () => rig.follow(START));
      await rig.group.clock.until(START + 30_000);
      const before = rig.group.calls;
      await rig.group.clock.until(START + 330_000);
      const after = rig.group.calls;
      expect(rig.polling).toBe(1);
      for (const { line } of lines) line.close();
      return after - before;
    };
    const one = await callsOf(1);
    expect(await callsOf(20)).toBeLessThanOrEqual(one * 1.05);
  });

  it('control: who joins the others without reading once more what they were told loses events', async () => {
    const group = new MadeUpGroup(weather(10_000, { minutes: MINUTES, seed: 1 }), 0);
    const rig = new Rig(group);
    rig.follow(START);
    await group.clock.until(START + 200_000);
    const told = new Set<string>();
    const since = group.clock.time - 60_000;
    const hear = (part: { kind: string; events?: { id: string; at: number }[] }) => {
      for (const { id, at } of part.events ?? []) if (at >= since) told.add(id);
    };
    rig.shared.get('g')?.join({ paused: false, hear, released: () => {}, failed: () => {} }, since);
    await group.clock.until(END);
    expect(told.size).toBeLessThan(due(group, since).length - 500);
  });
});

describe('a line that is full', () => {
  it('lets nothing be read until there is room, and then everything', async () => {
    const rig = new Rig(new MadeUpGroup(weather(6_000, { minutes: MINUTES, seed: 3 }), 0));
    const { clock } = rig.group;
    const { line, tab } = rig.follow(START);
    await clock.until(START + 60_000);
    line.pause();
    // What is under way comes to its end.
    await clock.until(START + 62_000);
    const [calls, told] = [rig.group.calls, tab.told.size];
    await clock.until(START + 8 * 60_000);
    expect([rig.group.calls, tab.told.size]).toEqual([calls, told]);
    line.resume();
    await clock.until(END);
    expect([tab.told.size, tab.doubled]).toEqual([6_000, 0]);
  });

  it('does not begin a long way back anew each time it was full', async () => {
    const rig = new Rig(new MadeUpGroup(weather(20_000, { minutes: MINUTES, seed: 4 }), 0));
    const { clock } = rig.group;
    await clock.until(END);
    const { line, tab } = rig.follow(START);
    for (let at = END; tab.told.size < 20_000 && at < END + 600_000; at += 5_000) {
      tab.room = 500;
      line.resume();
      await clock.until(at);
    }
    expect([tab.told.size, tab.doubled]).toEqual([20_000, 0]);
    // Pages have 1,000.
    expect(rig.group.calls).toBeLessThan(20 + 100);
  });

  it('does not hold the others up', async () => {
    const rig = new Rig(new MadeUpGroup(weather(6_000, { minutes: MINUTES, seed: 5 }), 0));
    const { clock } = rig.group;
    const [slow, quick] = [rig.follow(START), rig.follow(START)];
    await clock.until(START + 60_000);
    slow.line.pause();
    await clock.until(END);
    expect(quick.tab.told.size).toBe(6_000);
    expect(slow.tab.told.size).toBeLessThan(1_000);
    slow.line.resume();
    await clock.until(END + 60_000);
    expect([slow.tab.told.size, slow.tab.doubled]).toEqual([6_000, 0]);
  });
});

describe('a line that is closed', () => {
  it('ends, and nobody is asked any more', async () => {
    const rig = new Rig(new MadeUpGroup(weather(6_000, { minutes: MINUTES, seed: 3 }), 0));
    const { line, tab } = rig.follow(START);
    await rig.group.clock.until(START + 30_000);
    line.close();
    await rig.group.clock.until(START + 31_000);
    const { calls } = rig.group;
    await rig.group.clock.until(START + 120_000);
    expect([tab.events.at(-1), rig.group.calls, rig.shared.size, rig.polling]).toEqual([
      { type: 'ended' },
      calls,
      0,
      0,
    ]);
  });

  it('ends by itself at the end of its range, and says that all of it is told', async () => {
    const rig = new Rig(new MadeUpGroup(weather(6_000, { minutes: MINUTES, seed: 6 }), 0.2));
    await rig.group.clock.until(END);
    const until = START + 5 * 60_000;
    const { tab } = rig.follow(START, { until });
    await rig.group.clock.until(END + 60_000);
    expect(tab.told.size).toBe(rig.group.events.filter(({ at }) => at <= until).length);
    expect(tab.events.slice(-2)).toMatchObject([{ type: 'polled', caughtUp: true }, { type: 'ended' }]);
  });
});
