import { randomBytes } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ended, get, http, tcp } from './ask-rig';

describe('encoded bodies', () => {
  const text = JSON.stringify({ words: Array.from({ length: 2_000 }, (_, at) => `word ${at}`) });
  const serve = (coding: string, body: Buffer, pieces = 1) =>
    http(async (_, response) => {
      response.writeHead(200, { 'content-encoding': coding });
      const size = Math.ceil(body.length / pieces);
      for (let at = 0; at < body.length; at += size) response.write(body.subarray(at, at + size));
      response.end();
    });

  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['identity', Buffer.from(text)],
    ['none', Buffer.from(text)],
  ])('are undone: %s', async (coding, body) => {
    for (const pieces of [1, 7]) {
      const asked = await get(await serve(coding, body, pieces));
      expect(asked.body.toString()).toBe(text);
      expect(ended(asked)).toMatchObject({ cut: null, bytes: { wire: body.length, decoded: text.length } });
    }
  });

  it('are shown as they came where the label is wrong', async () => {
    const asked = await get(await serve('gzip', Buffer.from('never compressed'), 3));
    expect(asked.body.toString()).toBe('never compressed');
    expect(ended(asked)?.cut).toMatchObject({
      reason: 'undecodable',
      message: expect.stringContaining('labelled gzip'),
    });
  });

  it('are shown as they came where the label is wrong, however large', async () => {
    const plain = randomBytes(300_000).toString('hex');
    const asked = await get(await serve('gzip', Buffer.from(plain), 9), { timeoutMs: 3_000 });
    expect(asked.body.toString()).toBe(plain);
    expect(ended(asked)?.cut?.reason).toBe('undecodable');
  });

  it.each([
    ['gzip', gzipSync(text)],
    ['gzip', Buffer.concat([gzipSync(text.slice(0, 99)), gzipSync(text.slice(99))])],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
  ])('are shown without what follows their end, which is told: %s', async (coding, body) => {
    for (const [garbage, pieces] of [
      [Buffer.from('<b>Warning</b>'), 1],
      [Buffer.from('<b>Warning</b>'), 5],
      [Buffer.alloc(400_000, 'garbage'), 40],
    ] as const) {
      const all = Buffer.concat([body, garbage]);
      const asked = await get(await serve(coding, all, pieces), { timeoutMs: 3_000 });
      expect(asked.body.toString()).toBe(text);
      expect(ended(asked)).toMatchObject({
        bytes: { wire: all.length },
        cut: { reason: 'undecodable', message: expect.stringContaining(`${garbage.length.toLocaleString('en')} more`) },
      });
    }
  });

  it('may be padded with zeros, but not have the wrong sum', async () => {
    const padded = await get(await serve('gzip', Buffer.concat([gzipSync(text), Buffer.alloc(100)])));
    expect([padded.body.toString(), ended(padded)?.cut]).toEqual([text, null]);
    const wrong = gzipSync(text);
    wrong[wrong.length - 8]! ^= 1;
    expect(ended(await get(await serve('gzip', wrong)))?.cut?.reason).toBe('undecodable');
  });

  it('are shown as they came where the label is wrong and the line breaks', async () => {
    for (const body of ['never compressed', 'n']) {
      const to = await tcp((socket) =>
        socket.end(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 100\r\n\r\n${body}`),
      );
      const asked = await get(to);
      expect(asked.body.toString()).toBe(body);
      expect(ended(asked)?.cut).toMatchObject({ reason: 'broken', message: expect.stringContaining('as it came') });
    }
  });

  it.each(['timeout', 'cancelled'] as const)('end though nobody takes them: %s', async (reason) => {
    const cancel = new AbortController();
    const to = await serve('gzip', gzipSync(Buffer.alloc(5_000_000)));
    const limit = reason === 'timeout' ? { timeoutMs: 400 } : { signal: cancel.signal };
    const full = {
      bytes: () => false,
      drained: () => {
        if (reason === 'cancelled') setTimeout(() => cancel.abort(), 100); // by then all has arrived
        return new Promise<void>(() => undefined);
      },
    };
    expect(ended(await get(to, limit, full))?.cut?.reason).toBe(reason);
  });

  it('are shown as they came where nobody here can undo them', async () => {
    const asked = await get(await serve('zstd', Buffer.from('(µ/ý')));
    expect(asked.body.toString()).toBe('(µ/ý');
    expect(ended(asked)?.cut).toMatchObject({ reason: 'undecodable', message: expect.stringContaining('zstd') });
  });

  it('are kept as far as they go where they stop halfway', async () => {
    const whole = randomBytes(400_000).toString('hex');
    const half = gzipSync(whole).subarray(0, 200_000);
    const asked = await get(await serve('gzip', half));
    expect(ended(asked)?.cut?.reason).toBe('undecodable');
    expect(asked.body.length).toBeGreaterThan(300_000);
    expect(whole.startsWith(asked.body.toString())).toBe(true);
  });

  it('may be empty', async () => {
    for (const method of ['GET', 'HEAD']) {
      expect(ended(await get(await serve('gzip', Buffer.alloc(0)), { method }))).toMatchObject({ cut: null });
    }
  });
});
