import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import type { Pair } from '@/lib/core/outcome';
import { http, listen, running, tcp } from './ask-rig';
import { checkHandshake, handshakeHeaders } from './line-headers';
import { held, socketServer, upgradeServer } from './line-rig';

const bytes = (text: string) => Buffer.from(text);

/** Answers a handshake by hand, so that anything may follow it. */
function accept(socket: Duplex, request: IncomingMessage, more: string): void {
  const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const digest = createHash('sha1').update(key).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${digest}\r\n${more}\r\n`,
  );
}

/** An unmasked frame, as servers send them. */
function frame(first: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head =
    length < 126
      ? Buffer.from([first, length])
      : length < 65_536
        ? Buffer.from([first, 126, length >> 8, length & 255])
        : Buffer.concat([Buffer.from([first, 127]), Buffer.from(length.toString(16).padStart(16, '0'), 'hex')]);
  return Buffer.concat([head, payload]);
}

/** The heads of masked frames of 126 to 65,535 bytes, as clients send them. */
function clientFrames(bytes: Buffer): { first: number; length: number }[] {
  const heads: { first: number; length: number }[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt16BE(at + 2);
    heads.push({ first: bytes.readUInt8(at), length });
    at += 8 + length;
  }
  return heads;
}

describe('a line that opens', () => {
  it('sends the headers that were shown, the target byte for byte, and names what it was given', async () => {
    let asked: IncomingMessage | undefined;
    const to = await socketServer(
      (_, request) => {
        asked = request;
      },
      { handleProtocols: () => 'second' },
    );
    const written: Pair[] = [
      ['x-LOWER', 'a'],
      ['X-Twice', '1'],
      ['Authorization', 'Bearer t'],
      ['x-twice', '2'],
      ['X-Latin', 'caf\xe9'],
    ];
    const protocols = ['first', 'second'];
    const headers = handshakeHeaders(written, { hostHeader: to.hostHeader, protocols });
    const target = "/prod/%2e%2e//x?a='b'&c=%zz";
    const { brought, line } = await held(to, { target, headers, protocols });
    const open = await brought.awaited('open');
    const sent: Pair[] = [];
    for (let at = 0; at < (asked?.rawHeaders.length ?? 0); at += 2) {
      sent.push([asked?.rawHeaders[at] ?? '', asked?.rawHeaders[at + 1] ?? '']);
    }
    const shown = headers.map(([name, value]) => [name, name === 'Sec-WebSocket-Key' ? expect.any(String) : value]);
    expect(sent).toEqual(shown);
    expect(asked?.url).toBe(target);
    expect(open).toMatchObject({
      protocol: 'second',
      head: { status: 101, remote: `127.0.0.1:${to.port}`, tls: null },
    });
    expect(open.head.headers).toContainEqual(['Sec-WebSocket-Protocol', 'second']);
    expect(open.timings).toMatchObject({ tcp: expect.any(Number), firstByte: expect.any(Number), tls: null });
    line.close({ cut: true });
  });

  it('goes where it is pinned to, with the name of where it would go', async () => {
    let host: string | undefined;
    const to = await socketServer((_, request) => {
      host = request.headers.host;
    });
    const pinned = {
      ...to,
      host: 'api.example',
      hostHeader: 'api.example',
      connectTo: { host: to.host, port: to.port },
    };
    const { brought } = await held(pinned);
    await brought.awaited('open');
    expect(host).toBe('api.example');
  });

  it('brings messages both ways in order, with beats between them', async () => {
    const to = await socketServer((socket) => {
      socket.on('message', (message, binary) => socket.send(message, { binary }));
      socket.ping();
      socket.on('pong', () => socket.send('ponged'));
    });
    const { brought, line } = await held(to);
    await brought.until(({ said }) => said.includes('< ponged'));
    line.send(bytes('é'), { binary: false });
    line.send(bytes('b'), { binary: true });
    line.ping();
    await brought.until(
      ({ said, events }) => said.length === 5 && JSON.stringify(events).includes('"pong","out":false'),
    );
    expect(brought.said).toEqual(['< ponged', '> é', '>> b', '< é', '<< b']);
    expect(brought.events.slice(1)).toEqual([
      { type: 'beat', beat: 'ping', out: false },
      { type: 'beat', beat: 'pong', out: true },
      { type: 'beat', beat: 'ping', out: true },
      { type: 'beat', beat: 'pong', out: false },
    ]);
  });

  it('sends a long message in frames that are no longer than asked, and it arrives as one', async () => {
    const raw: Buffer[] = [];
    const to = await socketServer((socket, request) => {
      request.socket.on('data', (chunk: Buffer) => raw.push(chunk));
      socket.on('message', (message: Buffer) => socket.send(`${message.length}`));
    });
    const { brought, line } = await held(to);
    await brought.awaited('open');
    line.send(Buffer.alloc(70_000, 'a'), { binary: false, frameBytes: 32_768 });
    await brought.until(({ said }) => said.includes('< 70000'));
    expect(clientFrames(Buffer.concat(raw))).toEqual([
      { first: 0x01, length: 32_768 },
      { first: 0x00, length: 32_768 },
      { first: 0x80, length: 4_464 },
    ]);
    expect(brought.frames).toHaveLength(2);
  });

  it('makes the other end wait while the sink is full, and goes on without a gap', async () => {
    const message = Buffer.alloc(16 * 1024, 7);
    let sent = 0;
    const to = await socketServer((socket) => {
      const pump = (): void => {
        while (socket.bufferedAmount === 0 && sent < 20_000) {
          sent += 1;
          message.writeUInt32BE(sent);
          socket.send(Buffer.from(message));
        }
        if (sent < 20_000) setImmediate(pump);
      };
      pump();
    });
    const { brought, line } = await held(to);
    brought.room = () => brought.frames.length < 100;
    await brought.until(({ frames }) => frames.length >= 100);
    // What still comes was under way in this process; the rest waits at the other end.
    let last = -1;
    while (last !== sent) {
      last = sent;
      for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    const stood = brought.frames.length;
    expect(stood).toBeLessThan(120);
    expect(sent).toBeLessThan(5_000);
    brought.room = () => true;
    line.resume();
    await brought.until(({ frames }) => frames.length > stood + 500);
    expect(brought.frames.every(({ bytes }, at) => bytes.readUInt32BE() === at + 1)).toBe(true);
  });
});

describe('a line that ends', () => {
  const endings: [string, (socket: WebSocket) => void, object][] = [
    ['with a code', (socket) => socket.close(4001, 'enough'), { code: 4001, reason: 'enough', by: 'api' }],
    ['without a code', (socket) => socket.close(), { code: 1005, reason: '', by: 'api' }],
    ['without a word', (socket) => socket.terminate(), { code: 1006, reason: '', by: 'broken' }],
  ];
  it.each(endings)('by the API %s', async (_, end, expected) => {
    const to = await socketServer((socket) => {
      socket.send('last', () => end(socket));
    });
    const { brought, line } = await held(to);
    expect(await brought.awaited('closed')).toEqual({ type: 'closed', end: expected });
    expect(brought.said).toEqual(['< last']);
    expect(() => line.send(bytes('x'), { binary: false })).toThrow('The line is not open');
    expect(() => line.ping()).toThrow('The line is not open');
  });

  it.each([
    [{ cut: false, code: 4321, reason: 'bye' } as const, [4321, 'bye'], { code: 4321, reason: 'bye', by: 'asked' }],
    [{ cut: false } as const, [1000, ''], { code: 1000, reason: '', by: 'asked' }],
    [{ cut: false, code: 1006 } as const, [1000, ''], { code: 1000, reason: '', by: 'asked' }],
    [{ cut: false, reason: 'é'.repeat(62) } as const, [1000, ''], { code: 1000, reason: '', by: 'asked' }],
    [{ cut: true } as const, [1006, ''], { code: 1006, reason: '', by: 'asked' }],
  ])('by the person with %j', async (how, atApi, expected) => {
    let hear: (end: unknown[]) => void = () => undefined;
    const heard = new Promise<unknown[]>((resolve) => {
      hear = resolve;
    });
    const to = await socketServer((socket) => socket.on('close', (code, reason) => hear([code, String(reason)])));
    const { brought, line } = await held(to);
    await brought.awaited('open');
    line.close(how);
    expect(await brought.awaited('closed')).toEqual({ type: 'closed', end: expected });
    expect(brought.types.includes('note')).toBe('code' in how ? how.code === 1006 : 'reason' in how);
    expect(await heard).toEqual(atApi);
  });

  it('cleanly while it is paused, with all that was said before', async () => {
    const to = await socketServer((socket) => {
      for (let count = 0; count < 1000; count += 1) socket.send(`${count}`);
    });
    const { brought, line } = await held(to);
    brought.room = () => false;
    await brought.until(({ frames }) => frames.length > 0);
    line.pause();
    line.close({ cut: false });
    expect(await brought.awaited('closed')).toMatchObject({ end: { code: 1000, by: 'asked' } });
    expect(brought.frames.filter(({ tag }) => tag === 1)).toHaveLength(1000);
  });
});

describe('what an API may do to a line', () => {
  const hostile = (after: (socket: Duplex) => void, extension = '') =>
    upgradeServer((request, socket) => {
      accept(socket, request, extension);
      after(socket);
    });
  const DEFLATE = 'Sec-WebSocket-Extensions: permessage-deflate\r\n';
  const bomb = (() => {
    const packed = deflateRawSync(Buffer.alloc(90 * 1024 ** 2), { finishFlush: constants.Z_SYNC_FLUSH });
    return frame(0xc2, packed.subarray(0, -4));
  })();

  it('text that is no UTF-8 is noted and shown, and the line goes on', async () => {
    const bad = Buffer.from([0xed, 0xa0, 0x80, 0xff]);
    const to = await hostile((socket) => socket.write(Buffer.concat([frame(0x81, bad), frame(0x81, bytes('good'))])));
    const { brought } = await held(to);
    await brought.until(({ frames }) => frames.length === 2);
    expect(brought.types).toEqual(['open', 'note']);
    expect(brought.frames[0]?.bytes).toEqual(bad);
    expect(brought.said[1]).toBe('< good');
  });

  it.each<[string, Buffer, string, RegExp]>([
    ['a message that is too large', frame(0x82, Buffer.alloc(4 * 1024 ** 2 + 1)), '', /more than 4 MiB.*1009/],
    ['a length of 200 MB, said only', Buffer.from('827f000000000bebc200', 'hex'), '', /more than 4 MiB/],
    ['a bomb', bomb, DEFLATE, /more than 4 MiB/],
    ['what is said to be packed and is not', frame(0xc1, Buffer.from([0xff, 0xff, 0xff])), DEFLATE, /protocol/],
    ['packed bytes that were not agreed on', frame(0xc1, bytes('x')), '', /protocol.*RSV/],
    ['a masked frame', Buffer.from('818100000000ff', 'hex'), '', /protocol.*MASK/],
    ['an unknown kind of frame', frame(0x83, bytes('x')), '', /protocol.*OPCODE/],
    ['a long ping', frame(0x89, Buffer.alloc(126)), '', /protocol/],
    ['the rest of no message', frame(0x80, bytes('x')), '', /protocol/],
    ['a close code that is none', frame(0x88, Buffer.from([3, 231])), '', /protocol.*CLOSE_CODE/],
  ])('%s ends it with a note, and keeps what came before', async (_, hostileBytes, extension, note) => {
    const to = await hostile(
      (socket) => socket.write(Buffer.concat([frame(0x81, bytes('before')), hostileBytes])),
      extension,
    );
    const { brought } = await held(to);
    expect(await brought.awaited('note')).toMatchObject({ message: expect.stringMatching(note) });
    expect(brought.said).toEqual(['< before']);
  });

  it('a reset within a frame is told, and keeps what came before', async () => {
    let reset = (): void => undefined;
    const to = await hostile((socket) => {
      socket.write(Buffer.concat([frame(0x81, bytes('before')), frame(0x81, bytes('cut here')).subarray(0, 5)]));
      reset = () => void (socket as Socket).resetAndDestroy();
    });
    const { brought } = await held(to);
    await brought.until(({ said }) => said.length > 0);
    reset();
    expect(await brought.awaited('closed')).toMatchObject({ end: { code: 1006, by: 'broken' } });
    expect(await brought.awaited('note')).toMatchObject({ message: expect.stringContaining('reset') });
    expect(brought.said).toEqual(['< before']);
  });

  it('a flood of pings whose answers it does not read is taken, and so is what follows', async () => {
    const to = await hostile((socket) => {
      socket.pause();
      const flood = Buffer.concat(Array.from({ length: 200_000 }, () => frame(0x89, bytes('p'))));
      socket.write(flood, () => socket.write(frame(0x81, bytes('after'))));
    });
    const { brought } = await held(to);
    await brought.until(({ said }) => said.includes('< after'));
    expect(brought.events.filter((event) => event.type === 'beat' && event.beat === 'ping')).toHaveLength(200_000);
  });
});

describe('a line that does not open', () => {
  it('gives a refusal whole: status, headers in order, body up to 64 KiB', async () => {
    const to = await upgradeServer((_, socket) => {
      socket.end(
        `HTTP/1.1 403 Forbidden\r\nx-Second: 2\r\nX-First: 1\r\nx-second: 3\r\n\r\n{"message":"Forbidden"}${' '.repeat(100_000)}`,
      );
    });
    const { brought, line } = await held(to);
    const refused = await brought.awaited('refused');
    expect(refused.head).toMatchObject({ status: 403, reason: 'Forbidden' });
    expect(refused.head.headers).toEqual([
      ['x-Second', '2'],
      ['X-First', '1'],
      ['x-second', '3'],
    ]);
    expect(refused.body).toMatch(/^\{"message":"Forbidden"\} +$/);
    expect(refused.body).toHaveLength(64 * 1024);
    expect(refused.timings.firstByte).toEqual(expect.any(Number));
    expect(brought.types).toEqual(['refused']);
    expect(() => line.send(bytes('x'), { binary: false })).toThrow('The line is not open');
  });

  it.each([301, 401, 429, 500])('does not follow or repeat a %d', async (status) => {
    let asked = 0;
    const to = await upgradeServer((_, socket) => {
      asked += 1;
      socket.end(`HTTP/1.1 ${status} No\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n`);
    });
    const { brought } = await held(to);
    expect(await brought.awaited('refused')).toMatchObject({ head: { status }, body: '' });
    expect(asked).toBe(1);
  });

  it.each([
    ['the wrong proof', 'Sec-WebSocket-Accept: x\r\n', /Accept/],
    ['another protocol', 'Upgrade: h2c\r\n', /Upgrade|Accept/],
  ])('shows an answer with %s and says what is wrong', async (_, header, note) => {
    const to = await upgradeServer((_request, socket) =>
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${header}\r\n`),
    );
    const { brought } = await held(to);
    expect(await brought.awaited('refused')).toMatchObject({ head: { status: 101 } });
    expect(await brought.awaited('note')).toMatchObject({ message: expect.stringMatching(note) });
  });

  it('says that no subprotocol was chosen', async () => {
    const to = await socketServer(() => undefined, { handleProtocols: () => false });
    const { brought } = await held(to, { protocols: ['graphql-transport-ws'] });
    expect(await brought.awaited('note')).toMatchObject({ message: expect.stringContaining('no subprotocol') });
    expect(await brought.awaited('refused')).toMatchObject({ head: { status: 101 } });
  });

  it('says that nothing listens, that a name is unknown, and that what answers is no HTTP', async () => {
    const nobody = await tcp(() => undefined);
    const dead = await http(() => undefined);
    await new Promise((resolve) => running.at(-1)?.close(resolve));
    const strange = await tcp((socket) => socket.end('SSH-2.0-OpenSSH\r\n'));
    const reset = await tcp((socket) => socket.resetAndDestroy());
    const reason = async (...[to, more]: Parameters<typeof held>) =>
      (await (await held(to, more)).brought.awaited('unreachable')).reason;
    expect(await reason(dead)).toBe('refused');
    expect(await reason({ ...dead, host: 'no-such-host.invalid', hostHeader: 'no-such-host.invalid' })).toBe('dns');
    expect(await reason(strange)).toBe('malformed-answer');
    expect(await reason(reset)).toBe('reset');
    expect(await reason(nobody, { timeoutMs: 50 })).toBe('timeout');
    expect(await reason({ ...nobody, protocol: 'https:' }, { timeoutMs: 50 })).toBe('timeout');
    expect(await reason({ ...dead, untrusted: true })).toBe('blocked');
    expect(await reason({ ...dead, host: 'localhost', hostHeader: 'localhost', untrusted: true })).toBe('blocked');
  });

  it('says that a certificate is not trusted', async () => {
    const server = createTlsServer({});
    const to = await listen(server);
    const { brought } = await held({ ...to, protocol: 'https:' });
    expect(await brought.awaited('unreachable')).toMatchObject({ reason: 'tls' });
  });

  it.each(['signal', 'close'])('is broken off by its %s, and the connection with it', async (by) => {
    let arrive: (socket: Duplex) => void = () => undefined;
    const arrived = new Promise<Duplex>((resolve) => {
      arrive = resolve;
    });
    const to = await upgradeServer((_, socket) => arrive(socket.resume()));
    const cancel = new AbortController();
    const { line, brought } = await held(to, { signal: cancel.signal });
    const gone = once(await arrived, 'end');
    if (by === 'signal') cancel.abort();
    else line.close({ cut: false });
    await gone;
    expect(await brought.awaited('unreachable')).toMatchObject({ reason: 'cancelled' });
  });
});

describe('checkHandshake', () => {
  it.each<[string, Pair[], string[], string]>([
    ['a header of the handshake', [['Sec-WebSocket-Key', 'x']], [], 'headers.0'],
    ['a header of the subprotocols', [['sec-websocket-protocol', 'x']], [], 'headers.0'],
    ['a header of the connection', [['Upgrade', 'x']], [], 'headers.0'],
    ['a subprotocol with a space', [], ['a', 'b c'], 'protocols.1'],
    ['an empty subprotocol', [], [''], 'protocols.0'],
    ['a subprotocol twice', [], ['a', 'a'], 'protocols.1'],
  ])('refuses %s', (_, headers, protocols, field) => {
    expect(() => checkHandshake(headers, protocols, [])).toThrow(expect.objectContaining({ detail: { field } }));
  });
});
