import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { amount, type UpstreamAnswer } from './upstream-call';

/** Answers that are late, broken, repeated or elsewhere. */
export const badAnswers: Record<string, UpstreamAnswer> = {
  slow: async (call) => {
    const ms = amount(call, 'ms', { fallback: 5000, most: 120_000 });
    if (await pause(call.res, ms)) json(call.res, { waited: ms });
  },
  /** Headers and a byte at once, then one byte per `ms`. */
  drip: async (call) => {
    const every = amount(call, 'ms', { fallback: 500, most: 60_000 });
    const text = '{"drip":"drop drop drop drop"}\n';
    call.res.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
    for (const byte of text) {
      call.res.write(byte);
      if (!(await pause(call.res, every))) return;
    }
    call.res.end();
  },
  /** Promises more than it sends, then cuts the line. */
  half: ({ res }) => {
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': 10_000 });
    res.write('{"records":[{"id":1,"name":"the first half"},{"id":2,"na', () => res.destroy());
  },
  'half-chunked': ({ res }) => {
    res.writeHead(200, { 'content-type': 'application/json' });
    res.write('{"records":[{"id":1},', () => res.destroy());
  },
  /** Accepts the request and cuts the line without a word. */
  silent: ({ res }) => {
    res.destroy();
  },
  'bad-gzip': ({ res }) => {
    res.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    res.end('this was never compressed');
  },
  'bad-json': ({ res }) => {
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end('{"name": "unfinished", "list": [1, 2,');
  },
  cookies: ({ res }) => {
    const cookies = ['session=abc123; Path=/; HttpOnly', 'theme=dark; Max-Age=3600', 'theme=light; Path=/other'];
    res.writeHead(200, ['Content-Type', 'application/json', ...cookies.flatMap((cookie) => ['Set-Cookie', cookie])]);
    res.end('{"cookies":3}');
  },
  'latin1-header': ({ res }) => {
    res.writeHead(200, { 'content-type': 'text/plain', 'x-city': 'K\u00f8benhavn' });
    res.end('x-city holds a byte above 127\n');
  },
  'big-header': (call) => {
    const size = Math.round(amount(call, 'kb', { fallback: 200, most: 900 }) * 1024);
    call.res.writeHead(200, { 'content-type': 'text/plain', 'x-big': 'x'.repeat(size) });
    call.res.end('x-big is big\n');
  },
  /** `to` names the target; `across=1` the echo of the same server under another name, else the echo beside it. */
  redirect: ({ res, query, origin }) => {
    const elsewhere = `${origin.replace('127.0.0.1', 'localhost')}/_upstream/echo`;
    const target = query.get('to') ?? (query.has('across') ? elsewhere : '/_upstream/echo');
    const code = Number(query.get('code') ?? 302);
    const location = Buffer.from(target, 'utf8')
      .toString('latin1')
      .replace(/[\r\n\0]/g, '');
    res.writeHead([301, 302, 303, 307, 308].includes(code) ? code : 302, { location, 'content-type': 'text/plain' });
    res.end(`moved to ${target}\n`);
  },
};

function json(res: ServerResponse, value: unknown): void {
  res.writeHead(200, { 'content-type': 'application/json' });
  res.end(JSON.stringify(value));
}

/** Waits, unless the reader goes away first: then false. */
async function pause(res: ServerResponse, ms: number): Promise<boolean> {
  const gone = new AbortController();
  await Promise.race([
    wait(ms, undefined, { signal: gone.signal }).catch(() => undefined),
    once(res, 'close', { signal: gone.signal }).catch(() => undefined),
  ]);
  gone.abort();
  return !res.destroyed;
}
