import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { drawPng } from './draw-png';
import { amount, type UpstreamAnswer } from './upstream-call';

const sample = {
  title: 'A compressed answer',
  words: Array.from({ length: 200 }, (_, i) => `word ${i}`),
};

/** Each is a plain answer of one content type. */
export const bodyAnswers: Record<string, UpstreamAnswer> = {
  echo: async ({ req, res }) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const [path = '', query = ''] = splitOnce(req.url ?? '', '?');
    const headers = req.rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, req.rawHeaders[i + 1] ?? '']] : []));
    const text = { utf8: body.toString('utf8'), base64: body.toString('base64'), bytes: body.length };
    json(res, { method: req.method, path, query, headers, body: text });
  },
  text: (call) => {
    const line = 'The quick brown fox jumps over the lazy dog. 0123456789 äöü €\n';
    const size = Math.round(amount(call, 'kb', { fallback: 4, most: 65_536 }) * 1024);
    end(call.res, 'text/plain; charset=utf-8', line.repeat(Math.ceil(size / Buffer.byteLength(line))));
  },
  binary: (call) => {
    const bytes = Buffer.alloc(Math.round(amount(call, 'kb', { fallback: 64, most: 65_536 }) * 1024));
    // A fixed walk through all byte values, so that two answers can be compared.
    for (let i = 0, state = 7; i < bytes.length; i++) {
      state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
      bytes[i] = state >> 16;
    }
    end(call.res, 'application/octet-stream', bytes, { 'content-disposition': 'attachment; filename="noise.bin"' });
  },
  'image.png': ({ res }) => end(res, 'image/png', drawPng(320, 200)),
  'image.svg': ({ res }) =>
    end(
      res,
      'image/svg+xml',
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 50"><rect width="80" height="50" fill="#345"/><circle cx="40" cy="25" r="16" fill="#9cf"/><script>top.document.title="script ran"</script></svg>',
    ),
  'page.html': ({ res }) =>
    end(
      res,
      'text/html; charset=utf-8',
      '<!doctype html><title>A page</title><h1>A page of the upstream</h1><p>Its script and its image must stay inside the preview.</p><img src="/favicon.ico" alt=""><script>document.querySelector("h1").textContent = "The script ran"; try { top.document.title = "script ran" } catch {}</script>',
    ),
  gzip: ({ res }) => compressed(res, 'gzip', gzipSync(JSON.stringify(sample))),
  br: ({ res }) => compressed(res, 'br', brotliCompressSync(JSON.stringify(sample))),
  deflate: ({ res }) => compressed(res, 'deflate', deflateSync(JSON.stringify(sample))),
  status: (call) => {
    const code = amount(call, 'code', { fallback: 200, most: 599 });
    const status = Number.isInteger(code) && code >= 200 ? code : 200;
    call.res.statusCode = status;
    if (status === 204 || status === 304) call.res.end();
    else end(call.res, 'application/json', JSON.stringify({ status, from: 'upstream' }));
  },
};

function json(res: ServerResponse, value: unknown): void {
  end(res, 'application/json', JSON.stringify(value));
}

function compressed(res: ServerResponse, encoding: string, body: Buffer): void {
  end(res, 'application/json', body, { 'content-encoding': encoding });
}

function end(res: ServerResponse, type: string, body: string | Buffer, headers: Record<string, string> = {}): void {
  res.setHeaders(new Map(Object.entries({ 'content-type': type, ...headers })));
  res.setHeader('content-length', Buffer.byteLength(body));
  res.end(body);
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
