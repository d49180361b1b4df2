import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/core/error';
import type { LineEvent, LineSink } from '@/lib/core/line';
import { framedEvents } from '@/lib/core/log-frame-rig';
import { LiveTailLine } from './live-tail';
import { MadeUpTime, START } from './tail-rig';

type Item = { sessionStart?: object; sessionUpdate?: object };
/** One session: what comes in it, an error for its end, null for one that goes on without another word. */
type Session = (Item | Error | null)[] | AppError;

function update(messages: string[], sampled = false): Item {
  const sessionResults = messages.map((message) => ({
    logStreamName: 's',
    message,
    timestamp: START,
    ingestionTime: START + 9,
  }));
  return { sessionUpdate: { sessionMetadata: { sampled }, sessionResults } };
}

function named(name: string): Error {
  return Object.assign(new Error('from AWS'), { name });
}

class Rig implements LineSink {
  readonly clock = new MadeUpTime();
  readonly events: LineEvent[] = [];
  readonly messages: string[] = [];
  readonly asked: object[] = [];
  room = Number.POSITIVE_INFINITY;
  aborted = 0;
  readonly line: LiveTailLine;

  constructor(sessions: Session[], pattern: string | null = null) {
    const startLiveTail = async (input: object, { abortSignal }: { abortSignal: AbortSignal }) => {
      this.asked.push(input);
      const session = sessions.shift() ?? [null];
      if (session instanceof Error) throw session;
      return { responseStream: this.#stream(session, abortSignal) };
    };
    const logs = { startLiveTail: startLiveTail as never };
    this.line = new LiveTailLine({ logs, arn: 'arn:aws:logs:x:1:log-group:g', pattern, clock: this.clock }, this);
  }

  async *#stream(items: (Item | Error | null)[], signal: AbortSignal) {
    for (const item of items) {
      await this.clock.sleep(1_000, signal);
      if (item instanceof Error) throw item;
      if (item) yield item;
      else {
        await this.clock.sleep(1e9, signal).catch(() => {
          this.aborted += 1;
        });
      }
    }
  }

  event(event: LineEvent): void {
    this.events.push(event);
  }

  frame(_tag: number, bytes: Uint8Array): boolean {
    for (const { id, message } of framedEvents(bytes)) {
      this.messages.push(id === 0 ? message : `${message} with an id`);
      this.room -= 1;
    }
    return this.room > 0;
  }

  get types(): string[] {
    return this.events.map(({ type }) => type).filter((type) => type !== 'polled');
  }
}

describe('a line through Live Tail', () => {
  it('tells what comes, without ids, and says where events were left out', async () => {
    const rig = new Rig(
      [[{ sessionStart: {} }, update(['a', 'b']), update(['c'], true), update([], true), null]],
      'GET',
    );
    await rig.clock.until(START + 10_000);
    expect([rig.messages, rig.types]).toEqual([['a', 'b', 'c'], ['sampled']]);
    expect(rig.asked).toEqual([
      { logGroupIdentifiers: ['arn:aws:logs:x:1:log-group:g'], logEventFilterPattern: 'GET' },
    ]);
  });

  it('begins another session by itself when AWS ends one after three hours, and says so', async () => {
    const rig = new Rig([
      [update(['a']), named('SessionTimeoutException')],
      [update(['b']), null],
    ]);
    await rig.clock.until(START + 10_000);
    expect([rig.messages, rig.types]).toEqual([['a', 'b'], ['note']]);
  });

  it.each([
    ['breaks off', named('SessionStreamingException')],
    ['ends without a word', undefined],
  ])('goes on by itself when a session %s', async (_, error) => {
    const rig = new Rig([error ? [update(['a']), error] : [update(['a'])], [update(['b']), null]]);
    await rig.clock.until(START + 10_000);
    expect([rig.messages, rig.types]).toEqual([
      ['a', 'b'],
      ['trouble', 'resumed'],
    ]);
  });

  it('waits for credentials that have expired, and gives up where nothing can be mended', async () => {
    const expired = new AppError('expired-credentials', 'The session has expired.');
    const denied = new AppError('access-denied', 'May not.', { detail: { action: 'logs:StartLiveTail' } });
    const rig = new Rig([expired, expired, [update(['a']), named('x')], denied]);
    await rig.clock.until(START + 60_000);
    expect([rig.messages, rig.types]).toEqual([['a'], ['trouble', 'trouble', 'resumed', 'trouble', 'failure']]);
    expect(rig.events.at(-1)).toMatchObject({ failure: { detail: { action: 'logs:StartLiveTail' } } });
  });

  it('says which way is left where there is no Live Tail', async () => {
    const rig = new Rig([new AppError('not-supported', 'The emulator does not offer StartLiveTail.')]);
    await rig.clock.until(START + 60_000);
    expect(rig.events).toMatchObject([{ type: 'failure', failure: { detail: { next: 'Go back to polling.' } } }]);
  });

  it('reads nothing while its receiver is full', async () => {
    const rig = new Rig([[update(['a']), update(['b']), update(['c']), null]]);
    rig.room = 1;
    await rig.clock.until(START + 60_000);
    expect(rig.messages).toEqual(['a']);
    rig.room = 10;
    rig.line.resume();
    await rig.clock.until(START + 120_000);
    expect(rig.messages).toEqual(['a', 'b', 'c']);
  });

  it('lets go of the session when it is closed: AWS counts the minutes', async () => {
    const rig = new Rig([[update(['a']), null]]);
    await rig.clock.until(START + 5_000);
    rig.line.close();
    await rig.clock.until(START + 10_000);
    expect([rig.aborted, rig.events.at(-1), rig.asked.length]).toEqual([1, { type: 'ended' }, 1]);
  });
});
