import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { WebSocket as Client } from 'ws';
import { AppError } from '@/lib/core/error';
import { ENTRY, type HowToClose, type Line, type LineSink } from '@/lib/core/line';
import { LiveTab } from '@/lib/wire/browser/live-tab';
import { LIVE_MESSAGE_BYTES } from '@/lib/wire/live';
import { Heard, liveRig } from './live-rig';

const ID = 'a-line-of-the-test';

/** A line that is an echo, and what was asked of it. */
class Echo implements Line {
  readonly asked: string[] = [];
  readonly sink: LineSink;

  constructor(sink: LineSink) {
    this.sink = sink;
    sink.event({ type: 'started' });
  }

  say(input: unknown, bytes: Uint8Array | null): void | Promise<void> {
    if (input === 'refuse') throw new AppError('invalid-input', 'No.');
    if (input === 'break') throw new Error('broken');
    this.sink.frame(ENTRY.textOut, Buffer.from(JSON.stringify(input)));
    this.sink.frame(bytes === null ? ENTRY.textIn : ENTRY.binaryIn, bytes ?? Buffer.from(JSON.stringify(input)));
  }

  pause(): void {
    this.asked.push('pause');
  }

  resume(): void {
    this.asked.push('resume');
  }

  close(how: HowToClose): void {
    this.asked.push(JSON.stringify(how));
    this.sink.event({ type: 'ended' });
  }
}

function echoes() {
  const lines: Echo[] = [];
  const connect = async (_: unknown, { sink }: { sink: LineSink }) => {
    const line = new Echo(sink);
    lines.push(line);
    return line;
  };
  return { lines, connect };
}

describe('a line over the live door', () => {
  it('is opened, talks and ends', async () => {
    const { lines, connect } = echoes();
    const { tab, hub, defects } = await liveRig(connect);
    const heard = new Heard();
    const line = tab.open(ID, { input: {}, after: 0 }, heard);
    expect(await line.say('hello')).toEqual({ ok: true, value: null });
    expect(await line.say('bytes', new Uint8Array([0, 255]))).toEqual({ ok: true, value: null });
    expect(await line.say('refuse')).toEqual({ ok: false, failure: { code: 'invalid-input', message: 'No.' } });
    expect(await line.say('break')).toMatchObject({ ok: false, failure: { code: 'unexpected' } });
    expect(defects).toHaveLength(1);
    line.close({ cut: true });
    await heard.until(({ types }) => types.includes('ended'));
    expect(heard.types).toEqual(['started', 'ended']);
    expect(heard.said(ENTRY.textIn)).toEqual(['"hello"']);
    expect([...heard.entries.find(({ tag }) => tag === ENTRY.binaryIn)!.payload]).toEqual([0, 255]);
    expect(heard.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(heard.links).toEqual(['up']);
    expect(lines[0]?.asked).toEqual(['{"cut":true}']);
    expect(await line.say('late')).toMatchObject({ ok: false, failure: { code: 'not-found' } });
    expect(hub.size).toBe(1);
  });

  it('that cannot be opened says why, and ends', async () => {
    const { tab } = await liveRig(async () => {
      throw new AppError('not-found', 'There is no such API.');
    });
    const heard = new Heard();
    const line = tab.open(ID, { input: {}, after: 0 }, heard);
    await heard.until(({ types }) => types.length === 1);
    expect(heard.events).toEqual([
      { type: 'failure', failure: { code: 'not-found', message: 'There is no such API.' } },
    ]);
    expect(await line.say('x')).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  });

  it('that is closed while it is being opened ends, and what comes of it later is closed', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { lines, connect } = echoes();
    let aborted: () => void = () => undefined;
    const abort = new Promise<void>((resolve) => {
      aborted = resolve;
    });
    const { tab } = await liveRig(async (input, context) => {
      context.signal.addEventListener('abort', aborted);
      await gate;
      return await connect(input, context);
    });
    const heard = new Heard();
    tab.open(ID, { input: {}, after: 0 }, heard).close({ cut: false, code: 4000 });
    await abort;
    open();
    await heard.until(({ types }) => types.includes('ended'));
    expect(lines[0]?.asked).toEqual(['{"cut":false,"code":4000}']);
  });

  it('says what waited for its opening in order', async () => {
    const { connect } = echoes();
    const { tab } = await liveRig(async (input, context) => {
      await new Promise((resolve) => setImmediate(resolve));
      return await connect(input, context);
    });
    const heard = new Heard();
    const line = tab.open(ID, { input: {}, after: 0 }, heard);
    const replies = await Promise.all([line.say(1), line.say(2), line.say('refuse'), line.say(3)]);
    expect(replies.map(({ ok }) => ok)).toEqual([true, true, false, true]);
    await heard.until((all) => all.said(ENTRY.textIn).length === 3);
    expect(heard.said(ENTRY.textIn)).toEqual(['1', '2', '3']);
  });

  it('takes a message of four megabytes, and refuses one over the limit before it is sent', async () => {
    const { connect } = echoes();
    const { tab, sockets } = await liveRig(connect);
    const heard = new Heard();
    const line = tab.open(ID, { input: {}, after: 0 }, heard);
    const large = new Uint8Array(4 * 1024 ** 2).fill(7);
    expect(await line.say('large', large)).toEqual({ ok: true, value: null });
    expect(await line.say('larger', new Uint8Array(LIVE_MESSAGE_BYTES))).toMatchObject({
      failure: { code: 'too-large' },
    });
    await heard.until(({ entries }) => entries.some(({ tag }) => tag === ENTRY.binaryIn));
    const came = heard.entries.find(({ tag }) => tag === ENTRY.binaryIn)!.payload;
    expect(Buffer.from(came).equals(large)).toBe(true);
    expect(sockets).toHaveLength(1);
  });
});

