import { AppError } from '@/lib/core/error';
import type { Pair } from '@/lib/core/outcome';
import { checkHeaders } from './headers';

/** Stands where a number is that the connection draws for itself. */
const DRAWN = '(random)';
const KEY = 'Sec-WebSocket-Key';

const OWN = ['sec-websocket-key', 'sec-websocket-version', 'sec-websocket-extensions', 'sec-websocket-accept'];
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Refuses what cannot go into a handshake as it is, and names the row. `taken` are names that the chosen identity writes. */
export function checkHandshake(headers: readonly Pair[], protocols: readonly string[], taken: readonly string[]): void {
  checkHeaders(headers, taken);
  headers.forEach(([name], at) => {
    const lower = name.toLowerCase();
    if (OWN.includes(lower)) throw wrong(`headers.${at}`, `${name} is set by the connection and cannot be chosen.`);
    if (lower === 'sec-websocket-protocol') {
      throw wrong(`headers.${at}`, `${name} is made of the subprotocols. Name them there.`);
    }
  });
  protocols.forEach((protocol, at) => {
    const sentence = wrongProtocol(protocol, protocols.indexOf(protocol) !== at);
    if (sentence !== null) throw wrong(`protocols.${at}`, sentence);
  });
}

function wrongProtocol(protocol: string, again: boolean): string | null {
  if (again) return `The subprotocol ${protocol} is named twice.`;
  if (TOKEN.test(protocol)) return null;
  return `${JSON.stringify(protocol)} cannot be a subprotocol: letters, digits and a few marks only, no spaces or slashes.`;
}

function wrong(field: string, message: string): AppError {
  return new AppError('invalid-input', message, { detail: { field } });
}

/**
 * All headers of a handshake in the order in which they are sent: Host, what the person wrote, what a client adds unless
 * it was written, and the handshake's own. Those of one name stand together, as Node sends them.
 */
export function handshakeHeaders(
  written: readonly Pair[],
  request: { hostHeader: string; protocols: readonly string[] },
): Pair[] {
  const names = new Set(written.map(([name]) => name.toLowerCase()));
  const headers: Pair[] = [['Host', request.hostHeader], ...written];
  if (!names.has('user-agent')) headers.push(['User-Agent', 'Signalbox']);
  headers.push(['Connection', 'Upgrade'], ['Upgrade', 'websocket'], ['Sec-WebSocket-Version', '13'], [KEY, DRAWN]);
  headers.push(['Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits']);
  if (request.protocols.length > 0) headers.push(['Sec-WebSocket-Protocol', request.protocols.join(', ')]);
  return together(headers);
}

function together(headers: readonly Pair[]): Pair[] {
  const byName = new Map<string, Pair[]>();
  for (const [name, value] of headers) {
    const group = byName.get(name.toLowerCase()) ?? [];
    byName.set(name.toLowerCase(), [...group, [group[0]?.[0] ?? name, value]]);
  }
  return [...byName.values()].flat();
}

/** What `finishRequest` of a handshake needs of the request. */
interface Writable {
  path: string;
  getHeader(name: string): unknown;
  getHeaderNames(): string[];
  removeHeader(name: string): void;
  appendHeader(name: string, value: string): unknown;
}

/** Puts these headers and this target on a handshake in place of those that it has, all but the number that it drew. */
export function writeHandshake(request: Writable, target: string, headers: readonly Pair[]): void {
  const key = String(request.getHeader(KEY));
  request.path = target;
  for (const name of request.getHeaderNames()) request.removeHeader(name);
  for (const [name, value] of headers) request.appendHeader(name, name === KEY ? key : value);
}
