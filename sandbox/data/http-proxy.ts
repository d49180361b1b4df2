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
  if (!isLoopback(url.hostname)) throw unavailable(`the sandbox does not call ${url.hostname}`);
  const method =
    !integration.integrationMethod || integration.integrationMethod === 'ANY'
      ? call.method
      : integration.integrationMethod;
  return new Promise((resolve, reject) => {
    const out = request(url, {
      method,
      headers: forwarded(call, integration, url) as unknown as Record<string, string>,
      maxHeaderSize: UPSTREAM_HEADER_LIMIT,
      signal: call.signal,
      agent: false,
    });
    const limit = integration.timeoutInMillis ?? 30_000;
    const timer = setTimeout(() => out.destroy(unavailable(`no answer within ${limit} ms`)), limit);
    out.on('response', (body) => {
      clearTimeout(timer);
      resolve({
        status: body.statusCode ?? 502,
        statusText: body.statusMessage ?? '',
        headers: endToEnd(body.rawHeaders),
        body,
      });
    });
    out.on('error', (error) => {
      clearTimeout(timer);
      reject('status' in error ? error : unavailable(`${url.origin}: ${error.message}`));
    });
    out.end(call.body);
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