describe('a tab', () => {
  it('has one socket for all its lines, and none without lines', async () => {
    const { connect } = echoes();
    const { tab, sockets, hub } = await liveRig(connect);
    const all = ['one', 'two', 'three'].map((name) => {
      const heard = new Heard();
      return { heard, line: tab.open(`${ID}-${name}`, { input: {}, after: 0 }, heard) };
    });
    await Promise.all(all.map(({ line }, at) => line.say(at)));
    for (const [at, { heard }] of all.entries()) {
      await heard.until((one) => one.said(ENTRY.textOut).length > 0);
      expect(heard.said(ENTRY.textOut)).toEqual([String(at)]);
    }
    expect(sockets).toHaveLength(1);
    const closed = once(sockets[0]!, 'close');
    for (const { line } of all) line.forget();
    await closed;
    expect(hub.size).toBe(0);
    expect(await all[0]?.line.say('x')).toMatchObject({ ok: false });
  });

  it('that is loaded again reads from the start, and its former self hears nothing more', async () => {
    const { connect, lines } = echoes();
    const { tab, newTab } = await liveRig(connect);
    const before = new Heard();
    await tab.open(ID, { input: {}, after: 0 }, before).say('before');
    const after = new Heard();
    const line = newTab().open(ID, { after: 0 }, after);
    await line.say('after');
    await after.until((all) => all.said(ENTRY.textIn).length === 2);
    expect(after.said(ENTRY.textIn)).toEqual(['"before"', '"after"']);
    await before.until(({ links }) => links.includes('gone'));
    expect(before.said(ENTRY.textIn)).toEqual(['"before"']);
    expect(lines).toHaveLength(1);
  });

  it('learns what is no longer kept, to the message and the byte', async () => {
    const sinks: LineSink[] = [];
    const { tab, newTab, hub } = await liveRig(
      async (_, { sink }) => {
        sinks.push(sink);
        return new Echo(sink);
      },
      { kept: 100_000 },
    );
    const before = new Heard();
    const first = tab.open(ID, { input: {}, after: 0 }, before);
    await first.say('open');
    for (let round = 1; round <= 20; round += 1) {
      for (let count = 0; count < 100; count += 1) sinks[0]?.frame(ENTRY.textIn, Buffer.alloc(500, 'x'), 3);
      await before.until((all) => all.said(ENTRY.textIn).length === round * 100 + 1);
    }
    const acknowledged = 2000;
    expect(hub.retained).toBeLessThan(100_000 + 3 * 128 * 1024);
    const after = new Heard();
    newTab().open(ID, { after: 0 }, after);
    await after.until(({ entries }) => entries.at(-1)?.seq === before.entries.at(-1)?.seq);
    const gap = after.events[0];
    const kept = after.entries.filter(({ tag }) => tag !== ENTRY.event);
    const keptBytes = kept.reduce((sum, { payload }) => sum + payload.length, 0);
    expect(gap).toEqual({
      type: 'gap',
      why: 'room',
      frames: acknowledged * 3 + 2 - kept.length * 3,
      bytes: acknowledged * 500 + 12 - keptBytes,
    });
    expect(after.entries[1]?.seq).toBe((after.entries[0]?.seq ?? 0) + 1);
  });

  it('hears that a line is gone which the server does not know', async () => {
    const { connect } = echoes();
    const { tab } = await liveRig(connect);
    const heard = new Heard();
    const line = tab.open(ID, { after: 3 }, heard);
    const said = line.say('x');
    await heard.until(({ links }) => links.length === 1);
    expect(heard.links).toEqual(['gone']);
    expect(await said).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  });

  it('hears that all is gone when the server was started anew', async () => {
    const { connect } = echoes();
    const { sockets } = await liveRig(connect);
    const tab = new LiveTab({
      connect: () => {
        const socket = new Client('ws://127.0.0.1:9/live');
        socket.on('error', () => undefined);
        sockets.push(socket);
        return socket as unknown as WebSocket;
      },
      isLetIn: async () => false,
    });
    const heard = new Heard();
    tab.open(ID, { input: {}, after: 0 }, heard);
    await heard.until(({ links }) => links.includes('gone'));
    expect(heard.links).toEqual(['down', 'gone']);
  });
});

