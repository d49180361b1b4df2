import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { UserPool } from '@/sandbox/cognito/model';
import type { World } from '@/sandbox/model';
import { escapeHtml, PAGE_HEADERS, page } from '@/sandbox/page';

/** One request to a pool's managed login. */
export interface Visit {
  world: World;
  pool: UserPool;
  req: IncomingMessage;
  res: ServerResponse;
  /** `/_cognito/{domain}` */
  base: string;
  query: URLSearchParams;
  now: number;
}

/** An authorization code that was given out and not yet traded in. */
export interface Code {
  clientId: string;
  username: string;
  redirectUri: string;
  scopes: string[];
  nonce: string | null;
  /** S256; null where the application began without PKCE. */
  challenge: string | null;
  authTime: number;
  until: number;
}

interface Memory {
  codes: Map<string, Code>;
  /** Who is signed in, by the browser's cookie. */
  browsers: Map<string, { username: string; authTime: number; until: number }>;
}

const memories = new WeakMap<UserPool, Memory>();

export function memoryOf(pool: UserPool): Memory {
  const known = memories.get(pool) ?? { codes: new Map(), browsers: new Map() };
  memories.set(pool, known);
  return known;
}

export const random = () => randomBytes(32).toString('base64url');

const COOKIE = 'cognito';
const COOKIE_SECONDS = 3600;

/** The user whom this browser signed in before, with the time of it. */
export function browserOf({ req, pool, now }: Visit) {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(req.headers.cookie ?? '')?.[1];
  const known = value === undefined ? undefined : memoryOf(pool).browsers.get(value);
  return known && known.until > now ? known : undefined;
}

export function rememberBrowser({ pool, base, now }: Visit, username: string): string {
  const value = random();
  memoryOf(pool).browsers.set(value, { username, authTime: now, until: now + COOKIE_SECONDS * 1000 });
  return `${COOKIE}=${value}; Path=${base}; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax`;
}

export const forgetCookie = ({ base }: Visit) => `${COOKIE}=; Path=${base}; Max-Age=0; HttpOnly; SameSite=Lax`;

export function redirect({ res }: Visit, to: string, cookie?: string): void {
  res.writeHead(302, { location: to, 'cache-control': 'no-store', ...(cookie ? { 'set-cookie': cookie } : {}) });
  res.end();
}

export function show({ res }: Visit, { status = 200, title = 'Sign in', body }: Shown): void {
  res.writeHead(status, PAGE_HEADERS);
  res.end(page(title, body));
}

interface Shown {
  status?: number;
  title?: string;
  body: string;
}

/** Where no address can be trusted the browser stays here: sending a code or an error elsewhere is what attackers want. */
export function showError(visit: Visit, error: string): void {
  const body = `<p role="alert">An error was encountered with the requested page: <code>${escapeHtml(error)}</code></p>`;
  show(visit, { status: 400, title: 'Sign-in did not work', body });
}
