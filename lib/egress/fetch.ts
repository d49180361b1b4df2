import 'server-only';
import type { IncomingMessage } from 'node:http';
import { AppError } from '@/lib/core/error';
import type { Pair } from '@/lib/core/outcome';
import { type Destination, placeOf } from './address';
import { connect } from './connect';
import { wireHeaders } from './headers';
import { Phases } from './phases';
import { Stop } from './stop';
import { unreachable } from './unreachable';

/** Larger than any discovery document, key set or token answer that is meant seriously. */
const LARGEST_BYTES = 1024 ** 2;
const TIME_LIMIT_MS = 10_000;

/** What is sent to a server that a configuration in AWS names. */
export interface Ask {
  method: string;
  headers: Record<string, string>;
  body?: string | null;
  signal?: AbortSignal | undefined;
}

export interface Rules {
  /** Host of the account's emulator, null against AWS. It and this computer may then be asked too, and without TLS. */
  emulator: string | null;
  /** Milliseconds for the whole exchange. */
  timeLimitMs?: number;
}

/**
 * A small `fetch` for servers that configurations in AWS name: issuers. TLS only, no address inside this machine or its
 * network, no redirects, one time limit for all, at most 1 MiB, and nothing of it on disk. Throws AppError where no answer comes.
 */
export async function boundedFetch(address: string, what: Ask, rules: Rules): Promise<Response> {
  const to = destinationOf(address, rules);
  const stop = new Stop(rules.timeLimitMs ?? TIME_LIMIT_MS, what.signal ?? new AbortController().signal);
  const { pathname, search } = new URL(address);
  const body = what.body == null ? null : Buffer.from(what.body);
  const framing = { hostHeader: to.hostHeader, method: what.method, bodyBytes: body?.length ?? null, fresh: true };
  // A compressed answer could grow without end.
  const headers = wireHeaders([...headerRows(what.headers), ['Accept-Encoding', 'identity']], framing);
  const request = { to, method: what.method, target: pathname + search, headers, body, phases: new Phases(), stop };
  try {
    return await connect(request, { fresh: true }, async (response) =>
      toResponse(response, await collect(response, to)),
    );
  } catch (error) {
    throw error instanceof AppError ? error : failure(error, to, stop);
  } finally {
    stop.clear();
  }
}

/** Where a request to such an address may go. Throws where it may not. */
function destinationOf(address: string, { emulator }: Rules): Destination {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url) throw refused(`${address} is not the address of a server.`);
  if (url.username !== '' || url.password !== '') {
    throw refused(`The address of ${url.host} has a user name or a password in it, and is not asked.`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const own = isOwn(host, emulator);
  if (url.protocol !== 'https:' && !(own && url.protocol === 'http:')) {
    throw refused(`${url.origin} is not reached over TLS, and no token is fetched without it.`);
  }
  const port = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port);
  const protocol = url.protocol === 'http:' ? 'http:' : 'https:';
  return { protocol, host, port, hostHeader: url.host, connectTo: null, untrusted: !own };
}

/** With an emulator for an account: a host on this computer, or the emulator's own. Brackets of IPv6 do not matter. */
export function isOwn(host: string, emulator: string | null): boolean {
  return emulator !== null && (/^(localhost|127\.0\.0\.1|::1|\[::1\])$/.test(host) || host === emulator);
}

function headerRows(headers: Record<string, string>): Pair[] {
  return Object.entries(headers).filter(([name]) => !/^(accept-encoding|content-length|host|connection)$/i.test(name));
}

async function collect(response: IncomingMessage, to: Destination): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BYTES) {
      throw new AppError('too-large', `${placeOf(to)} answered with more than 1 MiB, and nothing was taken from it.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toResponse({ statusCode = 0, rawHeaders, headers }: IncomingMessage, body: Buffer): Response {
  if (headers['content-encoding'] && headers['content-encoding'] !== 'identity') {
    throw new AppError('unreachable', 'The answer is compressed, though that was not asked for.');
  }
  const rows: Pair[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) rows.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  const empty = statusCode === 204 || statusCode === 205 || statusCode === 304;
  return new Response(empty ? null : new Uint8Array(body), { status: statusCode, headers: rows });
}

function failure(error: unknown, to: Destination, stop: Stop): AppError {
  if (stop.reason === 'cancelled') return new AppError('cancelled', 'This was stopped.');
  if (stop.reason === 'timeout') {
    return new AppError('timed-out', `${placeOf(to)} did not answer within ${stop.limitMs / 1000} seconds.`);
  }
  return new AppError('unreachable', unreachable(error, placeOf(to)).message, { cause: error });
}

function refused(message: string): AppError {
  return new AppError('unreachable', message, {
    detail: { next: 'Correct the issuer in the authorizer, or paste a token.' },
  });
}
