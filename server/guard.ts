import { timingSafeEqual } from 'node:crypto';
import { EXCHANGE_TYPE, SEND_LIMIT_BYTES } from '@/lib/wire/frames';
import { readHeaders, type SeenHeaders } from './guard-headers';
import { type Refusal, refuse } from './refusal';

/** What the guard looks at: never the body, so that a stranger's bytes reach nothing. */
export interface Knock {
  method: string;
  /** The request target as it came. */
  url: string;
  /** Node's flat list of names and values. */
  rawHeaders: readonly string[];
  upgrade: boolean;
}

export interface House {
  /** The only values that Host may have: `127.0.0.1:4600`, `localhost:4600`, `[::1]:4600`. */
  hosts: ReadonlySet<string>;
  /** The name of the session cookie; cookies are shared by all ports of a host, so the port is part of it. */
  cookie: string;
  session: string;
}

/** `launch`: a person who brings a launch code; `location` is where they wanted to go, without it. */
export type Verdict = { pass: true } | Refusal | { launch: string; location: string; session: boolean };

/** Server actions carry what a form would; Next's own limit is the same. */
export const ACTION_LIMIT_BYTES = 1024 * 1024;

/** The parameter of the address that lets one browser in. */
export const LAUNCH_PARAMETER = 'launch';

/** Whether a request may come in. Asked before anything else sees the request: Next, the doors, the upgrade. */
export function guard(knock: Knock, house: House): Verdict {
  const headers = readHeaders(knock.rawHeaders);
  if ('refuse' in headers) return headers;
  return (
    wrongTarget(knock.url) ??
    wrongSender(knock, headers, house) ??
    wrongMethod(knock, headers) ??
    visitor(knock, headers, house) ??
    wrongBody(knock, headers) ?? { pass: true }
  );
}

/** Only a plain path is a target: no other host, nothing that a file system or a router could read in two ways. */
function wrongTarget(url: string): Refusal | null {
  const path = url.split('?', 1)[0] ?? '';
  const plain = url.length <= 16_384 && /^\/(?!\/)[\x21-\x7e]*$/.test(url) && !/\\|%5c|%00|%2f%2f/i.test(path);
  const dots = path.split('/').some((segment) => /^(\.|%2e){1,2}$/i.test(segment));
  return plain && !dots && isDecodable(path)
    ? null
    : refuse(400, 'The address of this request is not one of the console.');
}

/** Next answers a path that stands for no text with an error of its own. */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Who sent it: a page of this console, or nobody. A page elsewhere must not even learn that the console is here. */
function wrongSender(knock: Knock, headers: SeenHeaders, house: House): Refusal | null {
  const host = headers.get('host');
  if (host === undefined || !house.hosts.has(host)) {
    return refuse(421, 'The console answers only under the address that its terminal shows.');
  }
  const safe = isSafe(knock);
  const origin = headers.get('origin');
  const ownOrigin = origin === undefined ? safe : origin === `http://${host}`;
  return ownOrigin && ownSite(headers, safe) ? null : refuse(403, 'This request comes from another website.');
}

/** Browsers that send Sec-Fetch-Site cannot be talked out of it. `none` is an address that a person typed or opened. */
function ownSite(headers: SeenHeaders, safe: boolean): boolean {
  const site = headers.get('sec-fetch-site');
  if (site === undefined || site === 'same-origin') return true;
  return site === 'none' && safe && (headers.get('sec-fetch-mode') ?? 'navigate') === 'navigate';
}

function isSafe({ method, upgrade }: Knock): boolean {
  return !upgrade && (method === 'GET' || method === 'HEAD');
}

/** POST reaches two things only: the send door, and a server action, which names itself in a header that no form can set. */
function wrongMethod(knock: Knock, headers: SeenHeaders): Refusal | null {
  if (isSafe(knock)) return isSend(knock) ? refuse(405, 'This address takes POST only.') : null;
  if (knock.upgrade) return knock.method === 'GET' ? null : refuse(405, 'A connection is upgraded by GET only.');
  if (knock.method === 'POST' && (isSend(knock) || headers.has('next-action'))) return null;
  return refuse(
    405,
    `This address does not take ${/^[A-Z]{1,16}$/.test(knock.method) ? knock.method : 'this method'}.`,
  );
}

function isSend({ url }: Knock): boolean {
  return url === '/send' || url.startsWith('/send?');
}

function visitor(knock: Knock, headers: SeenHeaders, house: House): Verdict | null {
  const session = hasSession(headers.get('cookie') ?? '', house);
  if (session === 'twice') return refuse(400, 'This request carries the session twice.');
  const launch = isSafe(knock) && knock.method === 'GET' ? launchOf(knock.url) : null;
  if (launch !== null) return { ...launch, session: session === 'valid' };
  if (session === 'valid') return null;
  return refuse(401, 'This browser was not let in yet. Open the address that the terminal of Signalbox shows.');
}

function hasSession(cookies: string, { cookie, session }: House): 'valid' | 'none' | 'twice' {
  const given = cookies
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${cookie}=`));
  if (given.length > 1) return 'twice';
  return given[0] !== undefined && sameSecret(given[0].slice(cookie.length + 1), session) ? 'valid' : 'none';
}

/** Takes the same time wherever the two differ. */
export function sameSecret(given: string, secret: string): boolean {
  const one = Buffer.from(given);
  const other = Buffer.from(secret);
  return one.length === other.length && timingSafeEqual(one, other);
}

function launchOf(url: string): { launch: string; location: string } | null {
  const mark = url.indexOf('?');
  if (mark === -1) return null;
  const parameters = url.slice(mark + 1).split('&');
  const mine = parameters.filter((one) => one.startsWith(`${LAUNCH_PARAMETER}=`));
  if (mine[0] === undefined) return null;
  const others = parameters.filter((one) => !mine.includes(one)).join('&');
  const location = url.slice(0, mark) + (others === '' ? '' : `?${others}`);
  return { launch: mine[0].slice(LAUNCH_PARAMETER.length + 1), location };
}

/** How much may follow. Only the send door counts while it reads; everywhere else the length is said beforehand. */
function wrongBody(knock: Knock, headers: SeenHeaders): Refusal | null {
  const told = headers.get('content-length');
  const chunked = headers.has('transfer-encoding');
  if (told !== undefined && (chunked || !/^\d{1,15}$/.test(told))) {
    return refuse(400, 'The length of this request is said in two ways.');
  }
  const length = Number(told ?? 0);
  if (isSafe(knock) || knock.upgrade) {
    return chunked || length > 0 ? refuse(400, 'A request of this method has no body here.') : null;
  }
  return isSend(knock) ? wrongExchange(headers, length) : wrongAction(chunked, length);
}

function wrongExchange(headers: SeenHeaders, length: number): Refusal | null {
  if (headers.get('content-type') !== EXCHANGE_TYPE) return refuse(415, 'The send door takes exchanges only.');
  return length > SEND_LIMIT_BYTES ? tooLarge(SEND_LIMIT_BYTES) : null;
}

function wrongAction(chunked: boolean, length: number): Refusal | null {
  if (chunked) return refuse(411, 'Say the length of the body.');
  return length > ACTION_LIMIT_BYTES ? tooLarge(ACTION_LIMIT_BYTES) : null;
}

function tooLarge(limit: number): Refusal {
  return refuse(413, `This request is larger than the ${limit / 1024 ** 2} MiB that are taken here. Nothing was sent.`);
}
