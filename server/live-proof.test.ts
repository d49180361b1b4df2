import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket as Client, WebSocketServer } from 'ws';
import { ENTRY, isLast, type LineEvent } from '@/lib/core/line';
import { type HeldSocket, holdLine } from '@/lib/egress/line';
import { handshakeHeaders } from '@/lib/egress/line-headers';
import type { LineBatch, LineListener } from '@/lib/wire/browser/live';
import type { Connect } from '@/lib/wire/server/live-line';
import { liveRig } from './live-rig';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** An API in this process that does what it likes with each line. */
async function api(serve: (socket: Client) => void): Promise<{ connect: Connect; asked: string[] }> {
  const server = createServer().listen(0, '127.0.0.1');
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on('connection', serve);
  await once(server, 'listening');
  closing.push(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const asked: string[] = [];
  return { asked, connect: connectTo(port, asked) };
}

/** The plainest kind there can be: a WebSocket of which the line is made. */
function connectTo(port: number, asked: string[]): Connect {
  const hostHeader = `127.0.0.1:${port}`;
  const to = { protocol: 'http:' as const, host: '127.0.0.1', port, hostHeader, connectTo: null };
  return async (_, { signal, sink }) => {
    const headers = handshakeHeaders([], { hostHeader, protocols: [] });
    const socket: HeldSocket = await holdLine(
      { to, target: '/', headers, protocols: [], timeoutMs: 5_000, signal },
      {
        frame: (tag, bytes) => sink.frame(tag, bytes),
        event: (event) => {
          sink.event(event);
          if (event.type === 'closed') sink.event({ type: 'ended' });
        },
      },
    );
    return {
      say: (input) => socket.send(Buffer.from(String(input)), { binary: false }),
      pause: () => {
        asked.push('pause');
        socket.pause();
      },
      resume: () => {
        asked.push('resume');
        socket.resume();
      },
      close: (how) => socket.close(how),
    };
  };
}

/** Sends numbered frames of many sizes as fast as they are taken, then closes. Gives the digest of all. */
function flood(socket: Client, frames: number, digest = createHash('sha256')) {
  let sent = 0;
  const pump = (): void => {
    if (sent === frames) socket.close(1000, 'all');
    for (let burst = 0; burst < 500 && sent < frames; burst += 1) {
      sent += 1;
      const payload = `${sent} ${'x'.repeat((sent * 7919) % 331)}`;
      digest.update(payload);
      socket.send(payload, burst === 499 || sent === frames ? pump : undefined);
    }
  };
  pump();
  return { digest, sent: () => sent };
}

/** Counts and digests what comes, and keeps nothing. */
class Tally implements LineListener {
  frames = 0;
  last = 0;
  inOrder = true;
  readonly digest = createHash('sha256');
  readonly gaps: Extract<LineEvent, { type: 'gap' }>[] = [];
  readonly links: string[] = [];
  onBatch: () => void = () => undefined;
  readonly ended: Promise<void>;
  #end: () => void = () => undefined;

  constructor() {
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  batch(batch: LineBatch): void {
    if (batch.firstSeq !== this.last + 1) this.inOrder = false;
    this.last = batch.firstSeq + batch.count - 1;
    for (let index = 0; index < batch.count; index += 1) this.#take(batch, index);
    this.onBatch();
  }

  link(state: string): void {
    this.links.push(state);
  }

  get missed(): number {
    return this.gaps.reduce((sum, { frames }) => sum + frames, 0);
  }

  #take(batch: LineBatch, index: number): void {
    if (batch.tag(index) === ENTRY.textIn || batch.tag(index) === ENTRY.binaryIn) {
      this.frames += 1;
      this.digest.update(batch.payload(index));
    }
    if (batch.tag(index) !== ENTRY.event) return;
    const event = batch.event(index);
    if (event.type === 'gap') this.gaps.push(event);
    if (isLast(event)) this.#end();
  }
}

/** The same numbers in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Reads a batch only every so many turns of the event loop. */
function slowly(tally: Tally, sockets: readonly Client[]): void {
  tally.onBatch = () => {
    const socket = sockets.at(-1);
    socket?.pause();
    let turns = 20;
    const turn = (): void => {
      turns -= 1;
      if (turns > 0) setImmediate(turn);
      else socket?.resume();
    };
    setImmediate(turn);
  };
}

const FRAMES = 200_000;
const FRAMES_UNDER_CUTS = 120_000;
const LINE = 'a-line-of-the-proof';

describe('a flood of 200,000 frames and a slow reader', () => {
  it('arrives whole and in order, and the API feels the pressure', { timeout: 60_000 }, async () => {
    let source: ReturnType<typeof flood> | null = null;
    const { connect, asked } = await api((socket) => {
      source = flood(socket, FRAMES);
    });
    const { tab, sockets, hub } = await liveRig(connect);
    const tally = new Tally();
    slowly(tally, sockets);
    let most = 0;
    const slow = tally.onBatch;
    tally.onBatch = () => {
      most = Math.max(most, hub.retained);
      slow();
    };
    tab.open(LINE, { input: 1, after: 0 }, tally);
    await tally.ended;
    expect(tally.frames).toBe(FRAMES);
    expect(tally.digest.digest('hex')).toBe(source!.digest.digest('hex'));
    expect([tally.inOrder, tally.gaps]).toEqual([true, []]);
    expect(asked.filter((word) => word === 'pause').length).toBeGreaterThan(0);
    expect(most).toBeLessThan(hub.limits.kept + 2 * hub.limits.unread);
  });

  it('control: without the pressure frames are lost, and each is counted', { timeout: 60_000 }, async () => {
    const { connect } = await api((socket) => void flood(socket, FRAMES));
    const careless: Connect = async (input, context) => ({
      ...(await connect(input, {
        ...context,
        sink: {
          ...context.sink,
          event: (e) => context.sink.event(e),
          frame: (tag, bytes) => context.sink.frame(tag, bytes) || true,
        },
      })),
      pause: () => undefined,
    });
    const { tab, sockets } = await liveRig(careless, { kept: 0 });
    const tally = new Tally();
    slowly(tally, sockets);
    tab.open(LINE, { input: 1, after: 0 }, tally);
    await tally.ended;
    expect(tally.frames).toBeLessThan(FRAMES);
    expect(tally.frames + tally.missed).toBe(FRAMES);
  });
});

describe('200 random cuts of the browser’s socket', () => {
  /** Cuts after random numbers of frames, and says something before each cut. */
  async function underCuts(seed: number, cuts: number, spoil: (socket: Client) => void) {
    const random = seeded(seed);
    let source: ReturnType<typeof flood> | null = null;
    const heard: string[] = [];
    const { connect } = await api((socket) => {
      source = flood(socket, FRAMES_UNDER_CUTS);
      socket.on('message', (message) => heard.push(String(message)));
    });
    const { tab, sockets } = await liveRig(connect, {}, spoil);
    const tally = new Tally();
    const replies: Promise<unknown>[] = [];
    let next = 1 + random(200);
    tally.onBatch = () => {
      const socket = sockets.at(-1);
      if (replies.length === cuts || tally.frames < next || socket?.readyState !== Client.OPEN) return;
      next = tally.frames + 1 + random(200);
      replies.push(line.say(`said ${replies.length + 1}`));
      socket.terminate();
    };
    const line = tab.open(LINE, { input: 1, after: 0 }, tally);
    await tally.ended;
    return { tally, heard, replies: await Promise.all(replies), digest: source!.digest.digest('hex') };
  }

  it.each([1, 2026])(
    'lose nothing and bring nothing twice, in either direction (seed %d)',
    { timeout: 60_000 },
    async (seed) => {
      const { tally, heard, replies, digest } = await underCuts(seed, 200, () => undefined);
      expect(tally.links.filter((state) => state === 'down')).toHaveLength(200);
      expect(tally.frames).toBe(FRAMES_UNDER_CUTS);
      expect(tally.digest.digest('hex')).toBe(digest);
      expect([tally.inOrder, tally.gaps]).toEqual([true, []]);
      expect(heard).toEqual(Array.from({ length: 200 }, (_, at) => `said ${at + 1}`));
      expect(replies).toEqual(Array.from({ length: 200 }, () => ({ ok: true, value: null })));
    },
  );

  it('control: a tab that comes back without its number loses frames', { timeout: 60_000 }, async () => {
    const { tally } = await underCuts(1, 5, (socket) => {
      const send = socket.send.bind(socket) as (message: unknown) => void;
      socket.send = (message: unknown) =>
        send(String(message).replace(/"after":[1-9]\d*/, `"after":${Number.MAX_SAFE_INTEGER}`));
    });
    expect(tally.frames).toBeLessThan(FRAMES_UNDER_CUTS);
    expect([tally.inOrder, tally.gaps]).toEqual([false, []]);
  });
});

describe('a million frames', () => {
  it('pass through without being kept', { timeout: 60_000 }, async () => {
    const burst = Buffer.concat(Array.from({ length: 1000 }, () => Buffer.from(`\x81\x3c${'m'.repeat(60)}`, 'latin1')));
    const { connect } = await api((socket) => {
      const raw = (socket as unknown as { _socket: Socket })._socket;
      let bursts = 0;
      const pump = (): void => {
        bursts += 1;
        if (bursts > 1000) socket.close(1000);
        else raw.write(burst, pump);
      };
      pump();
    });
    const { tab, hub } = await liveRig(connect);
    const tally = new Tally();
    let most = 0;
    tally.onBatch = () => {
      most = Math.max(most, hub.retained);
    };
    tab.open(LINE, { input: 1, after: 0 }, tally);
    await tally.ended;
    expect([tally.frames, tally.inOrder, tally.gaps]).toEqual([1_000_000, true, []]);
    expect(most).toBeGreaterThan(hub.limits.kept / 2);
    expect(most).toBeLessThan(hub.limits.kept + 2 * hub.limits.unread);
  });
});

describe('a browser that reads nothing', () => {
  it('does not keep the API’s pings from being answered, and learns what it missed', async () => {
    let answered = (): void => undefined;
    const answer = new Promise<void>((resolve) => {
      answered = resolve;
    });
    let sent = 0;
    let done = false;
    const { connect, asked } = await api((socket) => {
      let pinged = false;
      const pump = (): void => {
        // Behind what the reader has not taken, so that no answer comes unless that is read on.
        if (!pinged && asked.includes('pause')) socket.ping();
        pinged ||= asked.includes('pause');
        if (done) {
          socket.close(1000);
          return;
        }
        sent += 1;
        socket.send(Buffer.alloc(16 * 1024), pump);
      };
      socket.on('pong', answered);
      pump();
    });
    const { tab, sockets } = await liveRig(connect, { pauseMs: 20 });
    const tally = new Tally();
    tally.onBatch = () => sockets[0]?.pause();
    tab.open(LINE, { input: 1, after: 0 }, tally);
    await answer;
    done = true;
    tally.onBatch = () => undefined;
    sockets[0]?.resume();
    await tally.ended;
    expect(asked.slice(0, 2)).toEqual(['pause', 'resume']);
    expect(tally.missed).toBeGreaterThan(0);
    expect(tally.frames + tally.missed).toBe(sent);
  });
});
