import { request, type ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Integration } from '@/sandbox/model';
import type { ApiCall } from './api-call';
import { HOP_BY_HOP } from './event';
import { isLoopback } from './loopback';
import { changeHeaders, changePath, changeQuery } from './parameters';
import { unavailable } from './refusal';

/** An upstream's answer, its body not yet read. */
export interface Proxied {
  status: number;
  statusText: string;
  /** In order, repeated ones repeated, without what belongs to one connection. */
  headers: [name: string, value: string][];
  body: Readable;
}

/** Large enough for any header that a test upstream sends. */
const UPSTREAM_HEADER_LIMIT = 1024 * 1024;

/** HTTP_PROXY: the request goes on as it came. The sandbox reaches upstreams on this machine only; others are unavailable. */
export function callUpstream(call: ApiCall, integration: Integration): Promise<Proxied> {
  const url = upstreamUrl(call, integration);
  const method =
    !integration.integrationMethod || integration.integrationMethod === 'ANY'
      ? call.method
      : integration.integrationMethod;
  return reachUpstream(url, {
    method,
    rawHeaders: forwarded(call, integration, url),
    body: call.body,
    limitMs: integration.timeoutInMillis ?? 30_000,
    signal: call.signal,
  });
}

interface Onward {
  method: string;
  /** A flat list of names and values. */
  rawHeaders: string[];
  body: Buffer;
  limitMs: number;
  signal: AbortSignal;
}

/** Asks an upstream on this machine; rejects with the refusal that HTTP APIs give where none answers in time. */
export function reachUpstream(url: URL, { method, rawHeaders, body, limitMs, signal }: Onward): Promise<Proxied> {
  if (!isLoopback(url.hostname)) return Promise.reject(unavailable(`the sandbox does not call ${url.hostname}`));
  return new Promise((resolve, reject) => {
    const out = request(url, {
      method,
      headers: rawHeaders as unknown as Record<string, string>,
      maxHeaderSize: UPSTREAM_HEADER_LIMIT,
      signal,
      agent: false,
    });
    const timer = setTimeout(() => out.destroy(unavailable(`no answer within ${limitMs} ms`)), limitMs);
    out.on('response', (answer) => {
      clearTimeout(timer);
      resolve({
        status: answer.statusCode ?? 502,
        statusText: answer.statusMessage ?? '',
        headers: endToEnd(answer.rawHeaders),
        body: answer,
      });
    });
    out.on('error', (error) => {
      clearTimeout(timer);
      reject('status' in error ? error : unavailable(`${url.origin}: ${error.message}`));
    });
    out.end(body);
  });
}

/** Hands an upstream's answer on; where it stops halfway, so does ours. */
export function streamOn(proxied: Proxied, res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    res.on('close', resolve);
    proxied.body.on('error', () => res.destroy());
    proxied.body.on('aborted', () => res.destroy());
    res.on('close', () => proxied.body.destroy());
    proxied.body.pipe(res);
  });
}

function upstreamUrl(call: ApiCall, integration: Integration): URL {
  const filled = (integration.integrationUri ?? '').replace(/\{(\w+)\+?\}/g, (_, name: string) =>
    (call.pathParameters[name] ?? '').split('/').map(encodeURIComponent).join('/'),
  );
  const url = new URL(filled);
  url.pathname = changePath(call, integration.requestParameters) ?? url.pathname;
  const query = changeQuery(call, integration.requestParameters);
  url.search = [url.search.slice(1), query].filter((part) => part !== '').join('&');
  return url;
}

function forwarded(call: ApiCall, integration: Integration, url: URL): string[] {
  const kept: string[] = [];
  for (let i = 0; i + 1 < call.rawHeaders.length; i += 2) {
    const name = call.rawHeaders[i] ?? '';
    const lower = name.toLowerCase();
    if (HOP_BY_HOP.has(lower) || lower === 'host' || lower === 'content-length' || lower === 'expect') continue;
    kept.push(name, call.rawHeaders[i + 1] ?? '');
  }
  const host = call.headers.host ?? '';
  kept.push('Host', url.host);
  if (call.body.length > 0 || call.headers['content-length'] !== undefined) {
    kept.push('Content-Length', String(call.body.length));
  }
  kept.push(
    'Via',
    `HTTP/${call.httpVersion} AmazonAPIGateway`,
    'Forwarded',
    `for=${call.sourceIp};host=${host};proto=http`,
  );
  return changeHeaders(call, kept, integration.requestParameters);
}

function endToEnd(rawHeaders: string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    if (!HOP_BY_HOP.has(name.toLowerCase())) pairs.push([name, rawHeaders[i + 1] ?? '']);
  }
  return pairs;
}
