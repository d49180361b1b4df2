/** A JWT taken apart. Nothing here verifies a signature: only who accepts the token does that. */
export interface DecodedToken {
  header: Claims;
  payload: Claims;
}

/** Read with `claim`: names come from a stranger, `__proto__` among them. */
export type Claims = Readonly<Record<string, unknown>>;

export type TokenReading =
  | { ok: true; token: DecodedToken }
  /** `encrypted`: five parts, such as a refresh token of Cognito. `opaque`: no JWT at all. */
  | { ok: false; reason: 'empty' | 'opaque' | 'encrypted' | 'malformed'; sentence: string };

/** Larger than any header that a gateway takes. */
const LARGEST = 64_000;

/** The parts of a token, decoded and not verified. A `Bearer ` in front of it is no part of it. */
export function decodeToken(text: string): TokenReading {
  const token = text.trim().replace(/^bearer(\s+|$)/i, '');
  if (token === '') return unreadable('empty', 'There is no token.');
  const parts = token.split('.');
  if (parts.length === 5) return unreadable('encrypted', 'This token is encrypted, as refresh tokens are.');
  if (parts.length !== 3 || token.length > LARGEST) {
    return unreadable('opaque', 'This token is no JWT: it does not have three parts.');
  }
  const header = decodePart(parts[0] ?? '');
  const payload = decodePart(parts[1] ?? '');
  if (header && payload) return { ok: true, token: { header, payload } };
  return unreadable('malformed', `The ${header ? 'payload' : 'header'} of this token is not JSON in base64url.`);
}

function unreadable(reason: Exclude<TokenReading, { ok: true }>['reason'], sentence: string): TokenReading {
  return { ok: false, reason, sentence };
}

function decodePart(part: string): Claims | null {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) return null;
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (mark) => mark.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : null;
  } catch {
    return null;
  }
}

/** A claim that the token itself has; nothing inherited. */
export function claim(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}

/** A claim that is a list, or words with spaces between. */
export function listClaim(claims: Claims, name: string): string[] {
  const value = claim(claims, name);
  if (typeof value === 'string') return value.split(' ').filter(Boolean);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** A time claim in milliseconds; null where there is none, `NaN` where it is no time. */
export function timeClaim(claims: Claims, name: string): number | null {
  const value = claim(claims, name);
  if (value === undefined) return null;
  const time = typeof value === 'number' ? value * 1000 : Number.NaN;
  return Number.isNaN(new Date(time).getTime()) ? Number.NaN : time;
}

/** When a token expires, in milliseconds; null where it cannot be read or does not say. */
export function expiryOf(text: string): number | null {
  const reading = decodeToken(text);
  const time = reading.ok ? timeClaim(reading.token.payload, 'exp') : null;
  return time === null || Number.isNaN(time) ? null : time;
}

/** Whom a token speaks of, by the most telling claim that it has; null where it has none. */
export function subjectOf(text: string): string | null {
  const reading = decodeToken(text);
  if (!reading.ok) return null;
  const { payload } = reading.token;
  const names = ['preferred_username', 'cognito:username', 'username', 'email', 'name', 'sub', 'client_id', 'azp'];
  const values = names.map((name) => claim(payload, name));
  return values.find((value): value is string => typeof value === 'string' && value !== '') ?? null;
}