describe('a line at which nobody looks', () => {
  it('is closed after a while, stays readable for as long again, and is then let go', async () => {
    const { connect, lines } = echoes();
    const { tab, hub, sockets } = await liveRig(connect, { aloneMs: 30 });
    const heard = new Heard();
    await tab.open(ID, { input: {}, after: 0 }, heard).say('x');
    const line = lines[0]!;
    const closed = new Promise<void>((resolve) => {
      line.close = (how) => {
        line.asked.push(JSON.stringify(how));
        line.sink.event({ type: 'ended' });
        resolve();
      };
    });
    sockets[0]!.onclose = null; // this tab does not come back
    sockets[0]!.terminate();
    await closed;
    expect(line.asked).toEqual(['{"cut":false}']);
    expect(hub.size).toBe(1);
    await vi.waitUntil(() => hub.size === 0);
  });

  it('goes on for a tab that comes in time', async () => {
    const { connect, lines } = echoes();
    const { tab, newTab, sockets } = await liveRig(connect, { aloneMs: 60_000 });
    await tab.open(ID, { input: {}, after: 0 }, new Heard()).say('x');
    sockets[0]!.onclose = null;
    sockets[0]!.terminate();
    lines[0]?.sink.frame(ENTRY.textIn, Buffer.from('meanwhile'));
    const heard = new Heard();
    const line = newTab().open(ID, { after: 0 }, heard);
    await heard.until((all) => all.said(ENTRY.textIn).includes('meanwhile'));
    expect(await line.say('y')).toEqual({ ok: true, value: null });
    expect(lines[0]?.asked).toEqual([]);
  });
});

describe('too many lines', () => {
  it('are refused in words, and those that have ended make room', async () => {
    const { connect } = echoes();
    const { tab, hub } = await liveRig(connect, { lines: 2 });
    const open = (name: string) => {
      const heard = new Heard();
      return { heard, line: tab.open(`${ID}-${name}`, { input: {}, after: 0 }, heard) };
    };
    const first = open('first');
    open('second');
    const third = open('third');
    await third.heard.until(({ types }) => types.includes('failure'));
    expect(third.heard.events).toMatchObject([
      { failure: { code: 'throttled', message: expect.stringMatching('2 lines') } },
    ]);
    first.line.close();
    await first.heard.until(({ types }) => types.includes('ended'));
    const fourth = open('fourth');
    expect(await fourth.line.say('x')).toEqual({ ok: true, value: null });
    expect(hub.size).toBe(2);
  });

  it('share what is kept of them', async () => {
    const sinks: LineSink[] = [];
    const { tab, hub } = await liveRig(
      async (_, { sink }) => {
        sinks.push(sink);
        return new Echo(sink);
      },
      { keptInAll: 300_000 },
    );
    const heard = Array.from({ length: 4 }, () => new Heard());
    const lines = heard.map((one, at) => tab.open(`${ID}-${at}`, { input: {}, after: 0 }, one));
    await Promise.all(lines.map((line) => line.say('open')));
    for (let round = 1; round <= 30; round += 1) {
      for (const sink of sinks)
        for (let count = 0; count < 10; count += 1) sink.frame(ENTRY.textIn, Buffer.alloc(2_000));
      await Promise.all(heard.map((one) => one.until(({ entries }) => entries.length === 3 + round * 10)));
    }
    // What is not acknowledged is kept in any case: up to 128 KiB of each line.
    expect(hub.retained).toBeLessThan(300_000 + 4 * (128 + 64) * 1024);
    expect(hub.retained).toBeLessThan(4 * 300 * 2_000);
  });
});

describe('the end of the process', () => {
  it('closes every line and every tab', async () => {
    const { connect, lines } = echoes();
    const { tab, hub, sockets } = await liveRig(connect);
    await tab.open(ID, { input: {}, after: 0 }, new Heard()).say('x');
    const closed = once(sockets[0]!, 'close');
    hub.stop();
    expect((await closed)[0]).toBe(1001);
    expect(lines[0]?.asked).toEqual(['{"cut":false,"code":1001,"reason":""}']);
    expect(hub.size).toBe(0);
  });
});
