import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerUpstream } from './upstream';

let port: number;
const server = createServer((req, res) => void answerUpstream(`http://127.0.0.1:${port}`, req, res));

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Got {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  /** Whether the answer came to its end. */
  complete: boolean;
}

function ask(path: string, { method = 'GET', body = '' } = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path: `/_upstream${path}`,
      method,
      maxHeaderSize: 1024 * 1024,
      agent: false,
    };
    const req = request(options, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('error', () => undefined);
      res.on('close', () => {
        const { statusCode: status = 0, headers, complete } = res;
        resolve({ status, headers, body: Buffer.concat(chunks), complete });
      });
    });
    req.on('error', reject);
    req.end(body);
  });
}

describe('large answers', () => {
  test('records are as large as asked, the same every time, and JSON', async () => {
    const [one, again] = [await ask('/json?mb=2'), await ask('/json/2')];
    expect(one.body.equals(again.body)).toBe(true);
    expect(one.body.length / 1024 / 1024).toBeCloseTo(2, 2);
    const parsed = JSON.parse(one.body.toString());
    expect(parsed.complete).toBe(true);
    expect(new Set(parsed.records.map((record: { id: string }) => record.id)).size).toBe(parsed.records.length);
    expect(Number.isSafeInteger(parsed.records[0].number)).toBe(true);
  });

  test('every line of lines is JSON', async () => {
    const lines = (await ask('/ndjson?mb=0.1')).body.toString().trim().split('\n');
    expect(lines.every((line) => JSON.parse(line).id)).toBe(true);
  });

  test('the bomb is small on the wire', async () => {
    const { headers, body } = await ask('/gzip-bomb?mb=40');
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(body).length / body.length).toBeGreaterThan(900);
    expect(gunzipSync(body).length).toBe(40 * 1024 * 1024);
  });
});

describe('bodies', () => {
  test.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
    ['deflate', inflateSync],
  ] as const)('%s is what it says', async (encoding, decode) => {
    const { headers, body } = await ask(`/${encoding}`);
    expect(headers['content-encoding']).toBe(encoding);
    expect(JSON.parse(decode(body).toString())).toHaveProperty('words');
  });

  test('a picture is a PNG, noise has every byte and text its size', async () => {
    const { body } = await ask('/image.png');
    expect(body.subarray(1, 4).toString()).toBe('PNG');
    expect(body.subarray(-8, -4).toString()).toBe('IEND');
    expect(new Set((await ask('/binary?kb=64')).body).size).toBe(256);
    expect((await ask('/text?kb=100')).body.length).toBeGreaterThanOrEqual(102_400);
  });

  test.each([200, 204, 304, 418, 500])('status %i', async (code) => {
    expect(await ask(`/status/${code}`)).toMatchObject({ status: code, complete: true });
  });

  test('the echo repeats what it was sent', async () => {
    const { body } = await ask('/echo/a%2Fb?x=1&x=%20', { method: 'PUT', body: 'é' });
    expect(JSON.parse(body.toString())).toMatchObject({
      ...{ method: 'PUT', path: '/_upstream/echo/a%2Fb', query: 'x=1&x=%20' },
      body: { utf8: 'é', base64: 'w6k=', bytes: 2 },
    });
  });
});

describe('bad answers', () => {
  test.each(['/half', '/half-chunked'])('%s stops before its end', async (path) => {
    const { status, body, complete } = await ask(path);
    expect({ status, complete, some: body.length > 0 }).toEqual({ status: 200, complete: false, some: true });
  });

  test('silence is a cut line', () => expect(ask('/silent')).rejects.toThrow('socket hang up'));

  test('headers: repeated, of latin-1, and large', async () => {
    expect((await ask('/cookies')).headers['set-cookie']).toHaveLength(3);
    expect((await ask('/latin1-header')).headers['x-city']).toBe('København');
    expect((await ask('/big-header?kb=200')).headers['x-big']).toHaveLength(204_800);
  });

  test('redirects stay, or go to the same server under another name, or where they are told', async () => {
    expect((await ask('/redirect')).headers.location).toBe('/_upstream/echo');
    expect(await ask('/redirect?across=1&code=307')).toMatchObject({
      ...{ status: 307, headers: { location: `http://localhost:${port}/_upstream/echo` } },
    });
    expect((await ask('/redirect?to=http%3A%2F%2F169.254.169.254%2Fx%0D%0Aa%3A%20b')).headers.location).toBe(
      'http://169.254.169.254/xa: b',
    );
  });

  test('drops come one by one to the end', async () => {
    const { body, complete } = await ask('/drip?ms=0');
    expect([JSON.parse(body.toString()), complete]).toEqual([{ drip: 'drop drop drop drop' }, true]);
  });

  test('an unknown answer lists those there are', async () => {
    const { status, body } = await ask('/nonsense');
    expect([status, JSON.parse(body.toString()).answers]).toEqual([
      404,
      expect.arrayContaining(['json', 'slow', 'half']),
    ]);
  });
});
