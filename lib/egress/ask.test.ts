import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Pair } from '@/lib/core/outcome';
import { processWide } from '@/lib/core/process-wide';
import type { Destination } from './address';
import { type Asked, ended, get, http, listen, running, tcp } from './ask-rig';
import { openDownload } from './spool';

describe('what goes on the wire', () => {
  it('sends target and headers byte for byte, in order, with duplicates', async () => {
    let wire = '';
    const to = await tcp((socket) => {
      socket.on('data', () => undefined);
      socket.end('HTTP/1.1 204 No Content\r\n\r\n');
    });
    running[0]!.on('connection', (socket: Socket) => socket.on('data', (chunk) => (wire += chunk.toString('latin1'))));
    const headers: Pair[] = [
      ['Host', 'elsewhere.test:99'],
      ['x-B', '1'],
      ['X-a', 'é'],
      ['x-b', '2'],
    ];
    await get(to, { target: '/a/../b//%zz?x=1&&y', headers });
    expect(wire).toMatch(
      /^GET \/a\/..\/b\/\/%zz\?x=1&&y HTTP\/1\.1\r\nHost: elsewhere\.test:99\r\nx-B: 1\r\nX-a: \xe9\r\nx-b: 2\r\n/,
    );
  });

  it('gives the answer as it came: order, case, duplicates, reason', async () => {
    const to = await tcp((socket) =>
      socket.end(
        'HTTP/1.1 299 Quite So\r\nSet-Cookie: a=1\r\nX-ODD: \xe9\r\nset-cookie: b=2\r\nContent-Length: 2\r\n\r\nok',
        'latin1',
      ),
    );
    const asked = await get(to);
    expect(asked.seen).toEqual({
      status: 299,
      reason: 'Quite So',
      httpVersion: '1.1',
      headers: [
        ['Set-Cookie', 'a=1'],
        ['X-ODD', 'é'],
        ['set-cookie', 'b=2'],
        ['Content-Length', '2'],
      ],
      remote: to.hostHeader,
      tls: null,
    });
    expect(asked.body.toString()).toBe('ok');
  });

  it('keeps every header, however many', async () => {
    const lines = Array.from({ length: 5_000 }, (_, at) => `x-${at}: v\r\n`).join('');
    const to = await tcp((socket) => socket.end(`HTTP/1.1 200 OK\r\n${lines}Content-Length: 2\r\n\r\nok`));
    const asked = await get(to);
    expect(asked.seen?.headers).toHaveLength(5_001);
    expect(asked.body.toString()).toBe('ok');
  });

  it('follows no redirect', async () => {
    let requests = 0;
    const to = await http((_, response) => {
      requests += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect((await get(to)).seen?.status).toBe(302);
    expect(requests).toBe(1);
  });

  it('measures a new connection and knows a kept one', async () => {
    const to = await http((_, response) => response.end('ok'));
    const first = ended(await get(to))?.timings;
    expect(first).toMatchObject({ dns: null, tcp: expect.any(Number), tls: null, reused: false });
    expect(ended(await get(to))?.timings).toMatchObject({ tcp: null, firstByte: expect.any(Number), reused: true });
    expect(ended(await get(to, { fresh: true }))?.timings).toMatchObject({ tcp: expect.any(Number), reused: false });
  });

  it('connects where it is told and speaks to whom it is told', async () => {
    let host: string | undefined;
    const to = await http((request, response) => {
      host = request.headers.host;
      response.end();
    });
    const pinned: Destination = {
      ...to,
      host: 'abc.execute-api.test',
      port: 4566,
      hostHeader: 'abc.execute-api.test:4566',
      connectTo: { host: '127.0.0.1', port: to.port },
    };
    expect((await get(pinned, { headers: [['Host', pinned.hostHeader]] })).type).toBe('answered');
    expect(host).toBe('abc.execute-api.test:4566');
  });
});

describe('a kept connection that closes as the next request goes out', () => {
  /** Answers the first request of each connection and breaks at the second. */
  const closing = () => {
    const requests: string[] = [];
    const server = createTcpServer((socket) => {
      let count = 0;
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        requests.push(chunk.toString().split(' ')[0]!);
        count += 1;
        if (count === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        else socket.resetAndDestroy();
      });
    });
    return { requests, to: listen(server) };
  };

  it.each(['GET', 'HEAD', 'OPTIONS'])('is replaced once for %s', async (method) => {
    const { requests, to } = closing();
    await get(await to);
    expect((await get(await to, { method })).type).toBe('answered');
    expect(requests).toEqual(['GET', method, method]);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('is told for %s, which is never sent twice', async (method) => {
    const { requests, to } = closing();
    await get(await to);
    expect(await get(await to, { method })).toMatchObject({ type: 'unreachable', reason: 'reset' });
    expect(requests).toEqual(['GET', method]);
  });
});

describe('an API that cannot be reached', () => {
  const nowhere: Destination = {
    protocol: 'http:',
    host: '127.0.0.1',
    port: 1,
    hostHeader: '127.0.0.1:1',
    connectTo: null,
  };

  it('refuses', async () => {
    expect(await get(nowhere)).toMatchObject({ reason: 'refused', message: 'Nothing listens at 127.0.0.1:1.' });
  });

  it('has no name', async () => {
    const asked = await get({ ...nowhere, host: 'nowhere.invalid', hostHeader: 'nowhere.invalid' });
    expect(asked).toMatchObject({
      type: 'unreachable',
      reason: 'dns',
      message: expect.stringContaining('nowhere.invalid'),
    });
  });

  it.each([
    ['breaks off', (socket: Socket) => socket.resetAndDestroy(), 'reset'],
    ['closes without a word', (socket: Socket) => socket.end(), 'reset'],
    ['breaks off in its headers', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nX-A'), 'reset'],
    ['talks nonsense', (socket: Socket) => socket.end('220 smtp.example ESMTP\r\n'), 'malformed-answer'],
    ['talks HTTP/0.9', (socket: Socket) => socket.end('<h1>hi</h1>'), 'malformed-answer'],
    [
      'has a line feed in a header',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n'),
      'malformed-answer',
    ],
    [
      'counts in two ways',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na'),
      'malformed-answer',
    ],
    [
      'sends headers without end',
      (socket: Socket) => socket.end(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(300_000)}\r\n\r\n`),
      'malformed-answer',
    ],
    [
      'switches protocols unasked',
      (socket: Socket) => socket.write('HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
      'malformed-answer',
    ],
  ])('%s', async (_, answer, reason) => {
    const asked = await get(await tcp(answer));
    expect(asked).toMatchObject({
      type: 'unreachable',
      reason,
      message: expect.stringMatching(/^[^.]*127\.0\.0\.1.*\.$/),
    });
  });

  it('does not answer within the limit', async () => {
    const to = await tcp(() => undefined);
    const asked = await get(to, { timeoutMs: 50 });
    expect(asked).toMatchObject({
      reason: 'timeout',
      message: `The time limit of 50 ms was reached before ${to.hostHeader} answered.`,
    });
  });

  it.each(['before', 'while'])('is cancelled %s it is asked, and its connection closes', async (when) => {
    const cancel = new AbortController();
    const closed: Promise<unknown>[] = [];
    const to = await tcp((socket) => {
      closed.push(once(socket, 'close'));
      cancel.abort();
    });
    if (when === 'before') cancel.abort();
    expect(await get(to, { signal: cancel.signal })).toMatchObject({ type: 'unreachable', reason: 'cancelled' });
    await Promise.all(closed);
    expect(closed).toHaveLength(when === 'before' ? 0 : 1);
  });
});

describe('certificates', () => {
  it('names what is wrong with one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-tls-'));
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'];
    execFileSync('openssl', [...args, '-keyout', join(folder, 'key'), '-out', join(folder, 'cert')], {
      stdio: 'ignore',
    });
    const pem = (name: string) => readFileSync(join(folder, name));
    const server = createTlsServer({ key: pem('key'), cert: pem('cert') }, (_, response) => response.end());
    rmSync(folder, { recursive: true });
    const to: Destination = { ...(await listen(server)), protocol: 'https:' };
    expect(await get(to)).toMatchObject({
      type: 'unreachable',
      reason: 'tls',
      message: `The certificate of ${to.hostHeader} is self-signed (DEPTH_ZERO_SELF_SIGNED_CERT).`,
    });
    const plain = await http((_, response) => response.end());
    expect(await get({ ...plain, protocol: 'https:' })).toMatchObject({ type: 'unreachable', reason: 'tls' });
  });
});

describe('bodies that end too early', () => {
  it.each([
    ['by length', 'Content-Length: 100\r\n\r\nthe first half'],
    ['in a chunk', 'Transfer-Encoding: chunked\r\n\r\n20\r\nthe first half'],
    ['between chunks', 'Transfer-Encoding: chunked\r\n\r\ne\r\nthe first half\r\n'],
    ['in a chunk size', 'Transfer-Encoding: chunked\r\n\r\ne\r\nthe first half\r\nzz\r\n'],
  ])('are kept: %s', async (_, rest) => {
    const asked = await get(await tcp((socket) => socket.end(`HTTP/1.1 200 OK\r\n${rest}`)));
    expect(asked.body.toString()).toBe('the first half');
    expect(ended(asked)?.cut?.reason).toBe('broken');
  });

  it('are kept also where the reader was behind when they broke', async () => {
    const half = randomBytes(1_000_000);
    const to = await tcp((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n');
      socket.end(half);
    });
    const chunks: Uint8Array[] = [];
    const slowly = {
      bytes: (chunk: Uint8Array) => chunks.push(Buffer.from(chunk)) < 0,
      drained: () => new Promise<void>((go) => setImmediate(go)),
    };
    expect(ended(await get(to, {}, slowly))?.cut?.reason).toBe('broken');
    expect(Buffer.concat(chunks).equals(half)).toBe(true);
  });

  it.each(['timeout', 'cancelled'] as const)('are kept: %s', async (reason) => {
    const cancel = new AbortController();
    const to = await http((_, response) => void response.write('the first half'));
    const limit = reason === 'timeout' ? { timeoutMs: 200 } : { signal: cancel.signal };
    const chunks: string[] = [];
    const listening = {
      bytes: (chunk: Uint8Array) => {
        chunks.push(Buffer.from(chunk).toString());
        if (reason === 'cancelled') cancel.abort();
        return true;
      },
    };
    const asked = await get(to, limit, listening);
    expect(chunks).toEqual(['the first half']);
    expect(ended(asked)?.cut?.reason).toBe(reason);
  });
});

describe('bodies that are too large to show', () => {
  const MiB = 1024 ** 2;

  /** The files that hold bodies now; those of earlier tests are among them. */
  function spooled(): string[] {
    const shelf = processWide<{ folder: string | null }>('spools', () => ({ folder: null }));
    return shelf.folder === null ? [] : readdirSync(shelf.folder);
  }

  async function downloaded(asked: Asked): Promise<Buffer | null> {
    const download = openDownload(ended(asked)?.download ?? '');
    return download && (await buffer(download.stream));
  }

  it('are cut at the cap exactly and can be had whole', async () => {
    const whole = randomBytes(3 * MiB);
    const to = await http((_, response) => response.end(whole));
    const asked = await get(to, { capBytes: MiB, target: '/files/report.pdf?x=1' });
    expect(asked.body.equals(whole.subarray(0, MiB))).toBe(true);
    expect(ended(asked)).toMatchObject({ cut: { reason: 'cap' }, bytes: { wire: 3 * MiB, decoded: MiB } });
    expect((await downloaded(asked))?.equals(whole)).toBe(true);
  });

  it('lie in a folder that nobody else can read', async () => {
    const to = await http((_, response) => response.end(Buffer.alloc(2 * MiB)));
    await get(to, { capBytes: MiB });
    const folder = processWide<{ folder: string }>('spools', () => ({ folder: '' })).folder;
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('are not kept where they fit', async () => {
    const whole = randomBytes(MiB);
    const to = await http((_, response) => {
      response.write(whole);
      response.end();
    });
    expect(ended(await get(to, { capBytes: MiB }))).toMatchObject({ cut: null, download: null });
  });

  it('cost no memory: a bomb of 200 MB', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * MiB));
    const to = await http((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    const before = process.memoryUsage.rss();
    let most = 0;
    const listening = {
      bytes: () => {
        most = Math.max(most, process.memoryUsage.rss() - before);
        return true;
      },
    };
    const asked = await get(to, { capBytes: 16 * MiB }, listening);
    expect(ended(asked)).toMatchObject({ cut: { reason: 'cap' }, bytes: { wire: bomb.length, decoded: 16 * MiB } });
    expect(most).toBeLessThan(64 * MiB);
    let size = 0;
    for await (const chunk of openDownload(ended(asked)?.download ?? '')!.stream) size += chunk.length;
    expect(size).toBe(200 * MiB);
  });

  it('are read no faster than they are taken', async () => {
    let given = 0;
    const to = await http((_: IncomingMessage, response) => {
      const chunk = Buffer.alloc(256 * 1024);
      const more = (): void => {
        while (given < 64 * MiB) {
          given += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
        response.end();
      };
      response.writeHead(200, { 'content-length': 64 * MiB });
      more();
    });
    const cancel = new AbortController();
    let stuck = 0;
    const listening = {
      bytes: () => {
        stuck += 1;
        return false;
      },
      // Never taken: whatever the server could give by then is in the buffers between the two.
      drained: () => new Promise<void>(() => setTimeout(() => cancel.abort(), 300)),
    };
    await get(to, { signal: cancel.signal }, listening);
    expect(stuck).toBeLessThan(3);
    expect(given).toBeLessThan(32 * MiB);
  });

  it('leave no file where nobody can have it any more', async () => {
    const to = await tcp((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${9 * MiB}\r\n\r\n`);
      socket.end(Buffer.alloc(4 * MiB));
    });
    const before = spooled();
    const asked = await get(to, { capBytes: MiB });
    expect(ended(asked)).toMatchObject({
      cut: { reason: 'cap', message: expect.stringContaining('did not arrive') },
      download: null,
    });
    expect(await downloaded(asked)).toBeNull();
    expect(spooled()).toEqual(before);
  });
});
